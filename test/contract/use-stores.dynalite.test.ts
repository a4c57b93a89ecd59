import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Store, startStore } from "../../dev/store.ts";
import { err } from "../../functions/core/result.ts";
import { createLookedAfterStore } from "../../functions/stores/looked-after-store.ts";
import { useHomes } from "../../functions/stores/use-homes.ts";
import { createUseStore } from "../../functions/stores/use-store.ts";
import { aSlot, aUse } from "../support/use-builders.ts";
import { connect, createTables, LAUNCHES, readItem } from "./dynamodb-tables.ts";
import { describeUseStores } from "./use-stores.contract.ts";

const NOW = 1_795_165_200;
const REGIONS = ["eu-west-1", "us-east-1"];

let dynalite: Store;
let client: DynamoDBClient;

beforeAll(async () => {
  dynalite = await startStore({ port: 0, regions: REGIONS });
  client = connect(at("eu-west-1"));
  for (const region of REGIONS) {
    const each = connect(at(region));
    await createTables(each);
    each.destroy();
  }
});

afterAll(async () => {
  client.destroy();
  await dynalite.stop();
});

const at = (region: string): string => dynalite.endpointTemplate.replaceAll("{region}", region);
const storesOf = (own: string, regions: readonly string[]) => {
  const homes = useHomes({ own, regions, endpoint: dynalite.endpointTemplate });
  return {
    uses: createUseStore(homes, LAUNCHES),
    lookedAfter: createLookedAfterStore({ homes, own: connect(at(own)), tableName: LAUNCHES }),
  };
};

describe("the stores of limited use on dynalite", () => {
  describeUseStores(() => storesOf("eu-west-1", ["eu-west-1"]));

  it("count together wherever somebody launches, and each Region tells of its own people", async () => {
    const [here, there] = REGIONS.map((region) => storesOf(region, REGIONS));
    if (here === undefined || there === undefined) throw new Error("two Regions");
    for (const userId of ["u-1", "u-2", "u-3", "u-4", "u-5", "u-6"]) {
      const first = await here.uses.write(userId, { ...aUse([aSlot()]), version: 0 }, NOW);
      expect([first, await there.uses.write(userId, { ...aUse([]), version: 0 }, NOW)]).toStrictEqual([
        ...[{ ok: true, value: undefined }, err("conflict")],
      ]);
      await here.lookedAfter.remind(userId, NOW, NOW);
    }
    const [ours = [], theirs = []] = await Promise.all(
      [here, there].map(async ({ lookedAfter }) => {
        const due = await lookedAfter.due(NOW);
        return due.ok ? due.value.map(({ userId }) => userId).filter((id) => /^u-\d$/.test(id)) : [];
      }),
    );
    expect([...ours, ...theirs].toSorted()).toEqual(["u-1", "u-2", "u-3", "u-4", "u-5", "u-6"]);
    expect([ours.length > 0, theirs.length > 0]).toEqual([true, true]);
  });

  it("say that they are away where the home is, whichever Region asks", async () => {
    const { uses } = storesOf("eu-west-1", ["us-east-1"]);
    dynalite.setAway("us-east-1", true);
    expect(await uses.read("u-1", NOW)).toStrictEqual(err("unavailable"));
    expect(await uses.takeSeat("atlas", "launch-1", 1, NOW)).toStrictEqual(err("unavailable"));
    expect(await uses.seatsTaken(["atlas"])).toStrictEqual(new Map());
    dynalite.setAway("us-east-1", false);
  });

  it("count seats in each application's home", async () => {
    const [here, there] = REGIONS.map((region) => storesOf(region, REGIONS));
    if (here === undefined || there === undefined) throw new Error("two Regions");
    const ids = ["seated-1", "seated-2", "seated-3", "seated-4", "seated-5", "seated-6"];
    for (const id of ids) await here.uses.takeSeat(id, "launch-1", 1, NOW);
    expect(await there.uses.seatsTaken(ids)).toStrictEqual(new Map(ids.map((id) => [id, 1])));
    dynalite.setAway("us-east-1", true);
    const left = await here.uses.seatsTaken(ids);
    dynalite.setAway("us-east-1", false);
    expect([left.size > 0, left.size < ids.length]).toEqual([true, true]);
  });

  it("take nothing they cannot read for no use at all", async () => {
    const { uses } = storesOf("eu-west-1", ["eu-west-1"]);
    const item = { version: { N: "4" }, expiresAt: { N: String(NOW + 60) } };
    for (const use of ["{}", "not json", '{"person":null,"slots":[{}],"spent":[]}']) {
      const put = { ...item, pk: { S: "use:u-broken" }, use: { S: use } };
      await client.send(new PutItemCommand({ TableName: LAUNCHES, Item: put }));
      expect(await uses.read("u-broken", NOW)).toStrictEqual(err("unavailable"));
    }
  });

  it("read slots that do not say how long their URL may be opened", async () => {
    const { uses } = storesOf("eu-west-1", ["eu-west-1"]);
    const { openUntil: _, ...slot } = aSlot();
    const use = JSON.stringify({ person: null, slots: [slot], spent: [] });
    const item = { version: { N: "4" }, expiresAt: { N: String(NOW + 60) }, use: { S: use } };
    await client.send(new PutItemCommand({ TableName: LAUNCHES, Item: { ...item, pk: { S: "use:u-old" } } }));
    expect(await uses.read("u-old", NOW)).toMatchObject({ value: { slots: [aSlot({ openUntil: 0 })] } });
  });

  it("leave items that time to live removes", async () => {
    const { uses, lookedAfter } = storesOf("eu-west-1", ["eu-west-1"]);
    await uses.write("u-ttl", { ...aUse([]), version: 0 }, NOW);
    await uses.takeSeat("ttl", "launch-1", 1, NOW);
    await lookedAfter.remind("u-ttl", NOW, NOW);
    const shards = Array.from({ length: 16 }, (_, shard) => `timed:${shard}`);
    const items = await Promise.all(
      ["use:u-ttl", "seats:ttl", ...shards].map((pk) => readItem(client, LAUNCHES, pk)),
    );
    const written = items.filter((item) => item !== undefined);
    expect(written.length).toBeGreaterThan(2);
    for (const item of written) expect(Number(item.expiresAt?.N)).toBeGreaterThan(NOW);
  });
});

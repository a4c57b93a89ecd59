import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Store, startStore } from "../../dev/store.ts";
import { ok } from "../../functions/core/result.ts";
import { createDynamoDbClient, OTHER_REGION } from "../../functions/stores/dynamodb-client.ts";
import { createRegionalRevocations } from "../../functions/stores/regional-revocations.ts";
import { createRevocationStore } from "../../functions/stores/revocation-store.ts";
import { createTables, LAUNCHES } from "../contract/dynamodb-tables.ts";
import "./local-credentials.ts";

const NOW = 1_795_165_200;
const REGIONS = ["eu-west-1", "us-east-1"];
const ANA = { identityProvider: "corporate", subject: "00u-ana" };
const LEFT = { by: "Ben", reason: "left", at: NOW, until: null };

let store: Store;
beforeAll(async () => {
  store = await startStore({ port: 0, regions: REGIONS });
  for (const region of REGIONS) await createTables(clientOf(region));
});
afterAll(() => store.stop());

const clientOf = (region: string) => createDynamoDbClient({ region, endpoint: store.endpointTemplate });
const regional = (regions = REGIONS) =>
  createRegionalRevocations({ regions, tableName: LAUNCHES, endpoint: store.endpointTemplate });
const readIn = (region: string) =>
  createRevocationStore(clientOf(region), LAUNCHES, OTHER_REGION).read(ANA, ["key"], NOW);

describe("createRegionalRevocations", () => {
  it("writes to every Region's table, each of which knows it by itself", async () => {
    const ends = [
      { sessions: ANA, endedUntil: 5 },
      { sessions: { logoutKey: "key" }, endedUntil: 9 },
    ];
    expect(await regional().end(ends, NOW)).toStrictEqual([]);
    expect(await regional().disable(ANA, LEFT)).toStrictEqual([]);
    for (const region of REGIONS) {
      expect(await readIn(region)).toStrictEqual(ok({ endedUntil: 9, disabling: LEFT }));
    }
    expect(await regional().enable(ANA)).toStrictEqual([]);
    for (const region of REGIONS) {
      expect(await readIn(region)).toStrictEqual(ok({ endedUntil: 9, disabling: undefined }));
    }
  });

  it("names the Regions where it is not done, and does it in the others", async () => {
    const regions = [...REGIONS, "ap-south-1"];
    expect(await regional(regions).end([{ sessions: ANA, endedUntil: 11 }], NOW)).toStrictEqual([
      "ap-south-1",
    ]);
    expect(await regional(regions).disable(ANA, LEFT)).toStrictEqual(["ap-south-1"]);
    expect(await regional(regions).enable(ANA)).toStrictEqual(["ap-south-1"]);
    expect(await readIn("us-east-1")).toMatchObject(ok({ endedUntil: 11 }));
  });
});

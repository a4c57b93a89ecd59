import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Store, startStore } from "../../dev/store.ts";
import type { ContextStore } from "../../functions/context-ports.ts";
import { err } from "../../functions/core/result.ts";
import { createContextStore } from "../../functions/stores/context-store.ts";
import { createDynamoDbClient } from "../../functions/stores/dynamodb-client.ts";
import { createLaunchStore } from "../../functions/stores/launch-store.ts";
import "../stores/local-credentials.ts";
import { describeContextStore, REGIONS, redemptionOf } from "./context-store.contract.ts";
import { LAUNCHES } from "./dynamodb-tables.ts";
import { aLaunchRecord } from "./launch-store.contract.ts";

const NOW = 1_795_165_200;
const [HOME, ELSEWHERE] = REGIONS;

let dynalite: Store;

beforeAll(async () => {
  dynalite = await startStore({ port: 0, regions: REGIONS });
  await dynalite.createTable({ name: LAUNCHES });
});

afterAll(() => dynalite.stop());

const clientIn = (region: string) => createDynamoDbClient({ region, endpoint: dynalite.endpointTemplate });
const launchesIn = (region: string) => createLaunchStore(clientIn(region), LAUNCHES);

function seenFrom(own: string): ContextStore {
  const endpoint = dynalite.endpointTemplate;
  return createContextStore({ regions: REGIONS, own, tableName: LAUNCHES, endpoint });
}

describe("createContextStore on dynalite", () => {
  describeContextStore(() => ({ launchesIn, seenFrom }));

  it("finds a Region that is away unavailable, and lets no other stand in", async () => {
    const record = aLaunchRecord();
    await launchesIn(HOME).begin(record);
    dynalite.setAway(HOME, true);
    const away = await seenFrom(ELSEWHERE).redeem(HOME, redemptionOf(record), NOW);
    dynalite.setAway(HOME, false);
    expect(away).toStrictEqual(err("unavailable"));
    expect(await seenFrom(ELSEWHERE).redeem(HOME, redemptionOf(record), NOW)).toMatchObject({ ok: true });
  });

  it("takes an item of another kind for none, and one that it cannot read for a table that is away", async () => {
    const put = (item: Record<string, { S: string } | { N: string }>) =>
      clientIn(HOME).send(new PutItemCommand({ TableName: LAUNCHES, Item: item }));
    await put({ pk: { S: "a-place" }, place: { S: "{}" } });
    await put({ pk: { S: "garbled" }, record: { S: "{}" } });
    const redemption = redemptionOf(aLaunchRecord());
    const answers = ["a-place", "garbled"].map((launchId) =>
      seenFrom(HOME).redeem(HOME, { ...redemption, launchId }, NOW),
    );
    expect(await Promise.all(answers)).toStrictEqual([err("handle_unknown"), err("unavailable")]);
  });
});

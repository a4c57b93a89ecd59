import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Store, startStore } from "../../dev/store.ts";
import type { RecordedPlace } from "../../functions/ports.ts";
import { createPlaceStore } from "../../functions/stores/place-store.ts";
import { connect, createTables, LAUNCHES } from "./dynamodb-tables.ts";
import { describePlaceStore } from "./place-store.contract.ts";

let dynalite: Store;
let client: DynamoDBClient;

beforeAll(async () => {
  dynalite = await startStore({ port: 0 });
  client = connect(dynalite.endpoint);
  await createTables(client);
});

afterAll(async () => {
  client.destroy();
  await dynalite.stop();
});

describe("createPlaceStore on dynalite", () => {
  describePlaceStore(() =>
    createPlaceStore({
      ...{ client, others: [], tableName: LAUNCHES, now: Date.now },
      // Of answers, not of speed.
      budgetMilliseconds: 10_000,
    }),
  );

  it("has a place whose end is told by a word that it does not know, without the word", async () => {
    const places = createPlaceStore({ client, others: [], tableName: LAUNCHES, now: Date.now });
    const place = { fleet: "ireland", launchId: "launch-1", application: "treasury", launchedAt: 1_000 };
    const later = { ...place, endedAt: 1_000, endedBy: "asteroid" } as unknown as RecordedPlace;
    await places.remember("u-later", later, 1_000);
    expect(await places.recent("u-later", 1_000)).toEqual([{ ...place, endedAt: 1_000 }]);
  });
});

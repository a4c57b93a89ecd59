import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe } from "vitest";
import { type Store, startStore } from "../../dev/store.ts";
import { createFavouriteStore } from "../../functions/stores/favourite-store.ts";
import { connect, createTables, LAUNCHES } from "./dynamodb-tables.ts";
import { describeFavouriteStore } from "./favourite-store.contract.ts";

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

describe("createFavouriteStore on dynalite", () => {
  describeFavouriteStore(() =>
    createFavouriteStore({
      ...{ client, others: [], tableName: LAUNCHES, now: Date.now },
      // Of answers, not of speed.
      budgetMilliseconds: 10_000,
    }),
  );
});

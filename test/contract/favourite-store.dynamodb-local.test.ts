import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe } from "vitest";
import { createFavouriteStore } from "../../functions/stores/favourite-store.ts";
import { type DynamoDbLocal, startDynamoDbLocal } from "./dynamodb-local.ts";
import { connect, createTables, LAUNCHES } from "./dynamodb-tables.ts";
import { describeFavouriteStore } from "./favourite-store.contract.ts";

let local: DynamoDbLocal | undefined;
let client: DynamoDBClient;

beforeAll(async () => {
  local = await startDynamoDbLocal();
  client = connect(local.endpoint);
  await createTables(client);
}, 60_000);

afterAll(async () => {
  client?.destroy();
  await local?.stop();
});

describe("createFavouriteStore on DynamoDB Local", () => {
  describeFavouriteStore(() =>
    createFavouriteStore({
      ...{ client, others: [], tableName: LAUNCHES, now: Date.now },
      // Of answers, not of speed.
      budgetMilliseconds: 10_000,
    }),
  );
});

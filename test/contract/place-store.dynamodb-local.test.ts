import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe } from "vitest";
import { createPlaceStore } from "../../functions/stores/place-store.ts";
import { type DynamoDbLocal, startDynamoDbLocal } from "./dynamodb-local.ts";
import { connect, createTables, LAUNCHES } from "./dynamodb-tables.ts";
import { describePlaceStore } from "./place-store.contract.ts";

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

describe("createPlaceStore on DynamoDB Local", () => {
  describePlaceStore(() =>
    createPlaceStore({
      ...{ client, others: [], tableName: LAUNCHES, now: Date.now },
      // Of answers, not of speed.
      budgetMilliseconds: 10_000,
    }),
  );
});

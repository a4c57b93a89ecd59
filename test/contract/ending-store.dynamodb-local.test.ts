import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe } from "vitest";
import { OTHER_REGION } from "../../functions/stores/dynamodb-client.ts";
import { createEndingStore } from "../../functions/stores/ending-store.ts";
import { type DynamoDbLocal, startDynamoDbLocal } from "./dynamodb-local.ts";
import { connect, createTables, LAUNCHES } from "./dynamodb-tables.ts";
import { describeEndingStore } from "./ending-store.contract.ts";

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

describe("createEndingStore on DynamoDB Local", () => {
  describeEndingStore(() => createEndingStore({ client, tableName: LAUNCHES, patience: OTHER_REGION }));
});

import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe } from "vitest";
import { createLoginTransactionStore } from "../../functions/stores/login-transaction-store.ts";
import { type DynamoDbLocal, startDynamoDbLocal } from "./dynamodb-local.ts";
import { connect, createTables, LOGIN_TRANSACTIONS } from "./dynamodb-tables.ts";
import { describeLoginTransactionStore } from "./login-transaction-store.contract.ts";

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

describe("createLoginTransactionStore on DynamoDB Local", () => {
  describeLoginTransactionStore(() => createLoginTransactionStore(client, LOGIN_TRANSACTIONS));
});

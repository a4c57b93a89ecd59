import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe } from "vitest";
import { createOneTimeStore } from "../../functions/stores/one-time-store.ts";
import { type DynamoDbLocal, startDynamoDbLocal } from "./dynamodb-local.ts";
import { connect, createTables, LOGIN_TRANSACTIONS } from "./dynamodb-tables.ts";
import { describeOneTimeStore } from "./one-time-store.contract.ts";

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

describe("createOneTimeStore on DynamoDB Local", () => {
  describeOneTimeStore(() => createOneTimeStore(client, LOGIN_TRANSACTIONS));
});

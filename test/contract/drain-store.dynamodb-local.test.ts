import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, beforeEach, describe } from "vitest";
import { createDrainStore } from "../../functions/stores/drain-store.ts";
import { describeDrainStore } from "./drain-store.contract.ts";
import { type DynamoDbLocal, startDynamoDbLocal } from "./dynamodb-local.ts";
import { connect, createTables, forget, LAUNCHES } from "./dynamodb-tables.ts";

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

beforeEach(() => forget(client, LAUNCHES, "maintenance"));

describe("createDrainStore on DynamoDB Local", () => {
  describeDrainStore(async () => createDrainStore(client, LAUNCHES));
});

import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe } from "vitest";
import { createLaunchStore } from "../../functions/stores/launch-store.ts";
import { type DynamoDbLocal, startDynamoDbLocal } from "./dynamodb-local.ts";
import { connect, createTables, LAUNCHES, readLaunch } from "./dynamodb-tables.ts";
import { describeLaunchStore } from "./launch-store.contract.ts";

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

describe("createLaunchStore on DynamoDB Local", () => {
  describeLaunchStore(() => ({
    store: createLaunchStore(client, LAUNCHES),
    read: (launchId) => readLaunch(client, launchId),
  }));
});

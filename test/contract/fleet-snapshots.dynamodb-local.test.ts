import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe } from "vitest";
import { createFleetSnapshots } from "../../functions/stores/fleet-snapshots.ts";
import { type DynamoDbLocal, startDynamoDbLocal } from "./dynamodb-local.ts";
import { connect, createTables, LAUNCHES } from "./dynamodb-tables.ts";
import { describeFleetSnapshots } from "./fleet-snapshots.contract.ts";

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

describe("createFleetSnapshots on DynamoDB Local", () => {
  describeFleetSnapshots((policyVersion) => {
    // Of answers, not of speed.
    const options = { client, tableName: LAUNCHES, policyVersion, deadlineMilliseconds: 10_000 };
    return [createFleetSnapshots(options), createFleetSnapshots(options)];
  });
});

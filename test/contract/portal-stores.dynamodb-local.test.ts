import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe } from "vitest";
import { createIdempotencyStore } from "../../functions/stores/idempotency-store.ts";
import { createRateCounters } from "../../functions/stores/rate-counters.ts";
import { type DynamoDbLocal, startDynamoDbLocal } from "./dynamodb-local.ts";
import { connect, createTables, LAUNCHES } from "./dynamodb-tables.ts";
import { describeIdempotencyStore } from "./idempotency-store.contract.ts";
import { describeRateCounters } from "./rate-counters.contract.ts";

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

describe("createIdempotencyStore on DynamoDB Local", () => {
  describeIdempotencyStore(() => createIdempotencyStore(client, LAUNCHES));
});

describe("createRateCounters on DynamoDB Local", () => {
  describeRateCounters(() => createRateCounters(client, LAUNCHES));
});

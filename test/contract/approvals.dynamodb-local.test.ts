import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe } from "vitest";
import { createApprovalGrants } from "../../functions/stores/approval-grants.ts";
import { createApprovalStore } from "../../functions/stores/approval-store.ts";
import { createDynamoDbClient } from "../../functions/stores/dynamodb-client.ts";
import { describeApprovals } from "./approvals.contract.ts";
import { type DynamoDbLocal, startDynamoDbLocal } from "./dynamodb-local.ts";
import { createTables, LAUNCHES } from "./dynamodb-tables.ts";

let local: DynamoDbLocal | undefined;
/** Of answers, not of speed. */
const PATIENCE = { connectionMilliseconds: 5_000, requestMilliseconds: 20_000, deadlineMilliseconds: 30_000 };

let client: DynamoDBClient;

beforeAll(async () => {
  local = await startDynamoDbLocal();
  client = createDynamoDbClient({ region: "eu-west-1", endpoint: local.endpoint, patience: PATIENCE });
  await createTables(client);
}, 60_000);

afterAll(async () => {
  client?.destroy();
  await local?.stop();
});

describe("the approval stores on DynamoDB Local", () => {
  describeApprovals(async () => {
    const options = {
      tables: new Map([["eu-west-1", { client, patience: PATIENCE }]]),
      own: "eu-west-1",
      tableName: LAUNCHES,
    };
    return { approvals: createApprovalStore(options), grants: createApprovalGrants(options) };
  });
});

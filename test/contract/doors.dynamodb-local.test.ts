import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe } from "vitest";
import { createDoorStore } from "../../functions/stores/door-store.ts";
import { createDynamoDbClient } from "../../functions/stores/dynamodb-client.ts";
import "../stores/local-credentials.ts";
import { describeDoors } from "./doors.contract.ts";
import { type DynamoDbLocal, startDynamoDbLocal } from "./dynamodb-local.ts";
import { createTables, LAUNCHES } from "./dynamodb-tables.ts";

/** Of answers, not of speed: five hundred at once take a moment here. A second try could take a second place. */
const PATIENT = {
  ...{ connectionMilliseconds: 15_000, requestMilliseconds: 15_000, deadlineMilliseconds: 15_000 },
  tries: 1,
};

let local: DynamoDbLocal | undefined;
let client: DynamoDBClient;

beforeAll(async () => {
  local = await startDynamoDbLocal();
  client = createDynamoDbClient({ region: "eu-west-1", endpoint: local.endpoint, patience: PATIENT });
  await createTables(client);
}, 60_000);

afterAll(async () => {
  client?.destroy();
  await local?.stop();
});

describe("createDoorStore on DynamoDB Local", () => {
  describeDoors((now) => {
    const environment = () => createDoorStore({ client, ...PATIENT, tableName: LAUNCHES, now });
    return [environment(), environment()];
  });
});

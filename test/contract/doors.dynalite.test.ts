import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe } from "vitest";
import { type Store, startStore } from "../../dev/store.ts";
import { createDoorStore } from "../../functions/stores/door-store.ts";
import { createDynamoDbClient } from "../../functions/stores/dynamodb-client.ts";
import "../stores/local-credentials.ts";
import { describeDoors } from "./doors.contract.ts";
import { createTables, LAUNCHES } from "./dynamodb-tables.ts";

/** Of answers, not of speed: five hundred at once take a moment here. A second try could take a second place. */
const PATIENT = {
  ...{ connectionMilliseconds: 15_000, requestMilliseconds: 15_000, deadlineMilliseconds: 15_000 },
  tries: 1,
};

let dynalite: Store;
let client: DynamoDBClient;

beforeAll(async () => {
  dynalite = await startStore({ port: 0 });
  client = createDynamoDbClient({ region: "eu-west-1", endpoint: dynalite.endpoint, patience: PATIENT });
  await createTables(client);
});

afterAll(async () => {
  client.destroy();
  await dynalite.stop();
});

describe("createDoorStore on dynalite", () => {
  describeDoors((now) => {
    const environment = () => createDoorStore({ client, ...PATIENT, tableName: LAUNCHES, now });
    return [environment(), environment()];
  });
});

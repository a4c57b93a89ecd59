import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe } from "vitest";
import { type Store, startStore } from "../../dev/store.ts";
import { createFleetSnapshots } from "../../functions/stores/fleet-snapshots.ts";
import { connect, createTables, LAUNCHES } from "./dynamodb-tables.ts";
import { describeFleetSnapshots } from "./fleet-snapshots.contract.ts";

let dynalite: Store;
let client: DynamoDBClient;

beforeAll(async () => {
  dynalite = await startStore({ port: 0 });
  client = connect(dynalite.endpoint);
  await createTables(client);
});

afterAll(async () => {
  client.destroy();
  await dynalite.stop();
});

describe("createFleetSnapshots on dynalite", () => {
  describeFleetSnapshots((policyVersion) => {
    // Of answers, not of speed.
    const options = { client, tableName: LAUNCHES, policyVersion, deadlineMilliseconds: 10_000 };
    return [createFleetSnapshots(options), createFleetSnapshots(options)];
  });
});

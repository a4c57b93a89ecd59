import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe } from "vitest";
import { type Store, startStore } from "../../dev/store.ts";
import { createLaunchStore } from "../../functions/stores/launch-store.ts";
import { connect, createTables, LAUNCHES, readLaunch } from "./dynamodb-tables.ts";
import { describeLaunchStore } from "./launch-store.contract.ts";

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

describe("createLaunchStore on dynalite", () => {
  describeLaunchStore(() => ({
    store: createLaunchStore(client, LAUNCHES),
    read: (launchId) => readLaunch(client, launchId),
  }));
});

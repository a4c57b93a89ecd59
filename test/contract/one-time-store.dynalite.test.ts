import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe } from "vitest";
import { type Store, startStore } from "../../dev/store.ts";
import { createOneTimeStore } from "../../functions/stores/one-time-store.ts";
import { connect, createTables, LOGIN_TRANSACTIONS } from "./dynamodb-tables.ts";
import { describeOneTimeStore } from "./one-time-store.contract.ts";

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

describe("createOneTimeStore on dynalite", () => {
  describeOneTimeStore(() => createOneTimeStore(client, LOGIN_TRANSACTIONS));
});

import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe } from "vitest";
import { type Store, startStore } from "../../dev/store.ts";
import { createLoginTransactionStore } from "../../functions/stores/login-transaction-store.ts";
import { connect, createTables, LOGIN_TRANSACTIONS } from "./dynamodb-tables.ts";
import { describeLoginTransactionStore } from "./login-transaction-store.contract.ts";

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

describe("createLoginTransactionStore on dynalite", () => {
  describeLoginTransactionStore(() => createLoginTransactionStore(client, LOGIN_TRANSACTIONS));
});

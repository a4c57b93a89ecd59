import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe } from "vitest";
import { createLookedAfterStore } from "../../functions/stores/looked-after-store.ts";
import { createUseStore } from "../../functions/stores/use-store.ts";
import { type DynamoDbLocal, startDynamoDbLocal } from "./dynamodb-local.ts";
import { connect, createTables, LAUNCHES } from "./dynamodb-tables.ts";
import { describeUseStores } from "./use-stores.contract.ts";

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

describe("the stores of limited use on DynamoDB Local", () => {
  describeUseStores(() => {
    const homes = () => ({ client, patience: undefined });
    return {
      uses: createUseStore(homes, LAUNCHES),
      lookedAfter: createLookedAfterStore({ homes, own: client, tableName: LAUNCHES }),
    };
  });
});

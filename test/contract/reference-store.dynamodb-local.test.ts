import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe } from "vitest";
import { createReferenceArchive } from "../../functions/stores/reference-archive.ts";
import { createReferenceStore } from "../../functions/stores/reference-store.ts";
import { type DynamoDbLocal, startDynamoDbLocal } from "./dynamodb-local.ts";
import { connect, createTables, LAUNCHES } from "./dynamodb-tables.ts";
import { describeReferenceStore } from "./reference-store.contract.ts";

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

describe("createReferenceStore and createReferenceArchive on DynamoDB Local", () => {
  describeReferenceStore(() => ({
    // Of answers, not of speed.
    store: createReferenceStore(client, LAUNCHES, 10_000),
    archive: createReferenceArchive({
      ...{ regions: ["eu-west-1"], own: "eu-west-1", tableName: LAUNCHES, endpoint: local?.endpoint },
    }),
  }));
});

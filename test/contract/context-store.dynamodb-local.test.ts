import { afterAll, beforeAll, describe } from "vitest";
import { createContextStore } from "../../functions/stores/context-store.ts";
import { createDynamoDbClient } from "../../functions/stores/dynamodb-client.ts";
import { createLaunchStore } from "../../functions/stores/launch-store.ts";
import { describeContextStore, REGIONS } from "./context-store.contract.ts";
import { type DynamoDbLocal, startDynamoDbLocal } from "./dynamodb-local.ts";
import { createTables, LAUNCHES } from "./dynamodb-tables.ts";

let local: DynamoDbLocal | undefined;
/** It keeps the tables of Regions apart by whom a request is signed for. */
const endpoint = (): string => local?.endpoint ?? "";
const clientIn = (region: string) => createDynamoDbClient({ region, endpoint: endpoint() });

beforeAll(async () => {
  local = await startDynamoDbLocal();
  for (const region of REGIONS) await createTables(clientIn(region));
}, 60_000);

afterAll(() => local?.stop());

describe("createContextStore on DynamoDB Local", () => {
  describeContextStore(() => ({
    launchesIn: (region) => createLaunchStore(clientIn(region), LAUNCHES),
    seenFrom: (own) =>
      createContextStore({ regions: REGIONS, own, tableName: LAUNCHES, endpoint: endpoint() }),
  }));
});

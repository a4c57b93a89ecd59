import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type Store, startStore } from "../../dev/store.ts";
import { createDynamoDbClient } from "../../functions/stores/dynamodb-client.ts";
import { createStoreProbe } from "../../functions/stores/store-probe.ts";
import "./local-credentials.ts";
import { answeringEndpoint, closedPort, silentEndpoint } from "./troubled-endpoints.ts";

const LONGEST_WAIT = 3_500;

let dynalite: Store;

beforeAll(async () => {
  dynalite = await startStore({ port: 0 });
  await dynalite.createTable({ name: "things" });
});

afterAll(() => dynalite.stop());

function clientAt(endpoint: string) {
  const client = createDynamoDbClient({ region: "eu-west-1", endpoint });
  onTestFinished(() => client.destroy());
  return client;
}

describe("createStoreProbe", () => {
  it("finds a table that answers", async () => {
    expect(await createStoreProbe(clientAt(dynalite.endpoint), "things", Date.now)()).toBe(true);
  });

  it.each([
    ["a table that does not exist", async () => dynalite.endpoint, "elsewhere"],
    ["a store that is not there", closedPort, "things"],
    ["a store that never answers", silentEndpoint, "things"],
    ["a store that fails", () => answeringEndpoint(500, "<html>"), "things"],
  ])("says no to %s, in time", async (_name, endpointOf, table) => {
    const endpoint = await endpointOf();
    const started = performance.now();
    expect(await createStoreProbe(clientAt(endpoint), table, Date.now)()).toBe(false);
    expect(performance.now() - started).toBeLessThan(LONGEST_WAIT);
  });

  it("keeps the answer for five seconds, since anyone may ask", async () => {
    let now = 0;
    const store = await startStore({ port: 0 });
    await store.createTable({ name: "things" });
    const probe = createStoreProbe(clientAt(store.endpoint), "things", () => now);
    expect(await probe()).toBe(true);
    await store.stop();
    now = 4_999;
    expect(await probe()).toBe(true);
    now = 5_000;
    expect(await probe()).toBe(false);
  });
});

import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Store, startStore } from "../../dev/store.ts";
import { err } from "../../functions/core/result.ts";
import { createIdempotencyStore } from "../../functions/stores/idempotency-store.ts";
import { createRateCounters } from "../../functions/stores/rate-counters.ts";
import { connect, createTables, LAUNCHES, readItem } from "./dynamodb-tables.ts";
import { describeIdempotencyStore } from "./idempotency-store.contract.ts";
import { describeRateCounters } from "./rate-counters.contract.ts";

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

const REQUEST = { id: "digest", fingerprint: "f", attempt: "a" };
const WINDOW = { id: "person:digest", ceiling: 2, startsAt: 60, endsAt: 120 };

describe("createIdempotencyStore on dynalite", () => {
  describeIdempotencyStore(() => createIdempotencyStore(client, LAUNCHES));

  it("keeps its items apart from launches, and until their time is over", async () => {
    await createIdempotencyStore(client, LAUNCHES).begin(REQUEST, 120, 60);
    expect(await readItem(client, LAUNCHES, "idempotency:digest")).toMatchObject({ expiresAt: { N: "120" } });
  });

  it("says that the table is away", async () => {
    const store = createIdempotencyStore(client, "no-such-table");
    expect(await store.begin(REQUEST, 120, 60)).toStrictEqual(err({ kind: "unavailable" }));
    expect(await store.finish(REQUEST, "sealed", 120)).toStrictEqual(err("unavailable"));
    expect(await store.release(REQUEST, 60)).toStrictEqual(err("unavailable"));
  });
});

describe("createRateCounters on dynalite", () => {
  describeRateCounters(() => createRateCounters(client, LAUNCHES));

  it("keeps a window's item under its own prefix, until the window is over", async () => {
    await createRateCounters(client, LAUNCHES).count(WINDOW);
    expect(await readItem(client, LAUNCHES, "rate:person:digest:60")).toMatchObject({
      ...{ hits: { N: "1" }, expiresAt: { N: "120" } },
    });
  });

  it("says that the table is away", async () => {
    expect(await createRateCounters(client, "no-such-table").count(WINDOW)).toStrictEqual(err("unavailable"));
  });
});

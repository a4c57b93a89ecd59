import { describe } from "vitest";
import { createMemoryIdempotencyStore, createMemoryRateCounters } from "../support/memory-portal-stores.ts";
import { describeIdempotencyStore } from "./idempotency-store.contract.ts";
import { describeRateCounters } from "./rate-counters.contract.ts";

describe("createMemoryIdempotencyStore", () => {
  describeIdempotencyStore(createMemoryIdempotencyStore);
});

describe("createMemoryRateCounters", () => {
  describeRateCounters(createMemoryRateCounters);
});

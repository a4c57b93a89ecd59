import { beforeAll, describe } from "vitest";
import type { HomeStores } from "../../functions/ports.ts";
import { createMemoryHomeStores, seenFrom } from "../support/memory-stores.ts";
import { describeHomeStores, REGIONS } from "./home-stores.contract.ts";

let homes: HomeStores;

beforeAll(() => {
  homes = createMemoryHomeStores({}, REGIONS);
});

describe("createMemoryHomeStores", () => {
  describeHomeStores((region) => seenFrom(region, homes));
});

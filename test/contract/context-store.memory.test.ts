import { describe } from "vitest";
import { createMemoryContextStore, createMemoryLaunchStore } from "../support/memory-stores.ts";
import { describeContextStore, REGIONS } from "./context-store.contract.ts";

describe("createMemoryContextStore", () => {
  describeContextStore(() => {
    const homes = Object.fromEntries(REGIONS.map((region) => [region, createMemoryLaunchStore()]));
    const contexts = createMemoryContextStore(homes);
    return {
      launchesIn: (region) => homes[region] ?? createMemoryLaunchStore(),
      seenFrom: () => contexts,
    };
  });
});

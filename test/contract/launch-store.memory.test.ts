import { describe } from "vitest";
import { createMemoryLaunchStore } from "../support/memory-stores.ts";
import { describeLaunchStore } from "./launch-store.contract.ts";

describe("createMemoryLaunchStore", () => {
  describeLaunchStore(() => {
    const store = createMemoryLaunchStore();
    return { store, read: async (launchId) => store.launches.get(launchId) };
  });
});

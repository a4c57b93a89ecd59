import { describe } from "vitest";
import { createMemoryDrainStore } from "../support/memory-drains.ts";
import { describeDrainStore } from "./drain-store.contract.ts";

describe("createMemoryDrainStore", () => {
  describeDrainStore(async () => createMemoryDrainStore());
});

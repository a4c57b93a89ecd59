import { describe } from "vitest";
import { createMemoryUses } from "../support/memory-uses.ts";
import { describeUseStores } from "./use-stores.contract.ts";

describe("createMemoryUses", () => {
  describeUseStores(() => {
    const uses = createMemoryUses();
    return { uses, lookedAfter: uses };
  });
});

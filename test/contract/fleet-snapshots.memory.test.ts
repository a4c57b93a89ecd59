import { describe } from "vitest";
import { createMemorySnapshots } from "../support/memory-snapshots.ts";
import { describeFleetSnapshots } from "./fleet-snapshots.contract.ts";

describe("createMemorySnapshots", () => {
  describeFleetSnapshots(() => {
    const shared = createMemorySnapshots();
    return [shared.seenBy("one"), shared.seenBy("other")];
  });
});

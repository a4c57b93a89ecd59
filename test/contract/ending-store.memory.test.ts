import { describe } from "vitest";
import { createMemoryEndings } from "../support/memory-endings.ts";
import { describeEndingStore } from "./ending-store.contract.ts";

describe("createMemoryEndings", () => {
  describeEndingStore(createMemoryEndings);
});

import { describe } from "vitest";
import { createMemoryOneTimeStore } from "../support/memory-stores.ts";
import { describeOneTimeStore } from "./one-time-store.contract.ts";

describe("createMemoryOneTimeStore", () => {
  describeOneTimeStore(createMemoryOneTimeStore);
});

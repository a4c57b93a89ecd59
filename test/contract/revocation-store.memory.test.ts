import { describe } from "vitest";
import { createMemoryRevocations } from "../support/memory-revocations.ts";
import { describeRevocationStore } from "./revocation-store.contract.ts";

describe("createMemoryRevocations", () => {
  describeRevocationStore(createMemoryRevocations);
});

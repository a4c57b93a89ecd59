import { describe } from "vitest";
import { createMemoryLoginTransactionStore } from "../support/memory-stores.ts";
import { describeLoginTransactionStore } from "./login-transaction-store.contract.ts";

describe("createMemoryLoginTransactionStore", () => {
  describeLoginTransactionStore(createMemoryLoginTransactionStore);
});

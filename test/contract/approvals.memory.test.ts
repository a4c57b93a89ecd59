import { describe } from "vitest";
import { createMemoryApprovals } from "../support/memory-approvals.ts";
import { describeApprovals } from "./approvals.contract.ts";

describe("createMemoryApprovals", () => {
  describeApprovals(async () => createMemoryApprovals());
});

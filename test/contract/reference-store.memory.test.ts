import { describe } from "vitest";
import { createMemoryReferences } from "../support/memory-references.ts";
import { describeReferenceStore } from "./reference-store.contract.ts";

describe("createMemoryReferences", () => {
  describeReferenceStore(() => {
    const references = createMemoryReferences();
    return { store: references, archive: references };
  });
});

import { describe, expect, it } from "vitest";
import { kmsAlias } from "../../functions/core/kms-key.ts";

describe("kmsAlias", () => {
  it.each([
    ["kms:alias/streamgate-signing", "alias/streamgate-signing"],
    ["secret:kms:alias/a", undefined],
    ["env:KEY", undefined],
  ])("of %s is %s", (reference, alias) => {
    expect(kmsAlias(reference)).toBe(alias);
  });
});

import { describe, expect, it } from "vitest";
import { kmsAlias, signingKeyReferenceOf } from "../../functions/core/kms-key.ts";

describe("kmsAlias", () => {
  it.each([
    ["kms:alias/streamgate-signing", "alias/streamgate-signing"],
    ["secret:kms:alias/a", undefined],
    ["env:KEY", undefined],
  ])("of %s is %s", (reference, alias) => {
    expect(kmsAlias(reference)).toBe(alias);
  });
});

describe("signingKeyReferenceOf", () => {
  it("is the text, or the key of one with a certificate", () => {
    const key = "kms:alias/streamgate-signing";
    expect(["secret:a", { key, certificate: "a.pem" }].map(signingKeyReferenceOf)).toStrictEqual([
      "secret:a",
      key,
    ]);
  });
});

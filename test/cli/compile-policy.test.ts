import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { compilePolicy, serializeCompiledPolicy } from "../../cli/compile-policy.ts";
import type { CompiledPolicy } from "../../functions/core/compiled-policy.ts";
import { aPolicyInput, type Json, withValue } from "../support/policies.ts";

function compiled(input: Json): CompiledPolicy {
  const result = compilePolicy(stringify(input), "policy.yaml");
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

describe("compilePolicy", () => {
  it("names the policy by the digest of what it says", () => {
    expect(compiled(aPolicyInput()).version).toMatch(/^[0-9a-f]{16}$/);
    expect(compiled(withValue(["development"], true)).version).not.toBe(compiled(aPolicyInput()).version);
  });

  it("gives a default that is written out the version of one that is not", () => {
    expect(compiled(withValue(["development"], false)).version).toBe(compiled(aPolicyInput()).version);
  });

  it("returns the faults of a policy that has some", () => {
    expect(compilePolicy("version: 2\n", "policy.yaml").ok).toBe(false);
  });
});

describe("serializeCompiledPolicy", () => {
  it("can be verified by whoever reads it back", () => {
    const policy = compiled(aPolicyInput());
    const parsed: CompiledPolicy = JSON.parse(serializeCompiledPolicy(policy));
    expect(parsed).toStrictEqual(policy);
    const digest = createHash("sha256").update(JSON.stringify(parsed.policy)).digest("hex");
    expect(digest.slice(0, 16)).toBe(parsed.version);
  });
});

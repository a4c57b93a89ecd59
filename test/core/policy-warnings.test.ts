import { describe, expect, it } from "vitest";
import { policyWarnings } from "../../functions/core/policy-warnings.ts";
import { aPolicyInput, type Json, withValue } from "../support/policies.ts";
import { issueLines, policyOf } from "../support/policy-issues.ts";

function warningsOf(input: Json): readonly string[] {
  return issueLines(policyWarnings(policyOf(input)));
}

describe("policyWarnings", () => {
  it("has nothing to say of a careful policy", () => {
    expect(warningsOf(aPolicyInput())).toStrictEqual([]);
  });

  it("warns of an audience that is nobody", () => {
    expect(warningsOf(withValue(["applications", "design", "audience"], {}))).toStrictEqual([
      "applications.design.audience is empty: nobody can launch this",
    ]);
  });

  it("takes one subject for an audience", () => {
    expect(warningsOf(withValue(["applications", "design", "audience", "groups"], []))).toStrictEqual([]);
  });

  it("warns of an application with a single fleet", () => {
    expect(warningsOf(withValue(["applications", "design", "fleets"], ["dublin"]))).toStrictEqual([
      "applications.design.fleets names one fleet: when it fails there is no other to try",
    ]);
  });

  it("warns of a URL that may be opened for more than five minutes", () => {
    const path = ["applications", "design", "validitySeconds"];
    expect(warningsOf(withValue(path, 300))).toStrictEqual([]);
    expect(warningsOf(withValue(path, 301))).toStrictEqual([
      "applications.design.validitySeconds is over 300: whoever gets hold of the URL can open it for that long",
    ]);
  });

  it("warns where MFA is required and no provider proves it", () => {
    expect(warningsOf(withValue(["identityProviders", "corporate", "claims", "mfa"], null))).toStrictEqual([
      "applications.treasury.conditions.mfa is required, but no identity provider has `claims.mfa`: nobody can prove it, so nobody can launch this",
    ]);
  });
});

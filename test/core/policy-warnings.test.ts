import { describe, expect, it } from "vitest";
import { policyWarnings } from "../../functions/core/policy-warnings.ts";
import { aPolicyInput, type Json, withValue, withValues } from "../support/policies.ts";
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

  it("warns where MFA is required and none of the providers that admit somebody proves it", () => {
    const corporate = Object(aPolicyInput().identityProviders).corporate;
    const partner = { ...corporate, clientId: "partner", claims: { mfa: null } };
    const input = withValues(
      [["identityProviders", "partner"], partner],
      [["applications", "design", "audience"], { groupsByProvider: { corporate: ["design"] } }],
    );
    const audience = ["applications", "treasury", "audience"];
    const staff = withValue(audience, { groupsByProvider: { corporate: ["treasury"] } }, input);
    const guest = { identityProvider: "partner", subject: "guest-1" };
    expect(warningsOf(staff)).toStrictEqual([]);
    expect(warningsOf(withValue([...audience, "subjects"], [guest], staff))).toStrictEqual([]);
    expect(warningsOf(withValue(audience, { subjects: [guest] }, input))).toStrictEqual([
      expect.stringContaining("applications.treasury.conditions.mfa is required"),
    ]);
  });

  it("warns where MFA is required and no provider proves it", () => {
    expect(warningsOf(withValue(["identityProviders", "corporate", "claims", "mfa"], null))).toStrictEqual([
      "applications.treasury.conditions.mfa is required, but no identity provider of its audience has `claims.mfa`: nobody can prove it, so nobody can launch this",
    ]);
  });

  it("warns where walls follow home and a provider maps no country", () => {
    const follows = [["residency", "follows"], "home"] as const;
    const silent = policyOf(
      withValues(follows, [["identityProviders", "corporate", "claims", "country"], null]),
    );
    expect(issueLines(policyWarnings(silent))).toContain(
      "identityProviders.corporate.claims.country is not mapped, and walls follow home: every wall covers this provider's people",
    );
    const mapped = issueLines(policyWarnings(policyOf(withValues(follows))));
    expect(mapped.filter((line) => line.includes("follow home"))).toStrictEqual([]);
  });
});

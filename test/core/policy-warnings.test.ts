import { describe, expect, it } from "vitest";
import { ERROR_RULES } from "../../functions/core/policy-checks.ts";
import { policyWarnings, WARNING_RULES } from "../../functions/core/policy-warnings.ts";
import { aCarefulPolicyInput, withValue } from "../support/policies.ts";
import { policyOf } from "../support/policy-issues.ts";
import { warningsOf } from "../support/policy-warnings.ts";

describe("policyWarnings", () => {
  it("has nothing to say of a careful policy", () => {
    expect(warningsOf(aCarefulPolicyInput())).toStrictEqual([]);
  });

  it("tells which rule found what", () => {
    const policy = policyOf(withValue(["applications", "design", "audience"], {}, aCarefulPolicyInput()));
    expect(policyWarnings(policy)).toStrictEqual([
      {
        rule: "audience_empty",
        path: ["applications", "design", "audience"],
        message: "is empty: nobody can launch this",
      },
    ]);
  });

  it("has an id of its own for every rule", () => {
    const ids = [...ERROR_RULES, ...WARNING_RULES];
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z]+(?:_[a-z]+)*$/.test(id))).toStrictEqual([]);
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

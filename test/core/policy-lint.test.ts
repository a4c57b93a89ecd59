import { describe, expect, it } from "vitest";
import { lintPolicy } from "../../functions/core/policy-lint.ts";
import { aCarefulPolicyInput, type Json, withValue } from "../support/policies.ts";
import { issueLines } from "../support/policy-issues.ts";

type Path = readonly (string | number)[];

function lint(...changes: readonly (readonly [path: Path, value: Json | undefined])[]) {
  const input = changes.reduce(
    (before, [path, value]) => withValue(path, value, before),
    aCarefulPolicyInput(),
  );
  const { policy, errors, warnings } = lintPolicy(input);
  return { policy, errors: issueLines(errors), warnings: issueLines(warnings) };
}

describe("lintPolicy", () => {
  it("gives the policy where there is no error, warnings or not", () => {
    expect(lint()).toMatchObject({ policy: { version: 1 }, errors: [], warnings: [] });
    const { policy, errors, warnings } = lint([["applications", "design", "audience"], {}]);
    expect(policy).toBeDefined();
    expect([errors.length, warnings.length]).toStrictEqual([0, 1]);
  });

  it("warns beside errors of shape and of meaning", () => {
    expect(
      lint(
        [["applications", "design", "validitySeconds"], 400],
        [["limits"], { maxCandidates: 0 }],
        [["applications", "treasury", "fleets", 0], "irland"],
      ),
    ).toStrictEqual({
      policy: undefined,
      errors: [
        "limits.maxCandidates must be a whole number from 1 to 20",
        "applications.treasury.fleets.0 `irland` is not in fleets; did you mean `ireland`?",
      ],
      warnings: [
        "applications.design.validitySeconds is over 300: whoever gets hold of the URL can open it for that long",
      ],
    });
  });

  it.each<[string, Path, Json | undefined]>([
    ["a fleet", ["fleets", "paris", "stack"], undefined],
    ["a jurisdiction", ["fleets", "paris", "jurisdiction"], 7],
    ["a Region", ["fleets", "frankfurt", "region"], 7],
    ["an application", ["applications", "treasury"], 7],
    ["an application's name", ["applications", "treasury", "name"], ["Design"]],
    ["fleets of an application", ["applications", "design", "fleets"], "paris"],
    ["an audience", ["applications", "design", "audience", "groups"], "design"],
    ["a condition", ["applications", "treasury", "conditions"], "mfa"],
    ["an identity provider", ["identityProviders", "corporate", "issuer"], undefined],
    ["its claims", ["identityProviders", "corporate", "claims"], 7],
    ["networks", ["location", "networks"], []],
    ["sources", ["location", "sources"], ["gps"]],
    ["a wall", ["residency", "walls", 1, "countries"], ["EU"]],
    ["a preference", ["preferences", 0, "applications"], 7],
  ])("does not warn of what only the lack of %s makes look so", (_, path, value) => {
    const { errors, warnings } = lint([path, value]);
    expect(errors).toHaveLength(1);
    expect(warnings).toStrictEqual([]);
  });

  it("says nothing more of what is no policy at all", () => {
    expect(lintPolicy(7)).toStrictEqual({
      policy: undefined,
      errors: [{ path: [], message: "must be a map of keys and values" }],
      warnings: [],
    });
  });
});

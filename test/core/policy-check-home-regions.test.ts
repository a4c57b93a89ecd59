import { describe, expect, it } from "vitest";
import { homeRegionRules } from "../../functions/core/policy-check-home-regions.ts";
import { findingsOf } from "../../functions/core/policy-rules.ts";
import { aPolicy } from "../support/core-builders.ts";
import { aPolicyInput, type Json, withValue, withValues } from "../support/policies.ts";
import { issuesOf, policyOf } from "../support/policy-issues.ts";

const HERE = ["location", "homeRegions"];
const ana = { identityProvider: "corporate", subject: "ana", region: "us-east-1" };
const traders = { group: "traders", region: "eu-west-1" };
const written = (subjects: Json[], groups: Json[]) => issuesOf(withValue(HERE, { subjects, groups }));

describe("homeRegionRules", () => {
  it("finds no fault where there are none, or none is wrong", () => {
    expect(findingsOf(homeRegionRules, aPolicy())).toStrictEqual([]);
    expect(written([ana, { ...ana, subject: "ben" }], [traders])).toStrictEqual([]);
  });

  it("reads a group without a provider as one of the policy's only provider", () => {
    const { homeRegions } = policyOf(withValue([...HERE, "groups"], [traders])).location;
    expect(homeRegions).toStrictEqual({ subjects: [], groups: [{ ...traders, identityProvider: null }] });
  });

  it("refuses a Region without a fleet, and suggests one", () => {
    expect(written([{ ...ana, region: "us-east-2" }], [{ ...traders, region: "moon" }])).toStrictEqual([
      "location.homeRegions.subjects.0.region `us-east-2` is the Region of no fleet; did you mean `us-east-1`?",
      "location.homeRegions.groups.0.region `moon` is the Region of no fleet",
    ]);
  });

  it("refuses a provider that the policy does not have", () => {
    const issues = written(
      [{ ...ana, identityProvider: "corporat" }],
      [{ ...traders, identityProvider: "x" }],
    );
    expect(issues).toStrictEqual([
      "location.homeRegions.subjects.0.identityProvider `corporat` is not in identityProviders; did you mean `corporate`?",
      "location.homeRegions.groups.0.identityProvider `x` is not in identityProviders",
    ]);
  });

  it("wants the provider of a group where the policy has several", () => {
    const { identityProviders } = aPolicyInput();
    const { corporate = null } = identityProviders as { [id: string]: Json };
    const input = withValues(
      [["identityProviders", "partner"], { ...(corporate as object), clientId: "partner" }],
      [["applications", "treasury", "audience"], {}],
      [["applications", "design", "audience"], {}],
      [
        [...HERE, "groups"],
        [traders, { ...traders, identityProvider: "partner" }],
      ],
    );
    expect(issuesOf(input)).toStrictEqual([
      "location.homeRegions.groups.0.identityProvider must name the provider of the group, since the policy has several",
    ]);
  });

  it("refuses a person or a group that is listed twice", () => {
    expect(written([ana, ana], [traders, traders])).toStrictEqual([
      "location.homeRegions.subjects.1 is listed already; take one of the two away",
      "location.homeRegions.groups.1 is listed already; take one of the two away",
    ]);
  });
});

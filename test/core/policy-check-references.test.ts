import { describe, expect, it } from "vitest";
import { referenceRules } from "../../functions/core/policy-check-references.ts";
import { aPolicy } from "../support/core-builders.ts";
import { type Json, withValue } from "../support/policies.ts";
import { issuesOf } from "../support/policy-issues.ts";

const references: readonly { path: (string | number)[]; value: Json; issue: string }[] = [
  {
    path: ["applications", "treasury", "fleets"],
    value: ["ireland", "frankfrut"],
    issue: "applications.treasury.fleets.1 `frankfrut` is not in fleets; did you mean `frankfurt`?",
  },
  {
    path: ["applications", "treasury", "conditions", "networks"],
    value: ["branch"],
    issue: "applications.treasury.conditions.networks.0 `branch` is not in location.networks",
  },
  {
    path: ["applications", "design", "audience", "subjects", 0, "identityProvider"],
    value: "partners",
    issue: "applications.design.audience.subjects.0.identityProvider `partners` is not in identityProviders",
  },
  {
    path: ["residency", "walls", 0, "applications"],
    value: ["treasury", "payroll"],
    issue: "residency.walls.0.applications.1 `payroll` is not in applications",
  },
  {
    path: ["preferences", 0, "applications"],
    value: ["payroll"],
    issue: "preferences.0.applications.0 `payroll` is not in applications",
  },
  {
    path: ["preferences", 0, "fleets"],
    value: ["paris"],
    issue: "preferences.0.fleets.0 `paris` is not in fleets",
  },
  {
    path: ["preferences", 0, "fleets"],
    value: ["constructor"],
    issue: "preferences.0.fleets.0 `constructor` is not in fleets",
  },
];

describe("referenceRules", () => {
  it.each(references)("refuses $value at $path", ({ path, value, issue }) => {
    expect(issuesOf(withValue(path, value))).toStrictEqual([issue]);
  });

  it("reports only the references where nothing else can be said of an application", () => {
    expect(issuesOf(withValue(["applications", "treasury", "fleets"], ["paris", "rome"]))).toStrictEqual([
      "applications.treasury.fleets.0 `paris` is not in fleets",
      "applications.treasury.fleets.1 `rome` is not in fleets",
    ]);
  });

  it("refuses two walls with one id", () => {
    expect(issuesOf(withValue(["residency", "walls", 1, "id"], "finance-stays"))).toStrictEqual([
      "residency.walls.1.id must be unique; `finance-stays` is an earlier wall",
    ]);
  });

  it("takes an audience without groups by provider for one that names none", () => {
    expect(referenceRules.unknown_reference(aPolicy())).toStrictEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { withValue, withValues } from "../support/policies.ts";
import { issuesOf } from "../support/policy-issues.ts";

const view = ["fleets", "dublin", "streamView"];

describe("fleetRules", () => {
  it("refuses a Region that is none, and guesses which was meant", () => {
    expect(issuesOf(withValue(["fleets", "ireland", "region"], "eu-wset-1"))).toStrictEqual([
      "fleets.ireland.region must be a Region where AppStream runs; did you mean `eu-west-1`?",
    ]);
  });

  it("refuses a Region without AppStream", () => {
    expect(issuesOf(withValue(["fleets", "ireland", "region"], "af-south-1")).join()).toMatch(
      /^fleets\.ireland\.region must be a Region where AppStream runs/,
    );
  });

  it("refuses the same fleet on the same stack in the same Region twice", () => {
    const again = { region: "eu-west-1", stack: "finance", fleet: "finance-a", jurisdiction: "EU" };
    expect(issuesOf(withValue(["fleets", "again"], again))).toStrictEqual([
      "fleets.again is the same Region and fleet as `ireland`; use that one",
    ]);
    expect(issuesOf(withValue(["fleets", "again"], { ...again, region: "eu-west-2" }))).toStrictEqual([]);
  });

  it("refuses the desktop on a fleet that shows applications", () => {
    const input = withValues(
      [["applications", "design", "appstreamApplication"], "Desktop"],
      [view, "desktop"],
    );
    expect(issuesOf(input)).toStrictEqual([
      "applications.design.appstreamApplication is `Desktop`, which only fleets with `streamView: desktop` start; not so `virginia`",
    ]);
  });

  it("refuses an application on a fleet that shows the desktop", () => {
    expect(issuesOf(withValue(view, "desktop"))).toStrictEqual([
      "applications.design.appstreamApplication must be `Desktop` on a fleet with `streamView: desktop`: `dublin`",
    ]);
  });

  it("accepts the desktop where every fleet shows it", () => {
    const input = withValues(
      [["applications", "design", "appstreamApplication"], "Desktop"],
      [view, "desktop"],
      [["fleets", "virginia", "streamView"], "desktop"],
    );
    expect(issuesOf(input)).toStrictEqual([]);
  });

  it("refuses one custom domain in two Regions, and accepts it on two fleets of one", () => {
    const domain = "desk.example.com";
    const input = withValues(
      [["fleets", "ireland", "customDomain"], domain],
      [["fleets", "dublin", "customDomain"], domain],
    );
    expect(issuesOf(input)).toStrictEqual([]);
    expect(issuesOf(withValue(["fleets", "virginia", "customDomain"], domain, input))).toStrictEqual([
      "fleets.virginia.customDomain is the domain of `ireland` in eu-west-1 already; each Region needs its own",
    ]);
  });
});

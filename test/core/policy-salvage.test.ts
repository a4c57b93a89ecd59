import { describe, expect, it } from "vitest";
import { salvage } from "../../functions/core/policy-salvage.ts";
import { err } from "../../functions/core/result.ts";
import { aPolicyInput, type Json, withValue, withValues } from "../support/policies.ts";
import { issuesOf } from "../support/policy-issues.ts";

type Path = readonly (string | number)[];

/** The paths of what is found in the example after these changes. */
function pathsOf(...changes: readonly (readonly [path: Path, value: Json | undefined])[]): readonly string[] {
  return issuesOf(withValues(...changes)).map((line) => String(line.split(" ")[0]));
}

/** A mistake elsewhere, which every policy here makes besides. */
const elsewhere: readonly [Path, Json] = [["fleets", "virginia", "region"], "eu-west-9"];

describe("salvage", () => {
  it.each<[string, Path, Json | undefined]>([
    ["a setting with a default", ["fleets", "ireland", "streamView"], "window"],
    ["a setting that must be there", ["fleets", "ireland", "jurisdiction"], 7],
    ["a missing one", ["fleets", "ireland", "jurisdiction"], undefined],
    ["a missing one, and the Region", ["fleets", "ireland", "region"], undefined],
    ["a missing one, which takes its fleet along", ["fleets", "ireland", "stack"], undefined],
    ["a whole fleet", ["fleets", "ireland"], "eu-west-1"],
    ["an application's name", ["applications", "treasury", "name"], {}],
    ["what is to be started", ["applications", "treasury", "appstreamApplication"], undefined],
    ["a whole application", ["applications", "treasury"], []],
    ["the audience", ["applications", "treasury", "audience", "groups", 0], 7],
    ["the identity provider", ["identityProviders", "corporate", "protocol"], "ldap"],
    ["a network", ["location", "networks", "headquarters", "country"], "UK"],
    ["a wall", ["residency", "walls", 0, "jurisdictions"], undefined],
    ["a preference", ["preferences", 0, "fleets"], []],
    ["an unknown section", ["rezidency"], {}],
    ["the version", ["version"], 2],
    ["a missing version", ["version"], undefined],
  ])("has %s out of shape, and finds that and the mistake elsewhere only", (_, path, value) => {
    const found = pathsOf([path, value], elsewhere);
    expect(found).toContain("fleets.virginia.region");
    const others = found.filter((other) => other !== "fleets.virginia.region");
    expect(others).toHaveLength(1);
    expect(others[0]).toMatch(new RegExp(`^${path.join(".")}`));
  });

  it("finds what else is wrong with an entry of which one setting has no shape", () => {
    expect(
      pathsOf([["fleets", "ireland", "customDomain"], "NO"], [["fleets", "ireland", "region"], "eu-west-9"]),
    ).toStrictEqual(["fleets.ireland.customDomain", "fleets.ireland.region"]);
  });

  it("does not compare with what had no shape", () => {
    const report = {
      ...Object(Object(aPolicyInput().applications).treasury),
      name: "Report",
      conditions: {},
    };
    const conditions: Path = ["applications", "treasury", "conditions"];
    const both: readonly [Path, Json] = [["applications", "report"], report];
    expect(pathsOf(both)).toStrictEqual(["applications.report.conditions"]);
    expect(pathsOf(both, [[...conditions, "mfa"], "yes"])).toStrictEqual([
      "applications.treasury.conditions.mfa",
    ]);
  });

  it("does not miss in a section what the section may hold once it has a shape", () => {
    expect(pathsOf([["location", "networks"], 7])).toStrictEqual(["location.networks"]);
    expect(pathsOf([["fleets"], "none"])).toStrictEqual(["fleets"]);
  });

  it("counts the items of a list as they stand, whichever of them were cut out", () => {
    expect(
      pathsOf([
        ["applications", "design", "fleets"],
        ["Nope", "virginia", 7, "paris", "No", "rome"],
      ]),
    ).toStrictEqual([
      "applications.design.fleets.0",
      "applications.design.fleets.2",
      "applications.design.fleets.4",
      "applications.design.fleets.3",
      "applications.design.fleets.5",
    ]);
  });

  it("judges the rules after one that was cut out", () => {
    const walls: Json = [
      { id: "first", jurisdictions: [] },
      { id: "second", jurisdictions: ["EU", "Atlantis"] },
    ];
    expect(pathsOf([["residency", "walls"], walls])).toStrictEqual([
      "residency.walls.0.jurisdictions",
      "residency.walls.1.jurisdictions.1",
    ]);
  });

  it("gives up where nothing is left to leave out", () => {
    expect(salvage(aPolicyInput(), [["version"]], () => err([["version"]]))).toBeUndefined();
    expect(salvage(withValue(["fleets"], {}), [[]], () => err([]))).toBeUndefined();
  });
});

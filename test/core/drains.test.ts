import { describe, expect, it } from "vitest";
import { lastOpenFleets } from "../../functions/core/drains.ts";
import { aPolicyInput, type Json, withValues } from "../support/policies.ts";
import { policyOf } from "../support/policy-issues.ts";

const NOW = Date.parse("2026-11-21T12:00:00Z") / 1000;
const LATER = { owner: "Ana", reason: "patching", until: NOW + 3_600 };
const OVER = { ...LATER, until: NOW };

/** `design` runs in Virginia (US) and Dublin (EU); `treasury` in Ireland and Frankfurt. */
type Change = readonly [path: readonly (string | number)[], value: Json | undefined];

const left = (fleet: string, drains: Readonly<Record<string, typeof LATER>>, ...changes: readonly Change[]) =>
  lastOpenFleets(policyOf(withValues(...changes)), new Map(Object.entries(drains)), fleet, NOW);

const noWalls: Change = [["residency", "walls"], []];
const everyone = { everyone: true, countries: [], elsewhere: true, unknownCountry: true };

describe("lastOpenFleets", () => {
  it("has nothing against a drain that leaves another fleet", () => {
    expect(left("ireland", {})).toStrictEqual([]);
  });

  it("names the application whose other fleets are drained by command", () => {
    expect(left("virginia", { dublin: LATER }, noWalls)).toStrictEqual([
      { application: "design", ...everyone },
    ]);
  });

  it("counts the policy's own drains", () => {
    const drain = { owner: "Ana", reason: "patching", until: "2026-11-22T00:00:00Z" };
    expect(left("virginia", {}, noWalls, [["fleets", "dublin", "drain"], drain])).toStrictEqual([
      { application: "design", ...everyone },
    ]);
  });

  it("does not count drains that are over", () => {
    expect(left("virginia", { dublin: OVER }, noWalls)).toStrictEqual([]);
  });

  it("says the same of a fleet that is drained already", () => {
    expect(left("virginia", { dublin: LATER, virginia: LATER }, noWalls)).toHaveLength(1);
  });

  it("counts overflow as somewhere to go", () => {
    const overflow: Change = [["applications", "design", "overflow"], { fleets: ["dublin"] }];
    const one: Change = [["applications", "design", "fleets"], ["virginia"]];
    expect(left("virginia", {}, noWalls, one, overflow)).toStrictEqual([]);
    expect(left("virginia", { dublin: LATER }, noWalls, one, overflow)).toHaveLength(1);
    expect(left("dublin", { virginia: LATER }, noWalls, one, overflow)).toHaveLength(1);
  });

  it("names the people whom walls keep to the drained fleets", () => {
    expect(left("dublin", {})).toStrictEqual([
      {
        application: "design",
        ...{ everyone: false, countries: ["DE", "FR", "IE"], elsewhere: false, unknownCountry: true },
      },
    ]);
  });

  it("names everyone where a wall stands around all and one fleet is left within", () => {
    expect(left("frankfurt", { ireland: LATER })).toStrictEqual([
      { application: "treasury", ...everyone, countries: ["DE", "FR", "IE"] },
    ]);
  });

  it("names people elsewhere where only they lose their fleet", () => {
    const wall = { id: "americans", applications: ["design"], countries: ["US"], jurisdictions: ["US"] };
    const stays = { id: "others", countries: ["MX"], jurisdictions: ["EU"] };
    expect(
      left("dublin", {}, [
        ["residency", "walls"],
        [wall, stays],
      ]),
    ).toStrictEqual([
      {
        application: "design",
        ...{ everyone: false, countries: ["MX"], elsewhere: false, unknownCountry: false },
      },
    ]);
    expect(left("virginia", { dublin: LATER }, [["residency", "walls"], [stays]])).toStrictEqual([
      {
        application: "design",
        ...{ everyone: false, countries: [], elsewhere: true, unknownCountry: false },
      },
    ]);
  });

  it("asks only about the countries that an application lets in", () => {
    const conditions: Change = [["applications", "design", "conditions"], { countries: ["US", "DE"] }];
    expect(left("dublin", {}, conditions)).toStrictEqual([
      {
        application: "design",
        ...{ everyone: false, countries: ["DE"], elsewhere: false, unknownCountry: false },
      },
    ]);
  });

  it("takes ids that exist for no fleet or application as nothing", () => {
    expect(left("constructor", {})).toStrictEqual([]);
    const policy = policyOf(aPolicyInput());
    const design = policy.applications.design;
    if (design === undefined) throw new Error("no application `design`");
    const applications = { design: { ...design, fleets: ["dublin", "constructor"] } };
    expect(
      lastOpenFleets({ ...policy, applications, residency: { walls: [] } }, new Map(), "dublin", NOW),
    ).toHaveLength(1);
  });
});

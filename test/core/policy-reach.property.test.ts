import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { indexPolicy } from "../../functions/core/policy-index.ts";
import { type Reach, reachOf } from "../../functions/core/policy-reach.ts";
import { wallAgainst } from "../../functions/core/residency.ts";
import { aPolicyInput } from "../support/policies.ts";
import { policyOf } from "../support/policy-issues.ts";

const COUNTRIES = ["DE", "FR", "IE", "US"];
const policy = policyOf(aPolicyInput());

const walls = fc.array(
  fc.record({
    applications: fc.constantFrom(null, ["design"], ["treasury"]),
    countries: fc.option(fc.subarray(COUNTRIES.slice(0, 3), { minLength: 1 })),
    jurisdictions: fc.subarray(["EU", "US"], { minLength: 1 }),
  }),
  { maxLength: 4 },
);

function isAbout(people: Reach["people"], country: string | undefined, named: ReadonlySet<string>): boolean {
  if (country === undefined) return people === "unknown";
  if (typeof people === "string") return people === "elsewhere" && !named.has(country);
  return people.countries.includes(country);
}

describe("reachOf", () => {
  it("permits what a launch permits, to everybody, and tells of everybody once", () => {
    const people = fc.constantFrom(undefined, ...COUNTRIES);
    fc.assert(
      fc.property(walls, fc.constantFrom("design", "treasury"), people, (drawn, id, country) => {
        const walled = {
          ...policy,
          residency: { walls: drawn.map((wall, index) => ({ ...wall, id: `wall-${index}` })) },
        };
        const application = indexPolicy(walled, "v").applications.get(id);
        if (application === undefined) throw new Error("the example has it");
        const permitted = application.fleets
          .filter((fleet) => wallAgainst(fleet, application.walls, country) === undefined)
          .map((fleet) => fleet.id);
        const named = new Set(application.walls.flatMap((wall) => [...(wall.countries ?? [])]));
        const found = reachOf(walled, id, application.application).filter((reach) =>
          isAbout(reach.people, country, named),
        );
        expect(found.map((reach) => reach.permitted)).toStrictEqual([permitted]);
      }),
    );
  });
});

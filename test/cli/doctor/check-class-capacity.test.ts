import { describe, expect, it } from "vitest";
import { checkClassCapacity } from "../../../cli/doctor/check-class-capacity.ts";
import { anAccountFleet, findingsOf } from "../../support/account-facts.ts";
import type { Json } from "../../support/policies.ts";

const DESIGN = ["applications", "design", "classes"];
const aClass = (people: number, starts = "09", ends = "12", day = "2026-12-01") => ({
  ...{ name: "Training A", people },
  ...{ starts: `${day}T${starts}:00:00Z`, ends: `${day}T${ends}:00:00Z` },
});
const withPlaces = (places: number | undefined) => ({ fleet: anAccountFleet({ places }) });

/** Twelve places in Virginia, twelve in Dublin. */
const fleets = { virginia: withPlaces(12), dublin: withPlaces(12) };
const findings = (classes: Json[], more: [string[], Json][] = [], facts: object = fleets) =>
  findingsOf(checkClassCapacity, { policy: [[DESIGN, classes], ...more], fleets: facts as typeof fleets });

describe("checkClassCapacity", () => {
  it("has nothing to say of a class that fits", () => {
    expect(findings([aClass(24)])).toStrictEqual([]);
  });

  it("warns of a class that is larger than the fleets", () => {
    expect(findings([aClass(40)])).toStrictEqual([
      "warning applications.design.classes.0.people expects 40 people; the fleets of its application have 24 places; " +
        "raise their capacity before it starts",
    ]);
  });

  it("adds up classes that are held at once, and no others", () => {
    const classes = [aClass(20), aClass(10, "11", "13"), aClass(20, "13", "14")];
    expect(findings(classes)).toStrictEqual([
      "warning applications.design.classes.0.people expects 20 people; with others at the same time 30; the fleets of its " +
        "application have 24 places; raise their capacity before it starts",
      "warning applications.design.classes.1.people expects 10 people; with others at the same time 30; the fleets of its " +
        "application have 24 places; raise their capacity before it starts",
    ]);
  });

  it("forgets a class that is over", () => {
    expect(findings([aClass(40, "09", "12", "2026-11-21")])).toStrictEqual([]);
    expect(findings([aClass(40, "09", "13", "2026-11-21")])).toHaveLength(1);
  });

  it("counts overflow, and no fleet that will be drained or is not there", () => {
    const overflow: [string[], Json][] = [
      [["applications", "design", "fleets"], ["dublin"]],
      [["applications", "design", "overflow"], { fleets: ["virginia"] }],
    ];
    expect(findings([aClass(24)], overflow)).toStrictEqual([]);
    const drain = { owner: "Ana", reason: "image", until: "2026-12-01T09:00:01Z" };
    expect(findings([aClass(24)], [[["fleets", "virginia", "drain"], drain]])).toHaveLength(1);
    expect(findings([aClass(24)], [], { ...fleets, virginia: { fleet: "not_found" } })).toHaveLength(1);
  });

  it("says nothing where a fleet's places are not known", () => {
    expect(findings([aClass(40)], [], { ...fleets, dublin: withPlaces(undefined) })).toStrictEqual([]);
    expect(findings([aClass(40)], [], { ...fleets, dublin: { fleet: undefined } })).toStrictEqual([]);
  });
});

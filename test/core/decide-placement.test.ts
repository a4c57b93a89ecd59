import { describe, expect, it } from "vitest";
import { decide } from "../../functions/core/decide.ts";
import type { Decision } from "../../functions/core/decision.ts";
import type { LocationEvidence } from "../../functions/core/location.ts";
import type { LocationPolicy, Policy, WallsFollow } from "../../functions/core/policy.ts";
import type { Principal } from "../../functions/core/principal.ts";
import {
  aFleet,
  anApplication,
  anIndex,
  aPolicy,
  aPrincipal,
  evidence,
  WEDNESDAY_NOON,
} from "../support/core-builders.ts";

const fleets = {
  paris: aFleet({ region: "eu-west-3" }),
  dublin: aFleet({ region: "eu-west-1" }),
  virginia: aFleet({ region: "us-east-1", jurisdiction: "americas" }),
  oregon: aFleet({ region: "us-west-2", jurisdiction: "americas" }),
};

const IN_PARIS: LocationEvidence["edge"] = {
  trusted: true,
  country: "FR",
  coordinates: { latitude: 48.86, longitude: 2.35 },
};

/** People of Mexico are served in the Americas. */
const americans = { id: "mexicans", applications: null, countries: ["MX"], jurisdictions: ["americas"] };

function decideFor(
  given: LocationEvidence,
  follows: WallsFollow = "location",
  location: Partial<LocationPolicy> = {},
  principal: Partial<Principal> = {},
  walls: Policy["residency"]["walls"] = [americans],
): Decision {
  const policy = aPolicy({
    fleets,
    applications: { atlas: anApplication({ fleets: Object.keys(fleets) }) },
    location: { ...aPolicy().location, ...location },
    residency: { walls, follows },
    limits: { ...aPolicy().limits, maxCandidates: 4 },
  });
  return decide({
    principal: aPrincipal(principal),
    applicationId: "atlas",
    evidence: given,
    index: anIndex(policy),
    nowEpochSeconds: WEDNESDAY_NOON,
  });
}

const candidatesOf = (decision: Decision) =>
  decision.outcome === "permit" ? decision.candidates.map(({ id }) => id) : [];

describe("decide, for people on a trip", () => {
  it("serves a Mexican in Paris from the American fleet nearest to Paris, and never from Europe", () => {
    const decision = decideFor(evidence({ claimCountry: "MX", edge: IN_PARIS }), "home");
    expect(candidatesOf(decision)).toStrictEqual(["virginia", "oregon"]);
    expect(decision.diagnostics.location).toMatchObject({ country: "FR", provenance: "edge", home: "MX" });
    for (const fleet of ["paris", "dublin"]) {
      expect(decision.diagnostics.candidates).toContainEqual({
        fleet,
        kept: false,
        reason: "outside_residency_wall",
        wall: "mexicans",
      });
    }
  });

  it("serves a French person in Mexico where the wall around Mexicans does not stand", () => {
    const edge = { trusted: true, country: "MX", coordinates: undefined };
    const decision = decideFor(evidence({ claimCountry: "FR", edge }), "home");
    expect(candidatesOf(decision)).toHaveLength(4);
    expect(candidatesOf(decision)[0]).not.toBe("paris");
  });

  it("keeps somebody without a home within every wall, wherever they are", () => {
    expect(candidatesOf(decideFor(evidence({ edge: IN_PARIS }), "home"))).toStrictEqual([
      "virginia",
      "oregon",
    ]);
  });

  it("follows the place where the policy says nothing else", () => {
    const sources = ["edge", "claim"] as const;
    const decision = decideFor(evidence({ claimCountry: "MX", edge: IN_PARIS }), undefined, { sources });
    expect(candidatesOf(decision)[0]).toBe("paris");
  });

  it("stays within the wall whatever the browser measured and wherever the home Region is", () => {
    const latencies = new Map([
      ["eu-west-3", 1],
      ["us-west-2", 5],
    ]);
    const given = evidence({ claimCountry: "MX", edge: IN_PARIS, latencies });
    const decision = decideFor(given, "home", {}, { homeRegion: "eu-west-3" });
    expect(candidatesOf(decision)).toStrictEqual(["oregon", "virginia"]);
  });
});

describe("decide, for a home Region", () => {
  const homeRegions = {
    subjects: [{ identityProvider: "campus", subject: "248289761001", region: "us-west-2" }],
    groups: [],
  };

  it("tries it first and says who named it", () => {
    const decision = decideFor(evidence({ edge: IN_PARIS }), "location", { homeRegions });
    expect(candidatesOf(decision)).toStrictEqual(["oregon", "paris", "dublin", "virginia"]);
    expect(decision.diagnostics.homeRegion).toStrictEqual({ region: "us-west-2", by: "subject" });
  });

  it("is not in the diagnostics of somebody without one", () => {
    expect(decideFor(evidence()).diagnostics).not.toHaveProperty("homeRegion");
  });
});

describe("decide, by what the browser measured", () => {
  const latencies = new Map([["us-east-1", 9]]);

  it("tries the quickest first", () => {
    const decision = decideFor(evidence({ edge: IN_PARIS, latencies }));
    expect(candidatesOf(decision)[0]).toBe("virginia");
  });

  it("opens no condition by it", () => {
    const conditional = evidence({ latencies });
    expect(decideFor(conditional, "location", {}, {}, []).diagnostics.location).toMatchObject({
      provenance: "none",
      presentIn: undefined,
      wallCountry: undefined,
    });
  });
});

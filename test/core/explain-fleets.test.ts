import { describe, expect, it } from "vitest";
import type { CandidateFinding } from "../../functions/core/decision.ts";
import { fleetSentences } from "../../functions/core/explain-fleets.ts";
import type { FleetStatus, KnownFleet } from "../../functions/core/fleet-status.ts";
import { anExplanation, aStatus, NOON, type Question } from "../support/explain-builders.ts";

/** What is said of Dublin where AppStream says this of it. */
function ofDublin(known: KnownFleet, question: Question = {}): string | undefined {
  const { sentences } = anExplanation({ situation: { fleets: new Map([["dublin", known]]) }, ...question });
  return sentences.find((sentence) => sentence.startsWith("`dublin`"));
}

const SAID = "as AppStream said 14 s before";

describe("fleetSentences", () => {
  it.each<readonly [Partial<FleetStatus>, string]>([
    [{ state: "stopped" }, `stopped, ${SAID}`],
    [{ state: "stopping" }, `being stopped, ${SAID}`],
    [{ state: "starting" }, `starting, ${SAID}`],
    [{ isAssociated: false }, `not associated with the policy's stack, ${SAID}`],
    [{ freePlaces: 0 }, `full (0 of 12 places free, ${SAID})`],
    [
      { freePlaces: 0, places: 0 },
      `running with a desired capacity of 0, so that there is no place to wait for, ${SAID}`,
    ],
    [{ freePlaces: 0, places: null }, `full (0 places free, ${SAID})`],
    [
      { freePlaces: 0, errors: ["MACHINE_ROLE_IS_MISSING"] },
      `without a free place, and with errors (\`MACHINE_ROLE_IS_MISSING\`), ${SAID}`,
    ],
    [
      { isDomainJoined: true },
      `joined to a domain, ${SAID}: AppStream makes no streaming URL for such a fleet, which needs the launch method \`federation\``,
    ],
  ])("says of a fleet that is %o why it was dropped", (change, words) => {
    expect(ofDublin(aStatus(change))).toBe(`\`dublin\`: ${words}.`);
  });

  it("says that AppStream knows no such fleet, and when it was asked", () => {
    expect(ofDublin("not_found")).toBe(
      "`dublin`: AppStream has no such fleet there (asked at 2026-07-08 10:00 UTC).",
    );
  });

  it("says that places are not known, and that nothing follows from it", () => {
    expect(ofDublin(aStatus({ freePlaces: null }))).toContain(
      "how many places are free is not known, which is no reason against it.",
    );
  });

  it("says of a drained fleet why, by whom and until when", () => {
    const drain = { owner: "desktop team", reason: "new image", until: NOON + 3_600 };
    const question = { situation: { drains: new Map([["dublin", drain]]) } };
    expect(ofDublin(aStatus(), question)).toBe(
      "`dublin`: in maintenance until 2026-07-08 11:00 UTC: new image (desktop team).",
    );
  });

  it("says of a Region at rest that it failed, or that it is supposed to be down", () => {
    expect(ofDublin(aStatus(), { situation: { restingRegions: new Set(["eu-west-1"]) } })).toBe(
      "`dublin`: left alone for a while, since AppStream in eu-west-1 (Dublin) failed too often of late.",
    );
    expect(ofDublin(aStatus(), { supposed: { regionsDown: ["eu-west-1"] } })).toBe(
      "`dublin`: eu-west-1 (Dublin) is supposed to be down.",
    );
  });

  it("does not put into AppStream's mouth what was supposed", () => {
    expect(ofDublin(aStatus(), { supposed: { fleetsDown: ["dublin"] } })).toBe(
      "`dublin`: stopped, as is supposed here.",
    );
    expect(ofDublin("not_found", { supposed: { fleetsFull: ["dublin"] } })).toBe(
      "`dublin`: full (0 places free, as is supposed here).",
    );
  });

  it("says of an overflow fleet that they are asked, and once they said yes its place", () => {
    const person = { country: "US" };
    const fleets = new Map([["virginia", aStatus({ freePlaces: 0 })]]);
    const { sentences } = anExplanation({ person, situation: { fleets } });
    expect(sentences).toContain("`oregon`: an overflow fleet, for which they have to say yes first.");
    expect(sentences).toContain("It offers them `oregon` if they say yes.");
    const consented = anExplanation({ person, situation: { fleets }, supposed: { hasConsented: true } });
    expect(consented.sentences.join("\n")).toContain("`oregon`: the first to be tried; an overflow fleet;");
  });

  it("says of a fleet beyond the limit that it is open", () => {
    const kept = { fleet: "dublin", kept: false, reason: "beyond_candidate_limit", wall: null } as const;
    expect(said(kept)).toBe(
      "`dublin`: open, and after as many fleets as a launch may try (`limits.maxCandidates`).",
    );
  });

  it("says of a fleet without streaming URLs that whoever asked needed one", () => {
    const kept = { fleet: "dublin", kept: false, reason: "reached_by_federation", wall: null } as const;
    expect(said(kept)).toBe(
      "`dublin`: reached by federation, which gives no streaming URL to the portal or the embedding page that asked for one.",
    );
  });

  it("says what a record has, where the policy that decided is not at hand", () => {
    const finding = { fleet: "dublin", kept: false } as const;
    expect(said({ ...finding, reason: "drained", wall: null })).toBe("`dublin`: in maintenance.");
    expect(said({ ...finding, reason: "fleet_full", wall: null })).toBe("`dublin`: full.");
    expect(said({ ...finding, reason: "fleet_stopped", wall: null })).toBe("`dublin`: stopped.");
    expect(said({ ...finding, reason: "fleet_failing", wall: null })).toBe(
      "`dublin`: without a free place, and with errors.",
    );
    expect(said({ ...finding, reason: "region_resting", wall: null })).toBe(
      "`dublin`: left alone for a while, since AppStream there failed too often of late.",
    );
    expect(said({ ...finding, reason: "outside_residency_wall", wall: "eu-only" })).toBe(
      "`dublin`: outside the wall `eu-only`.",
    );
  });

  it("says of a kept fleet its place in every order, and whose session is there", () => {
    const kept = { fleet: "dublin", kept: true, rank: 1, preference: 2, distanceKilometres: null } as const;
    const rest = { freePlaces: null, isOverflow: false, session: "other_application" } as const;
    expect(said({ ...kept, ...rest })).toBe(
      "`dublin`: number 2 to be tried; their session of another application is there; number 3 in the policy's preference; how many places are free is not known, which is no reason against it.",
    );
  });
});

/** The sentence of a finding of which nothing else is known. */
function said(finding: CandidateFinding): string {
  const location = {
    ...{ country: null, network: null, presentIn: null, home: null, wallCountry: null },
    ...{ provenance: "none" as const, considered: [] },
  };
  const nothing = { supposedFleets: new Set<string>(), supposedRegions: new Set<string>() };
  const candidate = { ...finding, region: null, jurisdiction: null, status: null, drain: null };
  const [sentence = ""] = fleetSentences([candidate], {
    ...{ at: NOON, location, walls: [] },
    ...nothing,
  });
  return sentence;
}

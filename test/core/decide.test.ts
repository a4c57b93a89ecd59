import { describe, expect, it } from "vitest";
import { type DecisionInput, decide } from "../../functions/core/decide.ts";
import type { Decision } from "../../functions/core/decision.ts";
import type { LocationEvidence } from "../../functions/core/location.ts";
import type { ApplicationPolicy, Conditions, Policy, ResidencyWall } from "../../functions/core/policy.ts";
import {
  aFleet,
  anApplication,
  anIndex,
  aPolicy,
  aPrincipal,
  evidence,
  NO_CONDITIONS,
  WEDNESDAY_NOON,
} from "../support/core-builders.ts";

const european: ResidencyWall = {
  id: "european",
  applications: null,
  countries: ["ES"],
  jurisdictions: ["EU"],
};

interface Deviation {
  readonly policy?: Partial<Policy>;
  readonly atlas?: Partial<ApplicationPolicy>;
  readonly input?: Partial<DecisionInput>;
}

const FAR_TO_NEAR = ["virginia", "frankfurt", "dublin"];

/** Ana of the staff, in Spain by her provider's claim, asks for `atlas`. */
const inSpain = evidence({ claimCountry: "ES" });

const decideWith = ({ policy = {}, atlas = {}, input = {} }: Deviation = {}): Decision =>
  decide({
    principal: aPrincipal(),
    applicationId: "atlas",
    evidence: inSpain,
    index: anIndex(
      aPolicy({ applications: { atlas: anApplication({ fleets: FAR_TO_NEAR, ...atlas }) }, ...policy }),
    ),
    nowEpochSeconds: WEDNESDAY_NOON,
    ...input,
  });

const from = (given: LocationEvidence, policy: Partial<Policy> = {}) =>
  decideWith({ policy, input: { evidence: given } });

const reasonOf = (decision: Decision) =>
  decision.outcome === "refuse" ? decision.refusal.reason : undefined;
const candidatesOf = (decision: Decision) =>
  decision.outcome === "permit" ? decision.candidates.map(({ id }) => id) : [];

/** Nothing is known of the moment. */
const kept = (fleet: string, rank: number, preference: number | null, distanceKilometres: number) => ({
  ...{ fleet, kept: true, rank, preference, distanceKilometres },
  ...{ freePlaces: null, isOverflow: false, session: null },
});

const GRANT = { by: "group", group: "staff" };

describe("decide", () => {
  it("permits with the candidates best first and a finding for each", () => {
    const decision = decideWith();
    expect(decision).toMatchObject({
      outcome: "permit",
      application: { id: "atlas" },
      candidates: [
        { id: "dublin", fleet: aFleet(), preference: null },
        { id: "frankfurt", fleet: aFleet({ region: "eu-central-1" }), preference: null },
        { id: "virginia", preference: null },
      ],
    });
    expect(decision.diagnostics).toStrictEqual({
      policyVersion: "0123456789abcdef",
      location: {
        country: "ES",
        coordinates: { latitude: 40, longitude: -4 },
        provenance: "claim",
        network: undefined,
        presentIn: undefined,
        home: "ES",
        wallCountry: "ES",
        considered: [{ source: "claim", outcome: "used" }],
      },
      grant: GRANT,
      candidates: [
        kept("dublin", 0, null, 1494),
        kept("frankfurt", 1, null, 1498),
        kept("virginia", 2, null, 6113),
      ],
    });
  });

  it("refuses an application that the policy does not have, without repeating its name", () => {
    const decision = decideWith({ input: { applicationId: "MARKER" } });
    expect(decision).toMatchObject({
      outcome: "refuse",
      refusal: { reason: "application_unknown", evidence: {} },
      diagnostics: { policyVersion: "0123456789abcdef", grant: null, candidates: [] },
    });
    expect(JSON.stringify(decision)).not.toContain("MARKER");
  });

  it.each(["__proto__", "constructor", "toString"])(
    "does not take %s for an application",
    (applicationId) => {
      expect(reasonOf(decideWith({ input: { applicationId } }))).toBe("application_unknown");
    },
  );

  it("refuses a principal outside the audience and considers no fleet", () => {
    expect(decideWith({ input: { principal: aPrincipal({ groups: ["students"] }) } })).toMatchObject({
      outcome: "refuse",
      refusal: { reason: "not_in_audience", evidence: { application: "atlas" } },
      diagnostics: { location: { country: "ES" }, grant: null, candidates: [] },
    });
  });

  it("refuses where a condition fails, names the grant and considers no fleet", () => {
    const decision = decideWith({ atlas: { conditions: { ...NO_CONDITIONS, mfa: true } } });
    expect(decision).toMatchObject({ outcome: "refuse", refusal: { reason: "mfa_required" } });
    expect(decision.diagnostics).toMatchObject({ grant: GRANT, candidates: [] });
  });

  it("judges the hours by the moment it is told", () => {
    const hours = { timeZone: "Europe/Madrid", days: ["wed"], from: "12:00", until: "13:00" } as const;
    const at = (nowEpochSeconds: number) =>
      reasonOf(
        decideWith({ atlas: { conditions: { ...NO_CONDITIONS, hours } }, input: { nowEpochSeconds } }),
      );
    expect(at(WEDNESDAY_NOON - 1)).toBe("outside_hours");
    expect(at(WEDNESDAY_NOON)).toBeUndefined();
    expect(at(WEDNESDAY_NOON + 3599)).toBeUndefined();
    expect(at(WEDNESDAY_NOON + 3600)).toBe("outside_hours");
  });

  it("keeps the wall of a country around a person whose country is only the default", () => {
    const wall = { id: "german-data", applications: null, countries: ["DE"], jurisdictions: ["EU"] };
    const policy = aPolicy({
      location: { ...aPolicy().location, default: { country: "US" } },
      residency: { walls: [wall] },
    });
    const nowhere = { claimCountry: undefined, clientIp: undefined, edge: undefined };
    const decision = decide({
      principal: aPrincipal(),
      applicationId: "atlas",
      evidence: nowhere,
      index: anIndex(policy),
      nowEpochSeconds: WEDNESDAY_NOON,
    });
    expect(decision.diagnostics.location.provenance).toBe("default");
    expect(decision.diagnostics.candidates).toContainEqual({
      fleet: "virginia",
      kept: false,
      reason: "outside_residency_wall",
      wall: "german-data",
    });
  });

  it("takes neither a claim nor the default for evidence of presence", () => {
    const conditions = { ...NO_CONDITIONS, countries: ["ES"] };
    const applications = { atlas: anApplication({ conditions }) };
    const located = { ...aPolicy().location, default: { country: "ES" } };
    const inOffice = evidence({ clientIp: "192.0.2.7" });
    expect(reasonOf(from(inOffice, { applications, location: located }))).toBeUndefined();
    expect(reasonOf(from(inSpain, { applications, location: located }))).toBe("country_not_allowed");
    expect(reasonOf(from(evidence(), { applications, location: located }))).toBe("country_not_allowed");
  });

  describe("behind a residency wall", () => {
    const walled = { residency: { walls: [european] } };

    it("drops the fleets outside and names the wall", () => {
      const decision = decideWith({ policy: walled });
      expect(candidatesOf(decision)).toStrictEqual(["dublin", "frankfurt"]);
      expect(decision.diagnostics.candidates).toStrictEqual([
        kept("dublin", 0, null, 1494),
        kept("frankfurt", 1, null, 1498),
        { fleet: "virginia", kept: false, reason: "outside_residency_wall", wall: "european" },
      ]);
    });

    it("keeps dropping them for a user whose country is unknown", () => {
      expect(candidatesOf(from(evidence(), walled))).toStrictEqual(["dublin", "frankfurt"]);
    });

    it("permits them to a user of a country the wall does not name", () => {
      expect(candidatesOf(from(evidence({ claimCountry: "US" }), walled))).toContain("virginia");
    });

    it("prefers no fleet outside, whatever the operator's order says", () => {
      const preferences = [{ applications: null, countries: null, fleets: ["virginia", "dublin"] }];
      expect(candidatesOf(decideWith({ policy: { ...walled, preferences } }))).toStrictEqual([
        "dublin",
        "frankfurt",
      ]);
    });

    it("refuses where no fleet is inside and says for each why", () => {
      const walls = [{ ...european, jurisdictions: ["MX"] }];
      const decision = decideWith({ policy: { residency: { walls } } });
      expect(decision).toMatchObject({
        outcome: "refuse",
        refusal: { reason: "outside_residency_wall", evidence: { application: "atlas" } },
      });
      expect(decision.diagnostics.grant).toStrictEqual(GRANT);
      expect(decision.diagnostics.candidates).toStrictEqual([
        { fleet: "virginia", kept: false, reason: "outside_residency_wall", wall: "european" },
        { fleet: "frankfurt", kept: false, reason: "outside_residency_wall", wall: "european" },
        { fleet: "dublin", kept: false, reason: "outside_residency_wall", wall: "european" },
      ]);
    });

    it("refuses an application without fleets", () => {
      expect(reasonOf(decideWith({ atlas: { fleets: [] } }))).toBe("outside_residency_wall");
    });
  });

  describe("with a limit of candidates", () => {
    const limited = (maxCandidates: number, policy: Partial<Policy> = {}) =>
      decideWith({ policy: { limits: { ...aPolicy().limits, maxCandidates }, ...policy } });

    it.each([
      [1, ["dublin"]],
      [2, ["dublin", "frankfurt"]],
      [3, ["dublin", "frankfurt", "virginia"]],
      [4, ["dublin", "frankfurt", "virginia"]],
    ])("of %i tries %j", (maxCandidates, expected) => {
      expect(candidatesOf(limited(maxCandidates))).toStrictEqual(expected);
    });

    it("says of every fleet whether it is tried, beyond the limit or outside a wall", () => {
      expect(limited(1, { residency: { walls: [european] } }).diagnostics.candidates).toStrictEqual([
        kept("dublin", 0, null, 1494),
        { fleet: "frankfurt", kept: false, reason: "beyond_candidate_limit", wall: null },
        { fleet: "virginia", kept: false, reason: "outside_residency_wall", wall: "european" },
      ]);
    });
  });

  it("follows the operator's order and records it", () => {
    const preferences = [{ applications: ["atlas"], countries: ["ES"], fleets: ["virginia", "dublin"] }];
    const decision = decideWith({ policy: { preferences } });
    expect(candidatesOf(decision)).toStrictEqual(["virginia", "dublin", "frankfurt"]);
    expect(decision.diagnostics.candidates).toStrictEqual([
      kept("virginia", 0, 0, 6113),
      kept("dublin", 1, 1, 1494),
      kept("frankfurt", 2, null, 1498),
    ]);
  });

  it("refuses for the audience first, then MFA, network, hours, country and last the wall", () => {
    const conditions: Conditions = {
      mfa: true,
      networks: ["office"],
      hours: { timeZone: "Europe/Madrid", days: ["wed"], from: "12:00", until: "13:00" },
      countries: ["ES"],
    };
    const networks = {
      office: { ranges: ["192.0.2.0/24"], country: "ES", coordinates: null },
    };
    const abroadOffice = { office: { ...networks.office, country: "FR" } };
    const policy = {
      applications: { atlas: anApplication({ conditions }) },
      residency: { walls: [{ ...european, countries: null, jurisdictions: ["MX"] }] },
    };
    const abroad = evidence({ claimCountry: "FR" });
    const abroadAtOffice = evidence({ claimCountry: "FR", clientIp: "192.0.2.1" });
    const atOffice = evidence({ claimCountry: "ES", clientIp: "192.0.2.1" });
    const proven = aPrincipal({ mfaEvidence: "amr=mfa" });
    const late = WEDNESDAY_NOON + 3600;
    const asks: readonly Partial<DecisionInput>[] = [
      { principal: aPrincipal({ groups: [] }), evidence: abroad, nowEpochSeconds: late },
      { evidence: abroad, nowEpochSeconds: late },
      { principal: proven, evidence: abroad, nowEpochSeconds: late },
      { principal: proven, evidence: abroadAtOffice, nowEpochSeconds: late },
      { principal: proven, evidence: abroadAtOffice },
      { principal: proven, evidence: atOffice },
    ];
    // The office stands abroad for the last but one, so that only the country is wrong.
    const inOffice = (place: number) => (place === 4 ? abroadOffice : networks);
    const policyAt = (place: number) => ({
      ...policy,
      location: { ...aPolicy().location, networks: inOffice(place) },
    });
    expect(
      asks.map((input, place) => reasonOf(decideWith({ policy: policyAt(place), input }))),
    ).toStrictEqual([
      "not_in_audience",
      "mfa_required",
      "network_not_allowed",
      "outside_hours",
      "country_not_allowed",
      "outside_residency_wall",
    ]);
  });

  it("names an unknown application before anything about the principal", () => {
    const input = { applicationId: "unknown", principal: aPrincipal({ groups: [] }) };
    expect(reasonOf(decideWith({ input }))).toBe("application_unknown");
  });
});

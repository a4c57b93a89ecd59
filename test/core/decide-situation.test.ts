import { describe, expect, it } from "vitest";
import { decide } from "../../functions/core/decide.ts";
import type { Decision } from "../../functions/core/decision.ts";
import type { ApplicationPolicy, Policy } from "../../functions/core/policy.ts";
import type { Situation } from "../../functions/core/situation.ts";
import {
  aFleet,
  anApplication,
  anIndex,
  aPolicy,
  aPrincipal,
  evidence,
  WEDNESDAY_NOON,
} from "../support/core-builders.ts";
import { aFleetStatus, aSession, aSituation } from "../support/situations.ts";

const FULL = aFleetStatus({ freePlaces: 0 });
const LATER = WEDNESDAY_NOON + 600;
const DRAIN = { owner: "desk", reason: "patching", until: LATER };

/** Ana, in Spain: Dublin before Frankfurt before Virginia, unless the moment says otherwise. */
function decideIn(
  situation: Partial<Situation>,
  atlas: Partial<ApplicationPolicy> = {},
  policy: Partial<Policy> = {},
): Decision {
  return decide({
    principal: aPrincipal(),
    applicationId: "atlas",
    evidence: evidence({ claimCountry: "ES" }),
    index: anIndex(aPolicy({ applications: { atlas: anApplication(atlas) }, ...policy })),
    nowEpochSeconds: WEDNESDAY_NOON,
    situation: aSituation(situation),
  });
}

const fleets = (all: Readonly<Record<string, ReturnType<typeof aFleetStatus> | "not_found">>) => ({
  fleets: new Map(Object.entries(all)),
});
const candidatesOf = (decision: Decision) =>
  decision.outcome === "permit" ? decision.candidates.map(({ id }) => id) : decision.outcome;
const droppedOf = ({ diagnostics }: Decision) =>
  Object.fromEntries(
    diagnostics.candidates.flatMap((found) => (found.kept ? [] : [[found.fleet, found.reason]])),
  );

describe("decide, by the fleets' states", () => {
  it("goes past a full fleet to the next, and says so", () => {
    const decision = decideIn(fleets({ dublin: FULL, frankfurt: aFleetStatus() }));
    expect(candidatesOf(decision)).toStrictEqual(["frankfurt", "virginia"]);
    expect(droppedOf(decision)).toStrictEqual({ dublin: "fleet_full" });
    expect(decision.diagnostics.candidates[0]).toMatchObject({ fleet: "frankfurt", freePlaces: 3 });
  });

  it("routes by the policy's list where nothing is known", () => {
    expect(candidatesOf(decideIn({}))).toStrictEqual(["dublin", "frankfurt", "virginia"]);
  });

  it("leaves a resting Region alone", () => {
    const decision = decideIn({ restingRegions: new Set(["eu-west-1"]) });
    expect(candidatesOf(decision)).toStrictEqual(["frankfurt", "virginia"]);
    expect(droppedOf(decision)).toStrictEqual({ dublin: "region_resting" });
  });

  it("waits where every permitted fleet is full or starting, and never looks outside the wall", () => {
    const wall = { id: "eu", applications: null, countries: null, jurisdictions: ["EU"] };
    const decision = decideIn(
      fleets({ dublin: FULL, frankfurt: aFleetStatus({ state: "starting", kind: "on_demand" }) }),
      {},
      { residency: { walls: [wall] } },
    );
    expect(decision).toMatchObject({
      outcome: "wait",
      waiting: { reason: "fleet_starting", usualSeconds: [60, 120], offers: [] },
    });
    expect(droppedOf(decision)).toStrictEqual({
      ...{ dublin: "fleet_full", frankfurt: "fleet_starting", virginia: "outside_residency_wall" },
    });
  });

  it("refuses, for an operator to hear, where nothing will open by itself", () => {
    const states = fleets({
      dublin: aFleetStatus({ state: "stopped" }),
      ...{ frankfurt: "not_found" as const, virginia: aFleetStatus({ isDomainJoined: true }) },
    });
    expect(decideIn(states)).toMatchObject({
      outcome: "refuse",
      refusal: {
        reason: "no_fleet_open",
        evidence: { application: "atlas", reasons: "domain_joined fleet_not_found fleet_stopped" },
      },
    });
  });

  it("sends people to a domain-joined fleet by federation only", () => {
    const joined = fleets({ dublin: aFleetStatus({ isDomainJoined: true }) });
    expect(candidatesOf(decideIn(joined, { fleets: ["dublin"] }))).toBe("refuse");
    const federation = { link: "https://sso.example.com/?r={relayState}", accountId: "111122223333" };
    const dublin = aFleet({ launchMethod: "federation", federation });
    expect(candidatesOf(decideIn(joined, { fleets: ["dublin"] }, { fleets: { dublin } }))).toStrictEqual([
      "dublin",
    ]);
  });
});

describe("decide, by maintenance", () => {
  it("sends nobody new to a drained fleet, whether the policy or a command says so", () => {
    const byCommand = decideIn({ drains: new Map([["dublin", DRAIN]]) });
    expect(droppedOf(byCommand)).toStrictEqual({ dublin: "drained" });
    const drain = { ...DRAIN, until: "2026-07-08T12:00:00Z", force: false };
    const { fleets: three } = aPolicy();
    const byPolicy = decideIn({}, {}, { fleets: { ...three, dublin: aFleet({ drain }) } });
    expect(droppedOf(byPolicy)).toStrictEqual({ dublin: "drained" });
  });

  it("opens the fleet again the moment the drain is over", () => {
    const over = { drains: new Map([["dublin", { ...DRAIN, until: WEDNESDAY_NOON }]]) };
    expect(candidatesOf(decideIn(over))).toStrictEqual(["dublin", "frankfurt", "virginia"]);
  });

  it("takes a person back to the session that they have on a drained fleet", () => {
    const decision = decideIn({ drains: new Map([["dublin", DRAIN]]), sessions: [aSession()] });
    expect(candidatesOf(decision)).toStrictEqual(["dublin", "frankfurt", "virginia"]);
  });

  it("keeps a person off a drained fleet where their session may be gone", () => {
    const perhaps = aSession({ state: "unconfirmed", sessionId: null });
    const decision = decideIn({ drains: new Map([["dublin", DRAIN]]), sessions: [perhaps] });
    expect(droppedOf(decision)).toStrictEqual({ dublin: "drained" });
  });

  it("says that it is maintenance where nothing else is in the way", () => {
    const drains = new Map(["dublin", "frankfurt", "virginia"].map((fleet) => [fleet, DRAIN]));
    expect(decideIn({ drains })).toMatchObject({
      outcome: "refuse",
      refusal: { reason: "in_maintenance", evidence: { reasons: "drained" } },
    });
  });
});

describe("decide, by the person's sessions", () => {
  it("takes them back to their session before any ranking, full as the fleet may be", () => {
    const decision = decideIn({ ...fleets({ virginia: FULL }), sessions: [aSession({ fleet: "virginia" })] });
    expect(candidatesOf(decision)).toStrictEqual(["virginia", "dublin", "frankfurt"]);
    expect(decision.diagnostics.candidates[0]).toMatchObject({
      fleet: "virginia",
      session: "same_application",
    });
  });

  it("tries the fleet of their last launch first where AppStream could not be asked", () => {
    const unconfirmed = aSession({ fleet: "frankfurt", state: "unconfirmed", sessionId: null });
    const sessions = [unconfirmed, aSession({ fleet: "virginia" })];
    expect(candidatesOf(decideIn({ sessions }))).toStrictEqual(["virginia", "frankfurt", "dublin"]);
  });

  it("gives them the place that is kept for them after a live session and before one that may be gone", () => {
    const unconfirmed = aSession({ fleet: "dublin", state: "unconfirmed", sessionId: null });
    const reserved = aSession({ fleet: "frankfurt", state: "reserved", sessionId: null });
    const sessions = [unconfirmed, reserved, aSession({ fleet: "virginia" })];
    expect(candidatesOf(decideIn({ ...fleets({ frankfurt: FULL }), sessions }))).toStrictEqual([
      "virginia",
      "frankfurt",
      "dublin",
    ]);
  });

  it("keeps a place for nobody on a fleet that is drained, at rest or stopped", () => {
    const sessions = [aSession({ state: "reserved", sessionId: null })];
    const drains = new Map([["dublin", DRAIN]]);
    expect(droppedOf(decideIn({ drains, sessions }))).toStrictEqual({ dublin: "drained" });
    const restingRegions = new Set(["eu-west-1"]);
    expect(droppedOf(decideIn({ restingRegions, sessions }))).toStrictEqual({ dublin: "region_resting" });
    const stopped = fleets({ dublin: aFleetStatus({ state: "stopped" }) });
    expect(droppedOf(decideIn({ ...stopped, sessions }))).toStrictEqual({ dublin: "fleet_stopped" });
  });

  it("does not ask about another application's place, on which there is no session yet", () => {
    const reserved = aSession({ application: "other", state: "reserved", sessionId: null });
    expect(candidatesOf(decideIn({ ...fleets({ dublin: FULL }), sessions: [reserved] }))).toStrictEqual([
      "dublin",
      "frankfurt",
      "virginia",
    ]);
  });

  it("never takes them back across a wall", () => {
    const wall = { id: "eu", applications: null, countries: null, jurisdictions: ["EU"] };
    const sessions = [aSession({ fleet: "virginia" })];
    const decision = decideIn({ sessions }, {}, { residency: { walls: [wall] } });
    expect(candidatesOf(decision)).toStrictEqual(["dublin", "frankfurt"]);
  });

  it("asks where the best fleet has a live session of theirs with another application", () => {
    const session = aSession({ application: "other" });
    expect(decideIn({ ...fleets({ dublin: FULL }), sessions: [session] })).toMatchObject({
      outcome: "choose",
      session,
    });
  });

  it("does not ask where a better fleet is free, or nobody knows whether the session lives", () => {
    const elsewhere = aSession({ fleet: "frankfurt", application: "other" });
    expect(candidatesOf(decideIn({ sessions: [elsewhere] }))).toStrictEqual([
      "dublin",
      "frankfurt",
      "virginia",
    ]);
    const perhaps = aSession({ application: "other", state: "unconfirmed", sessionId: null });
    expect(candidatesOf(decideIn({ sessions: [perhaps] }))).toStrictEqual([
      "dublin",
      "frankfurt",
      "virginia",
    ]);
  });

  it("keeps nobody on a full fleet for a session that may be gone", () => {
    const perhaps = aSession({ application: "other", state: "unconfirmed", sessionId: null });
    expect(droppedOf(decideIn({ ...fleets({ dublin: FULL }), sessions: [perhaps] }))).toStrictEqual({
      dublin: "fleet_full",
    });
  });
});

describe("decide, by overflow", () => {
  const OVERFLOW = { fleets: ["dublin", "frankfurt"], consent: true };

  it("asks before it sends anybody to an overflow fleet, and offers those with a place", () => {
    const decision = decideIn(fleets({ virginia: FULL, frankfurt: FULL }), {
      ...{ fleets: ["virginia"], overflow: OVERFLOW },
    });
    expect(decision).toMatchObject({
      outcome: "wait",
      waiting: { reason: "fleet_full", offers: ["dublin"] },
    });
  });

  it("goes there after a yes, or where the policy needs none, behind every other fleet", () => {
    const atlas = { fleets: ["virginia"], overflow: OVERFLOW };
    expect(candidatesOf(decideIn({ hasConsented: true }, atlas))).toStrictEqual([
      ...["virginia", "dublin", "frankfurt"],
    ]);
    const unasked = { ...atlas, overflow: { ...OVERFLOW, consent: false } };
    const decision = decideIn(fleets({ virginia: FULL }), unasked);
    expect(candidatesOf(decision)).toStrictEqual(["dublin", "frankfurt"]);
    expect(decision.diagnostics.candidates[0]).toMatchObject({ fleet: "dublin", isOverflow: true });
  });

  it("does not hold people up for it while another fleet is open", () => {
    expect(candidatesOf(decideIn({}, { fleets: ["virginia"], overflow: OVERFLOW }))).toStrictEqual([
      "virginia",
    ]);
  });
});

import { describe, expect, it } from "vitest";
import { admit } from "../../functions/core/admission.ts";
import { listedState } from "../../functions/core/listed-state.ts";
import type { PersonUse } from "../../functions/core/person-use.ts";
import type { UsePolicy } from "../../functions/core/policy-use.ts";
import type { PersonSession, Situation } from "../../functions/core/situation.ts";
import { aLocation, anApplication, anIndex, aPolicy, aPrincipal } from "../support/core-builders.ts";
import { aFleetStatus, aSession, aSituation } from "../support/situations.ts";
import { aSlot, aUse, aUsePolicy, NOON } from "../support/use-builders.ts";

const MADRID_DAY = { seconds: 3_600, period: "day", timeZone: "Europe/Madrid" } as const;
/** 2026-07-08T00:00 in Madrid. */
const MIDNIGHT = Date.parse("2026-07-07T22:00:00Z") / 1_000;
const DUBLIN = { region: "eu-west-1", city: "Dublin" };
const READY = { kind: "ready", place: DUBLIN, isObserved: false } as const;
const UNKNOWN = { kind: "unknown", place: DUBLIN } as const;
const FULL = { kind: "closed", reason: "session_limit_reached", hours: null } as const;

interface Case {
  /** Of `atlas`. */
  readonly use?: Partial<UsePolicy> | null;
  /** Of `notes`, which the keeper looks after or not. */
  readonly notes?: Partial<UsePolicy> | null;
  readonly ofPerson?: number | null;
  /** Null: it was not read. */
  readonly used?: PersonUse | null;
  readonly sessions?: readonly PersonSession[];
  readonly seats?: number;
  readonly situation?: Partial<Situation>;
}

function stateOf({ use = null, notes = null, ofPerson = null, used = aUse([]), ...moment }: Case) {
  const base = aPolicy();
  const limitsOf = (limits: Partial<UsePolicy> | null) => limits && aUsePolicy(limits);
  const index = anIndex(
    aPolicy({
      limits: { ...base.limits, concurrentSessions: ofPerson },
      applications: {
        atlas: anApplication({ use: limitsOf(use) }),
        notes: anApplication({ use: limitsOf(notes) }),
      },
    }),
  );
  const input = { principal: aPrincipal(), applicationId: "atlas", index, nowEpochSeconds: NOON };
  const admission = admit({ ...input, location: aLocation({ country: "ES" }) });
  if (admission.outcome !== "admit") throw new Error(admission.outcome);
  const { sessions = [], seats, situation = {} } = moment;
  return listedState(admission, {
    ...{ ...input, latencies: undefined },
    situation: aSituation({ sessions, ...situation, ...(used && { use: used }) }),
    seats: new Map(seats === undefined ? [] : [["atlas", seats]]),
  });
}

/** Of `notes`, on a fleet that is none of `atlas`'s. */
const elsewhere = (change: Partial<PersonSession> = {}): PersonSession =>
  aSession({ fleet: "lisbon", application: "notes", state: "unconfirmed", sessionId: null, ...change });
const itsSlot = aSlot({ fleet: "lisbon", application: "notes", openUntil: NOON - 600 });
const TIMED = { sessionSeconds: 3_600 };

describe("listedState", () => {
  it("is what it is where nothing limits it", () => {
    expect(stateOf({ used: null })).toStrictEqual(READY);
    expect(stateOf({ use: { concurrentSessions: 1 } })).toStrictEqual(READY);
  });

  it("claims no readiness where what they use is not known, and says what else stands in the way", () => {
    expect(stateOf({ ofPerson: 2, used: null })).toStrictEqual(UNKNOWN);
    const fleets = new Map(
      ["dublin", "frankfurt", "virginia"].map((id) => [id, aFleetStatus({ freePlaces: 0 })]),
    );
    expect(stateOf({ ofPerson: 2, used: null, situation: { fleets } })).toMatchObject({ kind: "waiting" });
  });

  it("is closed where their time is spent, until it begins anew", () => {
    const spent = [{ application: "atlas", from: MIDNIGHT, seconds: 3_600 }];
    expect(stateOf({ use: { budget: MADRID_DAY }, used: aUse([], spent) })).toStrictEqual({
      ...{ kind: "closed", reason: "time_budget_spent", hours: null },
      renews: { at: MIDNIGHT + 86_400, timeZone: "Europe/Madrid" },
    });
    const yesterday = [{ application: "atlas", from: MIDNIGHT - 86_400, seconds: 3_600 }];
    expect(stateOf({ use: { budget: MADRID_DAY }, used: aUse([], yesterday) })).toStrictEqual(READY);
  });
});

describe("listedState, of sessions at the same time", () => {
  it.each([
    ["may be opened any moment", elsewhere({ state: "reserved" }), aUse([]), null],
    ["the keeper looks after", elsewhere(), aUse([itsSlot]), TIMED],
  ])("is closed by a session that %s", (_, session, used, notes) => {
    expect(stateOf({ ofPerson: 1, sessions: [session], used, notes })).toStrictEqual(FULL);
    expect(stateOf({ ofPerson: 2, sessions: [session], used, notes })).toStrictEqual(READY);
  });

  it("is closed by a launch that is under way", () => {
    const used = aUse([aSlot({ fleet: null, application: "notes", startedAt: NOON - 5 })]);
    expect(stateOf({ ofPerson: 1, used })).toStrictEqual(FULL);
  });

  it.each([
    ["nobody looks after", aUse([itsSlot]), null],
    ["has no slot any more", aUse([]), TIMED],
    ["is over", aUse([{ ...itsSlot, isOver: true }]), TIMED],
    ["is of an application that left the policy", aUse([{ ...itsSlot, application: "former" }]), TIMED],
  ])("is not known beside a session of before that %s", (_, used, notes) => {
    expect(stateOf({ ofPerson: 1, sessions: [elsewhere()], used, notes })).toStrictEqual(UNKNOWN);
    expect(stateOf({ ofPerson: 2, sessions: [elsewhere()], used, notes })).toStrictEqual(READY);
  });

  it("leads back to a session of its own", () => {
    const own = aSession({ fleet: "dublin", state: "unconfirmed" });
    expect(stateOf({ use: { concurrentSessions: 1 }, sessions: [own] })).toStrictEqual(READY);
    expect(stateOf({ ofPerson: 1, sessions: [own] })).toStrictEqual(READY);
  });

  it("is not known where its own session may be over and the others too many", () => {
    const own = aSession({ fleet: "dublin", state: "unconfirmed" });
    expect(stateOf({ ofPerson: 1, sessions: [own, elsewhere()] })).toStrictEqual(UNKNOWN);
    const kept = { used: aUse([itsSlot]), notes: TIMED };
    expect(stateOf({ ofPerson: 1, sessions: [own, elsewhere()], ...kept })).toStrictEqual(UNKNOWN);
  });

  it("is not known where its own session, if it is there, is on a fleet that is closed", () => {
    const own = aSession({ fleet: "virginia", state: "unconfirmed" });
    const fleets = new Map([["virginia", aFleetStatus({ state: "stopped" })]]);
    const given = { use: { concurrentSessions: 1 }, sessions: [own], situation: { fleets } };
    expect(stateOf(given)).toStrictEqual(UNKNOWN);
    const used = aUse([aSlot({ fleet: "virginia" })]);
    expect(stateOf({ ...given, use: { concurrentSessions: 1, ...TIMED }, used })).toStrictEqual(FULL);
  });

  it("is not known where a launch ends another session, if that is there to be ended", () => {
    const given = { ofPerson: 1, sessions: [elsewhere()], used: aUse([itsSlot]), notes: TIMED };
    expect(stateOf({ ...given, use: { terminatePrevious: true } })).toStrictEqual(UNKNOWN);
    expect(stateOf({ ...given, use: { terminatePrevious: false } })).toStrictEqual(FULL);
  });
});

describe("listedState, of seats", () => {
  const use = { totalSessions: 5 };
  const own = aSession({ fleet: "dublin", state: "unconfirmed" });

  it("is closed where all are taken", () => {
    expect(stateOf({ use, seats: 5 })).toStrictEqual({
      ...{ kind: "closed", reason: "application_full", hours: null },
    });
    expect(stateOf({ use, seats: 4 })).toStrictEqual(READY);
  });

  it("is not known where nobody can tell", () => {
    expect(stateOf({ use })).toStrictEqual(UNKNOWN);
  });

  it("is ready for whoever has one", () => {
    expect(stateOf({ use, seats: 5, sessions: [own], used: aUse([aSlot()]) })).toStrictEqual(READY);
  });

  it.each([
    ["is over", aUse([aSlot({ isOver: true })])],
    ["is another's", aUse([aSlot({ application: "notes" })])],
    ["is elsewhere", aUse([aSlot({ fleet: "virginia" })])],
  ])("is closed to whoever had one: the slot %s", (_, used) => {
    expect(stateOf({ use, seats: 5, sessions: [own], used })).toMatchObject({ reason: "application_full" });
  });

  it("asks first about a session that is in the way", () => {
    const sessions = [aSession({ fleet: "dublin", application: "notes" })];
    expect(stateOf({ use, seats: 5, sessions })).toStrictEqual({ ...READY, isObserved: true });
  });
});

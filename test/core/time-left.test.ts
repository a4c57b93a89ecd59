import { describe, expect, it } from "vitest";
import { keepUse, type SlotLook } from "../../functions/core/keep-use.ts";
import type { PersonUse } from "../../functions/core/person-use.ts";
import type { UsePolicy } from "../../functions/core/policy-use.ts";
import { secondsLeft, timeUpAt } from "../../functions/core/time-left.ts";
import { anApplication, anIndex, aPolicy } from "../support/core-builders.ts";
import { aSession } from "../support/situations.ts";
import { aSlot, aUse, aUsePolicy, NOON } from "../support/use-builders.ts";

const HOUR = 3_600;
const MADRID_DAY = { seconds: 4 * HOUR, period: "day", timeZone: "Europe/Madrid" } as const;
/** Of the day of `NOON` in Madrid. */
const MIDNIGHT = Date.parse("2026-07-07T22:00:00Z") / 1_000;
const NEXT_MIDNIGHT = MIDNIGHT + 24 * HOUR;
const ONE = { seconds: 0, running: 1 };

const indexWith = (use: Partial<UsePolicy>) =>
  anIndex(
    aPolicy({ applications: { atlas: anApplication({ use: aUsePolicy(use) }), notes: anApplication() } }),
  );
const SESSION = indexWith({ sessionSeconds: 4 * HOUR });
const BUDGET = indexWith({ budget: MADRID_DAY });
const LIVE = [aSession({ fleet: "dublin" })];
const upAt = (use: PersonUse, index = SESSION, sessions = LIVE, now = NOON) =>
  timeUpAt("dublin", use, sessions, index, now);
const spentToday = (seconds: number) => [{ application: "atlas", from: MIDNIGHT, seconds }];

describe("secondsLeft", () => {
  const left = (use: Partial<UsePolicy>, used = ONE, now = NOON) =>
    secondsLeft({ startedAt: NOON }, aUsePolicy(use), used, now);

  it("is what is left of the session from its launch on", () => {
    expect(left({ sessionSeconds: HOUR }, ONE, NOON + 600)).toBe(3_000);
    expect(left({ sessionSeconds: HOUR }, ONE, NOON + HOUR)).toBe(0);
  });

  it("is what is left of the time for the period, which sessions at the same time share", () => {
    expect(left({ budget: MADRID_DAY }, { seconds: HOUR, running: 1 })).toBe(3 * HOUR);
    expect(left({ budget: MADRID_DAY }, { seconds: HOUR, running: 2 })).toBe(1.5 * HOUR);
    expect(left({ budget: MADRID_DAY }, { seconds: 4 * HOUR - 1, running: 2 })).toBe(1);
    expect(left({ budget: MADRID_DAY }, { seconds: 4 * HOUR, running: 2 })).toBe(0);
  });

  it("goes on with the time of the next period where some is left when it begins", () => {
    const late = NEXT_MIDNIGHT - HOUR;
    expect(left({ budget: MADRID_DAY }, { seconds: 3 * HOUR, running: 1 }, late)).toBe(HOUR);
    expect(left({ budget: MADRID_DAY }, { seconds: 3 * HOUR - 1, running: 1 }, late)).toBe(5 * HOUR);
    expect(left({ budget: MADRID_DAY }, { seconds: 0, running: 2 }, late)).toBe(3 * HOUR);
  });

  it("is the shorter of both, and without an end where nothing limits it", () => {
    const used = { seconds: HOUR, running: 1 };
    expect(left({ sessionSeconds: 2 * HOUR, budget: MADRID_DAY }, used)).toBe(2 * HOUR);
    expect(left({ sessionSeconds: 4 * HOUR, budget: MADRID_DAY }, used)).toBe(3 * HOUR);
    expect(left({ totalSessions: 5 })).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("timeUpAt", () => {
  it("is so long after the launch that took the slot", () => {
    const use = aUse([aSlot({ startedAt: NOON - HOUR })]);
    expect(upAt(use)).toBe(NOON + 3 * HOUR);
    expect(upAt(use, SESSION, [aSession({ state: "reserved" })])).toBe(NOON + 3 * HOUR);
  });

  it("is when the time is spent that was counted and that runs since", () => {
    const slot = aSlot({ startedAt: NOON - HOUR, countedUntil: NOON - 60 });
    expect(upAt(aUse([slot], spentToday(HOUR)), BUDGET)).toBe(NOON + 3 * HOUR - 60);
    expect(upAt(aUse([slot], spentToday(HOUR)), BUDGET, [aSession({ state: "unconfirmed" })])).toBe(
      NOON + 3 * HOUR,
    );
    const other = aSlot({ launchId: "launch-2", fleet: "virginia" });
    const both = [...LIVE, aSession({ fleet: "virginia" })];
    expect(upAt(aUse([slot, other], spentToday(2 * HOUR + 60 - 120)), BUDGET, both)).toBe(NOON + HOUR);
  });

  it("is now where the keeper has not come yet", () => {
    expect(upAt(aUse([aSlot({ startedAt: NOON - 5 * HOUR })]))).toBe(NOON);
  });

  it("is the first of two slots of one session, as the keeper has it", () => {
    const use = aUse([aSlot(), aSlot({ launchId: "launch-2", startedAt: NOON - HOUR })]);
    expect(upAt(use)).toBe(NOON + 3 * HOUR);
  });

  it.each([
    ["has no slot", aUse([])],
    ["has its slot elsewhere", aUse([aSlot({ fleet: "virginia" })])],
    ["is over", aUse([aSlot({ isOver: true })])],
    ["is of an application without limits", aUse([aSlot({ application: "notes" })])],
    ["is of an application that left the policy", aUse([aSlot({ application: "retired" })])],
  ])("is not known of what %s", (_, use) => {
    expect(upAt(use)).toBeUndefined();
  });

  it.each([
    [{ sessionSeconds: 4 * HOUR }, 0],
    [{ budget: MADRID_DAY }, HOUR],
    [{ sessionSeconds: 3 * HOUR, budget: MADRID_DAY }, 2 * HOUR],
  ])("is the second at which the keeper ends it: %j", (limits, spent) => {
    const index = indexWith(limits);
    const use = aUse([aSlot()], spentToday(spent));
    const looks: ReadonlyMap<string, SlotLook> = new Map([["launch-1", { sessionId: "session-1" }]]);
    const end = upAt(use, index) ?? 0;
    expect(keepUse(use, looks, index, end - 1).toEnd).toEqual([]);
    expect(keepUse(use, looks, index, end).toEnd).toHaveLength(1);
  });
});

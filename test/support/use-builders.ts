/** What a person uses of limited applications, from which each test deviates. */
import { NO_USE, type PersonUse, type SpentTime, type UseSlot } from "../../functions/core/person-use.ts";
import type { UsePolicy } from "../../functions/core/policy-use.ts";
import { WEDNESDAY_NOON } from "./core-builders.ts";

export const NOON = WEDNESDAY_NOON;

export function aUsePolicy(overrides: Partial<UsePolicy> = {}): UsePolicy {
  return {
    ...{ concurrentSessions: null, totalSessions: null, sessionSeconds: null, budget: null },
    ...{ terminatePrevious: false, ...overrides },
  };
}

export function aSlot(overrides: Partial<UseSlot> = {}): UseSlot {
  return {
    ...{ launchId: "launch-1", application: "atlas", fleet: "dublin" },
    ...{ startedAt: NOON, countedUntil: NOON, openUntil: NOON + 60, isOver: false, ending: null },
    ...overrides,
  };
}

export function aUse(slots: readonly UseSlot[], spent: readonly SpentTime[] = []): PersonUse {
  const person = { identityProvider: "campus", subject: "248289761001" };
  return { ...NO_USE, version: 3, person, slots, spent };
}

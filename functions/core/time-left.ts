/**
 * When the policy's limits end a session: its own longest time or the person's time for the period, whichever is over first.
 * Pure. The keeper ends sessions by it, and whoever shows a session says beforehand what the keeper will do.
 */
import type { PersonUse, UseSlot } from "./person-use.ts";
import type { PolicyIndex } from "./policy-index.ts";
import type { BudgetPolicy, UsePolicy } from "./policy-use.ts";
import type { PersonSession } from "./situation.ts";
import { runningSlots, spentSeconds } from "./use-limits.ts";
import { periodAt } from "./use-period.ts";

/** In the period of now. */
export interface TimeUsed {
  readonly seconds: number;
  /** How many sessions use it up at the same time. */
  readonly running: number;
}

/** Zero or less: its time is up. Infinity: nothing limits it. */
export function secondsLeft(
  { startedAt }: Pick<UseSlot, "startedAt">,
  { sessionSeconds, budget }: Pick<UsePolicy, "sessionSeconds" | "budget">,
  used: TimeUsed,
  nowEpochSeconds: number,
): number {
  return Math.min(
    sessionSeconds === null ? Number.POSITIVE_INFINITY : startedAt + sessionSeconds - nowEpochSeconds,
    budget === null ? Number.POSITIVE_INFINITY : budgetLeft(budget, used, nowEpochSeconds),
  );
}

/** Whoever has time left at the end of a period goes on with that of the next one. */
function budgetLeft(budget: BudgetPolicy, { seconds, running }: TimeUsed, nowEpochSeconds: number): number {
  const left = Math.ceil((budget.seconds - seconds) / running);
  const { until } = periodAt(budget, nowEpochSeconds);
  if (nowEpochSeconds + left <= until) return left;
  return until - nowEpochSeconds + Math.ceil(budget.seconds / running);
}

/**
 * The end of the session that the person has on a fleet, in seconds since the epoch; undefined: no limit ends it, as with one
 * that has no slot since it began before there was a limit. `sessions` are all of theirs.
 */
export function timeUpAt(
  fleet: string,
  use: PersonUse,
  sessions: readonly Pick<PersonSession, "fleet" | "state">[],
  index: PolicyIndex,
  nowEpochSeconds: number,
): number | undefined {
  const ends = use.slots
    .filter((slot) => slot.fleet === fleet && !slot.isOver)
    .map((slot) => {
      const limits = index.applications.get(slot.application)?.application.use ?? null;
      if (limits === null) return Number.POSITIVE_INFINITY;
      const used = timeUsed(use, slot.application, limits, sessions, nowEpochSeconds);
      return nowEpochSeconds + secondsLeft(slot, limits, used, nowEpochSeconds);
    });
  const end = Math.min(...ends);
  return Number.isFinite(end) ? Math.max(nowEpochSeconds, end) : undefined;
}

/** Of a session that is not there yet the time begins when it is. */
function timeUsed(
  use: PersonUse,
  application: string,
  { budget }: Pick<UsePolicy, "budget">,
  sessions: readonly Pick<PersonSession, "fleet" | "state">[],
  nowEpochSeconds: number,
): TimeUsed {
  const seconds = budget === null ? 0 : spentSeconds(use, application, budget, sessions, nowEpochSeconds);
  return { seconds, running: Math.max(1, runningSlots(use, application, sessions).length) };
}

/**
 * Does a launch stay within what the policy lets one person use? Pure, and asked twice: when a place is chosen, and again
 * of what the store has when the slot is taken, so that of launches at once no more than the limit go on.
 * Whatever AppStream could not be asked about counts as a session: a limit fails closed.
 */
import { type HeldSession, heldSessions, numberOf, type PersonUse } from "./person-use.ts";
import type { IndexedApplication, PolicyIndex } from "./policy-index.ts";
import type { BudgetPolicy } from "./policy-use.ts";
import { type Refusal, refusal } from "./refusal.ts";
import type { PersonSession } from "./situation.ts";
import { periodAt } from "./use-period.ts";

export interface UseQuestion {
  readonly application: IndexedApplication;
  readonly index: PolicyIndex;
  readonly use: PersonUse;
  /** The use when `sessions` were looked for. */
  readonly looked: PersonUse;
  readonly sessions: readonly PersonSession[];
  /** The only fleet that the launch may go to: what is left of a session there becomes the same one. */
  readonly onlyFleet?: string | undefined;
  readonly nowEpochSeconds: number;
}

export type UseVerdict =
  | { readonly kind: "within" }
  /** As many sessions as they may have; the oldest of them that may be ended for this launch, where the policy says so. */
  | {
      readonly kind: "full";
      readonly limit: number;
      readonly held: number;
      readonly of: "application" | "person";
      readonly endFirst: PersonSession | undefined;
    }
  | { readonly kind: "spent"; readonly budget: BudgetPolicy; readonly renewsAt: number };

/** Whether what a person uses must be known before they launch it. */
export function isUseLimited({ application: { use } }: IndexedApplication, { policy }: PolicyIndex): boolean {
  return (use ?? null) !== null || (policy.limits.concurrentSessions ?? null) !== null;
}

export function useVerdict(question: UseQuestion): UseVerdict {
  const { application, index, use, looked, sessions, onlyFleet, nowEpochSeconds } = question;
  const {
    budget = null,
    concurrentSessions = null,
    terminatePrevious = false,
  } = application.application.use ?? {};
  if (budget !== null) {
    const { until: renewsAt } = periodAt(budget, nowEpochSeconds);
    const left = budget.seconds - spentSeconds(use, application.id, budget, sessions, nowEpochSeconds);
    if (left <= 0) return { kind: "spent", budget, renewsAt };
  }
  const all = heldSessions(sessions, use, looked, nowEpochSeconds);
  const held = all.filter(({ isUrlAlone, fleet }) => !isUrlAlone || fleet !== onlyFleet);
  const own = held.filter(({ application: id }) => id === application.id);
  const mostOfAll = index.policy.limits.concurrentSessions ?? null;
  const full = (limit: number, of: "application" | "person", among: readonly HeldSession[]): UseVerdict => {
    // Where there is more than one too many, ending one would help nobody.
    const isEnough = numberOf(among) === limit && numberOf(held) <= (mostOfAll ?? numberOf(held));
    const endFirst = terminatePrevious && isEnough ? endable(among) : undefined;
    return { ...{ kind: "full", limit, held: numberOf(among), of }, endFirst };
  };
  if (concurrentSessions !== null && numberOf(own) >= concurrentSessions) {
    return full(concurrentSessions, "application", own);
  }
  if (mostOfAll !== null && numberOf(held) >= mostOfAll) return full(mostOfAll, "person", held);
  return { kind: "within" };
}

/** What somebody is told who is over a limit. */
export function useRefusal(
  application: string,
  verdict: Exclude<UseVerdict, { kind: "within" }>,
): Refusal<"session_limit_reached" | "time_budget_spent"> {
  if (verdict.kind === "full") {
    const { of, limit, held } = verdict;
    return refusal("session_limit_reached", { application, of, limit, held });
  }
  const { budget, renewsAt } = verdict;
  const { seconds, period, timeZone } = budget;
  return refusal("time_budget_spent", { application, seconds, period, timeZone, renewsAt });
}

/** In the period of now: what was counted, and what runs since. */
export function spentSeconds(
  { slots, spent }: Pick<PersonUse, "slots" | "spent">,
  application: string,
  budget: BudgetPolicy,
  sessions: readonly Pick<PersonSession, "fleet" | "state">[],
  nowEpochSeconds: number,
): number {
  const { from } = periodAt(budget, nowEpochSeconds);
  const counted = spent.find((time) => time.application === application && time.from === from)?.seconds ?? 0;
  return runningSlots({ slots }, application, sessions)
    .map(({ countedUntil }) => Math.max(0, nowEpochSeconds - Math.max(countedUntil, from)))
    .reduce((sum, seconds) => sum + seconds, counted);
}

/** Those whose time runs now. */
export function runningSlots(
  { slots }: Pick<PersonUse, "slots">,
  application: string,
  sessions: readonly Pick<PersonSession, "fleet" | "state">[],
): PersonUse["slots"] {
  const live = new Set(sessions.filter(({ state }) => state === "live").map(({ fleet }) => fleet));
  return slots
    .filter((slot) => slot.application === application && !slot.isOver)
    .filter(({ fleet }) => fleet !== null && live.has(fleet));
}

/** The oldest that AppStream itself says is there, and that nobody can open anew once it is ended. */
function endable(held: readonly HeldSession[]): PersonSession | undefined {
  return held
    .filter((one) => !one.mayBeOpened)
    .map(({ session }) => session)
    .find((session) => session?.state === "live" && session.sessionId !== null);
}

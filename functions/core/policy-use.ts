/**
 * How much of an application one person may use, and all people together. Invariant: null limits nothing; what is limited
 * is limited for everybody, and a launch whose use cannot be known is refused.
 */

export interface UsePolicy {
  /** Of this application by one person, at the same time. */
  readonly concurrentSessions: number | null;
  /** Of this application by all people, at the same time: licences, for example. */
  readonly totalSessions: number | null;
  /** The longest session, in seconds from its launch; the fleet's own limit holds beside it. */
  readonly sessionSeconds: number | null;
  readonly budget: BudgetPolicy | null;
  /** A launch over a person's limit asks whether to end their oldest session, and is refused only where that makes no room. */
  readonly terminatePrevious: boolean;
}

/** So many seconds of sessions for each person in each period, which begins at midnight in `timeZone`, weeks on Monday. */
export interface BudgetPolicy {
  readonly seconds: number;
  readonly period: "day" | "week" | "month";
  readonly timeZone: string;
}

/** A session of such an application is looked after until it is over: its time is counted, its seat given back. */
export function isLookedAfter(use: UsePolicy | null | undefined): boolean {
  if (use === null || use === undefined) return false;
  return use.sessionSeconds !== null || use.budget !== null || use.totalSessions !== null;
}

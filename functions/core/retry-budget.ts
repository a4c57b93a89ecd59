/**
 * How many more calls an outage may cause: every launch earns a twentieth of a call, and each further try of any launch
 * spends one. Invariant: tries beyond the first are at most a twentieth of the launches, plus what a quiet time saved.
 */

/** Calls that may be made beyond the first of a launch. */
export type RetryBudget = number;

/** Saved from quiet times: enough for all that are under way when a Region goes, before its breaker has seen it. */
export const FULL_BUDGET: RetryBudget = 20;
const EARNED_BY_A_LAUNCH = 0.05;

export function earned(budget: RetryBudget): RetryBudget {
  return Math.min(FULL_BUDGET, budget + EARNED_BY_A_LAUNCH);
}

/** What is left after one more try; undefined where there is nothing to spend. */
export function spent(budget: RetryBudget): RetryBudget | undefined {
  return budget < 1 ? undefined : budget - 1;
}

/**
 * How the Regions are doing, as this execution environment has seen it: a breaker for each, and one budget for trying
 * again. Lives as long as the environment; a new one knows nothing and starts out trusting.
 */
import { attempted, type Breaker, CLOSED, failed, isResting } from "../core/breaker.ts";
import { earned, FULL_BUDGET, type RetryBudget, spent } from "../core/retry-budget.ts";
import type { Chance, Clock } from "../ports.ts";

export interface RegionHealth {
  resting(): ReadonlySet<string>;
  /** To be told before each call, which is the trial of a Region that has rested; false: it rests, do not call. */
  begin(region: string): boolean;
  succeeded(region: string): void;
  failed(region: string): void;
  /** A launch has begun. */
  earn(): void;
  /** Whether a launch may make one call more than its first. */
  spend(): boolean;
  /** What `spend` would answer, without spending it. */
  canSpend(): boolean;
}

export function createRegionHealth(now: Clock, chance: Chance): RegionHealth {
  const breakers = new Map<string, Breaker>();
  const breakerOf = (region: string): Breaker => breakers.get(region) ?? CLOSED;
  let budget: RetryBudget = FULL_BUDGET;
  return {
    resting: () =>
      new Set([...breakers].filter(([, breaker]) => isResting(breaker, now())).map(([region]) => region)),
    begin(region) {
      const breaker = breakerOf(region);
      if (isResting(breaker, now())) return false;
      breakers.set(region, attempted(breaker, now()));
      return true;
    },
    succeeded(region) {
      breakers.delete(region);
    },
    failed(region) {
      breakers.set(region, failed(breakerOf(region), now(), chance()));
    },
    earn() {
      budget = earned(budget);
    },
    spend() {
      const left = spent(budget);
      if (left !== undefined) budget = left;
      return left !== undefined;
    },
    canSpend: () => spent(budget) !== undefined,
  };
}

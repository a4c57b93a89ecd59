/**
 * A breaker for one Region, as data: closed, resting after failures in a row, then one trial at a time until one succeeds.
 * Pure: time in milliseconds since the epoch and chance (0 ≤ c < 1) come in, so that many environments do not try at once.
 */

export interface Breaker {
  /** In a row, since the last success. */
  readonly failures: number;
  /** How often it rested since the last success: each rest is longer than the one before. */
  readonly rests: number;
  readonly restsUntil: number;
  /** A trial is under way until then, or until its outcome is told. */
  readonly trialUntil: number;
}

export const CLOSED: Breaker = { failures: 0, rests: 0, restsUntil: 0, trialUntil: 0 };

/** One failure is an accident, three in a row are a state. */
const FAILURES_TO_REST = 3;
const FIRST_REST_MILLISECONDS = 2_000;
const LONGEST_REST_MILLISECONDS = 30_000;
/** Longer than any attempt; a trial whose outcome is never told holds up nobody for longer. */
const TRIAL_MILLISECONDS = 10_000;

/** Resting, or somebody is trying it just now. */
export function isResting(breaker: Breaker, now: number): boolean {
  return breaker.rests > 0 && (now < breaker.restsUntil || now < breaker.trialUntil);
}

/** For whoever is about to call: after a rest this is the trial, and others keep away meanwhile. */
export function attempted(breaker: Breaker, now: number): Breaker {
  return breaker.rests === 0 ? breaker : { ...breaker, trialUntil: now + TRIAL_MILLISECONDS };
}

export function failed(breaker: Breaker, now: number, chance: number): Breaker {
  const failures = breaker.failures + 1;
  // Calls that began before the rest fail during it; they say nothing new.
  if (breaker.rests > 0 && now < breaker.restsUntil) return { ...breaker, failures };
  if (breaker.rests === 0 && failures < FAILURES_TO_REST) return { ...breaker, failures };
  const rests = breaker.rests + 1;
  const rest = Math.min(LONGEST_REST_MILLISECONDS, FIRST_REST_MILLISECONDS * 2 ** (rests - 1));
  return { failures, rests, restsUntil: now + rest * (0.75 + chance / 2), trialUntil: 0 };
}

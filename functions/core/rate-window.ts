/** Fixed windows in which requests are counted, on the same grid everywhere, so that nobody need remember when one began. */
import type { RatePolicy } from "./policy-portal-api.ts";

export type RateName = "address" | "client" | "person";

/** How somebody stands with one limit after a request. */
export interface RateState {
  readonly name: RateName;
  readonly rate: RatePolicy;
  readonly remaining: number;
  /** Until the window is over and all is there again. */
  readonly resetSeconds: number;
  /** This request was one too many. */
  readonly isExceeded: boolean;
}

/** Seconds since the epoch; `endsAt` is the first that is no longer in it. */
export function windowAt(
  { seconds }: RatePolicy,
  nowEpochSeconds: number,
): { readonly startsAt: number; readonly endsAt: number } {
  const startsAt = nowEpochSeconds - (nowEpochSeconds % seconds);
  return { startsAt, endsAt: startsAt + seconds };
}

/** `hits`: with this request; undefined: it was not counted, since the ceiling was reached. */
export function rateState(
  name: RateName,
  rate: RatePolicy,
  hits: number | undefined,
  nowEpochSeconds: number,
): RateState {
  const isExceeded = hits === undefined || hits > rate.requests;
  return {
    ...{ name, rate, isExceeded },
    remaining: isExceeded ? 0 : rate.requests - hits,
    resetSeconds: windowAt(rate, nowEpochSeconds).endsAt - nowEpochSeconds,
  };
}

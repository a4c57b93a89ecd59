/**
 * A copy of something that others know better, kept fresh by whoever needs it: one refresh at a time in this execution
 * environment, waited for a little, and carried on with when nobody waits any more.
 * Invariants: never rejects; whoever asks waits no longer than the patience, and not at all for what was late or failed
 * the last time.
 */
import { withinDeadline } from "../deadline.ts";
import type { Clock } from "../ports.ts";

export interface Refreshed<T> {
  /** The copy from now on; the former one where nothing better was to be had. */
  readonly value: T | undefined;
  /** Whoever asks need not wait for another try. */
  readonly isFailure: boolean;
  /** Milliseconds since the epoch: the next refresh is not before. */
  readonly nextAt: number;
}

export interface KeptCopyOptions<T> {
  refresh(former: T | undefined): Promise<Refreshed<T>>;
  /** Good enough to be used without asking. */
  isFresh(value: T): boolean;
  /** How long to wait where there is a former copy to go on with, and where there is none. */
  readonly patience: { readonly withCopy: number; readonly withoutCopy: number };
  readonly now: Clock;
}

/**
 * Lambda stops an execution environment between requests, and a refresh under way with it. One this old is lost, which
 * says nothing of the other side.
 */
const LOST_MILLISECONDS = 10_000;
/** After a refresh that broke, which is a bug: not at every request. */
const BROKEN_MILLISECONDS = 1_000;

interface Flight {
  readonly startedAt: number;
  readonly done: Promise<void>;
}

/** The copy as it is by then, however old. */
export function keptCopy<T>({
  refresh,
  isFresh,
  patience,
  now,
}: KeptCopyOptions<T>): () => Promise<T | undefined> {
  let value: T | undefined;
  let nextAt = Number.NEGATIVE_INFINITY;
  let isTroubled = false;
  let flight: Flight | undefined;

  const patienceNow = (): number => (value === undefined ? patience.withoutCopy : patience.withCopy);
  const begin = (): Flight => {
    const startedAt = now();
    const limit = patienceNow();
    const settle = ({ value: better, isFailure, nextAt: next }: Refreshed<T>): void => {
      if (flight !== current) return;
      flight = undefined;
      if (better !== undefined) value = better;
      const took = now() - startedAt;
      if (took > LOST_MILLISECONDS) return;
      nextAt = next;
      isTroubled = isFailure || took > limit;
    };
    const broken = { value: undefined, isFailure: true, nextAt: startedAt + BROKEN_MILLISECONDS };
    const current: Flight = { startedAt, done: refresh(value).then(settle, () => settle(broken)) };
    return current;
  };

  return async () => {
    if (value !== undefined && isFresh(value)) return value;
    if (flight !== undefined && now() - flight.startedAt > LOST_MILLISECONDS) flight = undefined;
    if (flight === undefined && now() >= nextAt) flight = begin();
    if (flight !== undefined && !isTroubled) {
      const { startedAt, done } = flight;
      const remaining = startedAt + patienceNow() - now();
      if (remaining > 0) await withinDeadline(remaining, undefined, () => done);
    }
    return value;
  };
}

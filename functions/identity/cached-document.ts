/**
 * A document of the provider (metadata, JWKS) kept across invocations: fresh for a while, refreshed once for
 * many callers, served stale while the provider is down, and never asked for more often than the cool-down allows.
 * Invariant: whatever callers or attackers do, one environment sends at most one request a cool-down.
 */
import { err, ok, type Result } from "../core/result.ts";

export interface CacheTimes {
  /** How long a document counts as fresh. */
  readonly freshMilliseconds: number;
  /** How long after its last success a document is still served while refreshing fails. */
  readonly staleMilliseconds: number;
  /** Least time between two requests that the caller forces or that follow a failure. */
  readonly cooldownMilliseconds: number;
}

export interface CachedDocument<T, E> {
  /** The document, fresh where possible. */
  get(now: number): Promise<Result<T, E>>;
  /** Asks again although the document is fresh, unless the cool-down forbids; then the same as `get`. */
  refresh(now: number): Promise<Result<T, E>>;
}

interface Kept<T> {
  readonly document: T;
  readonly loadedAt: number;
}

export function cacheDocument<T, E>(
  load: () => Promise<Result<T, E>>,
  times: CacheTimes,
): CachedDocument<T, E> {
  let kept: Kept<T> | undefined;
  let lastFailure: E | undefined;
  let lastAttemptAt = Number.NEGATIVE_INFINITY;
  let underway: Promise<Result<T, E>> | undefined;

  const attempt = async (now: number): Promise<Result<T, E>> => {
    lastAttemptAt = now;
    const loaded = await load();
    if (loaded.ok) {
      kept = { document: loaded.value, loadedAt: now };
      lastFailure = undefined;
      return loaded;
    }
    lastFailure = loaded.error;
    return stale(now) ?? loaded;
  };
  const stale = (now: number): Result<T, E> | undefined =>
    kept !== undefined && now - kept.loadedAt < times.staleMilliseconds ? ok(kept.document) : undefined;
  const request = (now: number): Promise<Result<T, E>> => {
    underway ??= attempt(now).finally(() => {
      underway = undefined;
    });
    return underway;
  };
  const mayAsk = (now: number): boolean => now - lastAttemptAt >= times.cooldownMilliseconds;

  const get = async (now: number): Promise<Result<T, E>> => {
    if (kept !== undefined && now - kept.loadedAt < times.freshMilliseconds) return ok(kept.document);
    if (underway !== undefined) return underway;
    if (lastFailure !== undefined && !mayAsk(now)) return stale(now) ?? err(lastFailure);
    return request(now);
  };
  return {
    get,
    refresh: (now) => (underway !== undefined || mayAsk(now) ? request(now) : get(now)),
  };
}

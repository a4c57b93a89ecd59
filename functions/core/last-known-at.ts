/**
 * How new what is known of a place is, where two Regions tell differently of it: the end of its session is news of a launch
 * that may have been days ago. Invariant: an end that another Region's slower clock saw is no older than its launch.
 */

/** Seconds since the epoch, as all times here. */
export function lastKnownAt({
  launchedAt,
  endedAt = launchedAt,
}: {
  readonly launchedAt: number;
  readonly endedAt?: number | undefined;
}): number {
  return Math.max(launchedAt, endedAt);
}

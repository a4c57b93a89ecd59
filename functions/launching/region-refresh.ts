/**
 * How one Region's fleets become known here: from what another execution environment of this Region of the broker saw,
 * and only if nobody has seen anything lately, from AppStream itself. One asks for all.
 * Invariant: AppStream is asked at most once for each Region and refresh period, however many environments there are;
 * after a failure, not before half a period has passed.
 */
import type { LimitsPolicy } from "../core/policy.ts";
import type { Chance, Clock, FleetReader, FleetSnapshot, FleetSnapshots } from "../ports.ts";
import type { Refreshed } from "./kept-copy.ts";

export interface RefreshPorts {
  readonly reader: FleetReader;
  readonly snapshots: FleetSnapshots;
  readonly limits: Pick<LimitsPolicy, "capacityRefreshSeconds">;
  readonly now: Clock;
  readonly chance: Chance;
}

/** Longer than a reader takes, so that nobody asks beside it; short, since an environment may stop while it asks. */
const LEASE_MILLISECONDS = 4_000;
/** Who waits for somebody else's answer looks for it this often. */
const LOOK_AGAIN_MILLISECONDS = 1_000;

export function regionRefresh(
  { reader, snapshots, limits, now, chance }: RefreshPorts,
  region: string,
): (former: FleetSnapshot | undefined) => Promise<Refreshed<FleetSnapshot>> {
  const period = limits.capacityRefreshSeconds * 1_000;
  /** Also where the shared item could not be told of a failure. */
  let askNotBefore = Number.NEGATIVE_INFINITY;

  const failed = (value: FleetSnapshot | undefined): Refreshed<FleetSnapshot> => ({
    value,
    isFailure: true,
    nextAt: lookAgainAt(),
  });
  const lookAgainAt = (): number => now() + Math.min(LOOK_AGAIN_MILLISECONDS, period / 4);

  return async (former) => {
    const shared = await snapshots.read(region);
    if (!shared.ok) return failed(former);
    const latest = newer(former, shared.value);
    const unchanged = { value: latest, isFailure: false };
    if (latest !== undefined && now() - latest.observedAt < period) return { ...unchanged, nextAt: now() };
    if (now() < askNotBefore) return { ...unchanged, nextAt: lookAgainAt() };

    const claimedAt = now();
    const claim = { now: claimedAt, until: claimedAt + LEASE_MILLISECONDS, staleAt: claimedAt - period };
    const claimed = await snapshots.claim(region, claim);
    if (!claimed.ok) {
      return claimed.error === "conflict" ? { ...unchanged, nextAt: lookAgainAt() } : failed(latest);
    }
    const seen = await reader.read(region, latest, now());
    if (!seen.ok) {
      askNotBefore = now() + period * (0.5 + chance() / 4);
      await snapshots.postpone(region, askNotBefore);
      return failed(latest);
    }
    // Where it cannot be shared it is used here all the same.
    await snapshots.publish(region, seen.value);
    return { value: seen.value, isFailure: false, nextAt: now() };
  };
}

function newer(
  former: FleetSnapshot | undefined,
  shared: FleetSnapshot | undefined,
): FleetSnapshot | undefined {
  if (former === undefined || shared === undefined) return shared ?? former;
  return shared.observedAt > former.observedAt ? shared : former;
}

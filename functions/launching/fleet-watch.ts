/**
 * The fleets' states and the maintenance by command, as a launch sees them: copies of this execution environment, one
 * a Region, each good for one refresh period.
 * Invariant: static stability. When nothing is to be learned, what was known last is used for a while, and then nothing
 * is known, which closes no fleet: the policy's list routes by itself.
 */
import { type KnownFleet, statusValidity } from "../core/fleet-status.ts";
import type { LimitsPolicy } from "../core/policy.ts";
import type { IndexedFleet } from "../core/policy-index.ts";
import type { Drain } from "../core/situation.ts";
import type { DrainStore, FleetSnapshot, FleetWatch } from "../ports.ts";
import { keptCopy } from "./kept-copy.ts";
import { type RefreshPorts, regionRefresh } from "./region-refresh.ts";

export interface WatchPorts extends RefreshPorts {
  readonly drains: Pick<DrainStore, "read">;
  readonly limits: Pick<LimitsPolicy, "capacityRefreshSeconds" | "lookAheadMilliseconds">;
}

/** With a copy of before to go on with, nobody is held up for long. */
const PATIENCE_WITH_COPY_MILLISECONDS = 250;

export function createFleetWatch(ports: WatchPorts): FleetWatch {
  const { limits, now } = ports;
  const period = limits.capacityRefreshSeconds * 1_000;
  const validity = statusValidity(limits.capacityRefreshSeconds);
  const patience = {
    withCopy: Math.min(limits.lookAheadMilliseconds, PATIENCE_WITH_COPY_MILLISECONDS),
    withoutCopy: limits.lookAheadMilliseconds,
  };

  const regions = new Map<string, () => Promise<FleetSnapshot | undefined>>();
  const snapshotOf = async (region: string): Promise<FleetSnapshot | undefined> => {
    const copy = regions.get(region) ?? newCopy(region);
    regions.set(region, copy);
    return await copy();
  };
  const newCopy = (region: string) =>
    keptCopy({
      refresh: regionRefresh(ports, region),
      isFresh: ({ observedAt }) => now() - observedAt < period,
      ...{ patience, now },
    });
  const drains = keptCopy<Drains>({
    refresh: async (former) => {
      const readAt = now();
      const read = await ports.drains.read();
      return read.ok
        ? { value: { drains: read.value, readAt }, isFailure: false, nextAt: readAt }
        : // Each ends by its own time, so the former ones stay good.
          { value: former, isFailure: true, nextAt: readAt + period / 2 };
    },
    isFresh: ({ readAt }) => now() - readAt < period,
    ...{ patience, now },
  });

  return {
    async observe(fleets, nowMilliseconds) {
      const wanted = [...new Set(fleets.map(({ fleet }) => fleet.region))];
      const [known, ...snapshots] = await Promise.all([drains(), ...wanted.map(snapshotOf)]);
      const valid = snapshots.filter(
        (snapshot) => snapshot !== undefined && nowMilliseconds - snapshot.observedAt <= validity,
      );
      return { fleets: statesOf(fleets, valid), drains: known?.drains ?? new Map() };
    },
  };
}

interface Drains {
  readonly drains: ReadonlyMap<string, Drain>;
  /** Milliseconds since the epoch. */
  readonly readAt: number;
}

function statesOf(
  fleets: readonly IndexedFleet[],
  snapshots: readonly (FleetSnapshot | undefined)[],
): ReadonlyMap<string, KnownFleet> {
  const states = new Map<string, KnownFleet>();
  for (const { id } of fleets) {
    for (const snapshot of snapshots) {
      const known = snapshot?.fleets.get(id);
      if (known !== undefined) states.set(id, known);
    }
  }
  return states;
}

/**
 * The fleets as launches saw them last, for whoever explains: read from what the launch function shares, so that an
 * operator's question costs AppStream nothing and needs no permission there.
 * Invariant: what is too old for a launch, or could not be read, is not known.
 */
import { type KnownFleet, statusValidity } from "../core/fleet-status.ts";
import type { LimitsPolicy } from "../core/policy.ts";
import type { Drain } from "../core/situation.ts";
import type { DrainStore, FleetSnapshots, FleetWatch } from "../ports.ts";

export interface SharedFleetsPorts {
  readonly snapshots: Pick<FleetSnapshots, "read">;
  readonly drains: Pick<DrainStore, "read">;
  readonly limits: Pick<LimitsPolicy, "capacityRefreshSeconds">;
}

export function sharedFleets({ snapshots, drains, limits }: SharedFleetsPorts): FleetWatch {
  const validity = statusValidity(limits.capacityRefreshSeconds);
  return {
    async observe(fleets, nowMilliseconds) {
      const regions = [...new Set(fleets.map(({ fleet }) => fleet.region))];
      const [drained, ...seen] = await Promise.all([
        drains.read(),
        ...regions.map((region) => snapshots.read(region)),
      ]);
      const known = new Map<string, KnownFleet>();
      for (const read of seen) {
        if (!read.ok || read.value === undefined) continue;
        if (nowMilliseconds - read.value.observedAt > validity) continue;
        for (const [id, status] of read.value.fleets) known.set(id, status);
      }
      return { fleets: known, drains: drained.ok ? drained.value : new Map<string, Drain>() };
    },
  };
}

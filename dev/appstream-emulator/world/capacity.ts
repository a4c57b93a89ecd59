/**
 * How much of a fleet is taken and how much is left, as DescribeFleets reports it and as opening a URL meets it.
 * Invariant: an instance that a session has just left counts as taken until its replacement is built.
 */
import type { EmulatedFleet, FleetState } from "./emulated-fleet.ts";

export interface Capacity {
  /** Sessions that could run at once. */
  readonly slots: number;
  readonly inUse: number;
  /** Sessions that could start now. */
  readonly free: number;
}

function sessionSlots(fleet: EmulatedFleet): number {
  return fleet.capacity * (fleet.maxSessionsPerInstance ?? 1);
}

/** Only a single-session instance dies with its session; Elastic has no instances to speak of. */
export function losesInstanceWithSession(fleet: EmulatedFleet): boolean {
  return fleet.fleetType !== "ELASTIC" && fleet.maxSessionsPerInstance === undefined;
}

export function capacityOf(
  fleet: EmulatedFleet,
  state: FleetState,
  live: number,
  rebuilding: number,
): Capacity {
  const slots = sessionSlots(fleet);
  const free = state === "RUNNING" ? Math.max(0, slots - live - rebuilding) : 0;
  return { slots, inUse: live, free };
}

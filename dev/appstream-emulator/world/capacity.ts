/**
 * How much of a fleet is taken and how much is left, as DescribeFleets reports it and as opening a URL meets it.
 * Invariant: an instance that a session has just left counts as taken until its replacement is built.
 */
import type { EmulatedFleet, FleetState } from "./emulated-fleet.ts";

export interface Capacity {
  /** Sessions that could run at once. */
  readonly slots: number;
  /** Others' places included. */
  readonly inUse: number;
  /** Instances that are being replaced. */
  readonly rebuilding: number;
  /** Places taken by people whom nobody emulates: what `occupied` asks for, as far as there is room. */
  readonly others: number;
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
  // Nobody at all is on a fleet that does not run.
  const room = state === "RUNNING" ? Math.max(0, slots - live - rebuilding) : 0;
  const others = Math.min(fleet.occupied ?? 0, room);
  return { slots, inUse: live + others, rebuilding, others, free: room - others };
}

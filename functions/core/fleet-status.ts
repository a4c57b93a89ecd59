/**
 * What AppStream said of one fleet, in the broker's words, and whether somebody could start a session there.
 * Each kind of fleet counts its places elsewhere (API reference, ComputeCapacityStatus); appstream/fleet-status.ts reads them.
 * Invariant: what is not known is null, and null never closes a fleet.
 */

export type FleetState = "starting" | "running" | "stopping" | "stopped";

/** `multi_session` is an Always-On or On-Demand fleet whose instances take several sessions each. */
export type FleetKind = "always_on" | "on_demand" | "elastic" | "multi_session";

export interface FleetStatus {
  readonly kind: FleetKind;
  readonly state: FleetState;
  /** Sessions that could start now. */
  readonly freePlaces: number | null;
  /** Sessions that could run at once if everything that is wanted were running. */
  readonly places: number | null;
  readonly isDomainJoined: boolean;
  readonly streamView: "app" | "desktop" | null;
  /** Of AppStream's own list of codes, such as `SUBNET_HAS_INSUFFICIENT_IP_ADDRESSES`. */
  readonly errors: readonly string[];
  /** Whether the policy's stack and this fleet belong together. */
  readonly isAssociated: boolean | null;
  /** A person who comes back within this time gets the session that they left. */
  readonly disconnectTimeoutSeconds: number | null;
  /** Milliseconds since the epoch: when AppStream said so. */
  readonly observedAt: number;
}

/** Asked for by name, and not there. */
export type KnownFleet = FleetStatus | "not_found";

/** Why a fleet takes nobody. */
export type ClosedReason =
  | "fleet_not_found"
  | "domain_joined"
  | "stack_not_associated"
  | "fleet_stopped"
  | "fleet_stopping"
  | "fleet_starting"
  | "fleet_failing"
  /** Running, and nobody wants an instance of it: no place comes free by waiting. */
  | "fleet_without_places"
  | "fleet_full";

/** Undefined: open, or not known to be closed. What lasts longest is said first. */
export function closedReason(known: KnownFleet, isFederated: boolean): ClosedReason | undefined {
  if (known === "not_found") return "fleet_not_found";
  if (known.isDomainJoined && !isFederated) return "domain_joined";
  if (known.isAssociated === false) return "stack_not_associated";
  if (known.state === "stopped") return "fleet_stopped";
  if (known.state === "stopping") return "fleet_stopping";
  if (known.state === "starting") return "fleet_starting";
  if (known.freePlaces === null || known.freePlaces > 0) return undefined;
  if (known.errors.length > 0) return "fleet_failing";
  return known.places === 0 ? "fleet_without_places" : "fleet_full";
}

/** However often it is asked, what AppStream said of a fleet is good for this at least. */
const SHORTEST_VALIDITY_MILLISECONDS = 60_000;

/** How long, in milliseconds, what AppStream said is good where it cannot be asked again: three refresh periods. */
export function statusValidity(capacityRefreshSeconds: number): number {
  return Math.max(3 * capacityRefreshSeconds * 1_000, SHORTEST_VALIDITY_MILLISECONDS);
}

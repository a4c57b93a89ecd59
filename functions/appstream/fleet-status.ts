/**
 * A fleet as the SDK gives it → the broker's words. Each kind counts its free places elsewhere (API reference,
 * ComputeCapacityStatus; what `Available` means for an Elastic fleet is not documented, so it is not read).
 * Invariant: the SDK does not check what it deserialises, so nothing in here is believed: a member of another shape is
 * not known, and a fleet in no state that we know is not known at all.
 */
import type { Fleet } from "@aws-sdk/client-appstream";
import type { FleetKind, FleetState, FleetStatus } from "../core/fleet-status.ts";

/** What the fleet's own description does not say. */
export interface FleetSurroundings {
  /** Milliseconds since the epoch. */
  readonly observedAt: number;
  readonly isAssociated: boolean | null;
  /** Of an Elastic fleet; null: not counted. */
  readonly runningSessions: number | null;
}

/** Maps, not objects: the words come from the other side, and `constructor` must not find anything. */
const STATES: ReadonlyMap<unknown, FleetState> = new Map([
  ["STARTING", "starting"],
  ["RUNNING", "running"],
  ["STOPPING", "stopping"],
  ["STOPPED", "stopped"],
]);

/** Who names no type has an Always-On fleet. */
const KINDS: ReadonlyMap<unknown, FleetKind> = new Map<unknown, FleetKind>([
  [undefined, "always_on"],
  ["ALWAYS_ON", "always_on"],
  ["ON_DEMAND", "on_demand"],
  ["ELASTIC", "elastic"],
]);

const VIEWS: ReadonlyMap<unknown, FleetStatus["streamView"]> = new Map([
  ["APP", "app"],
  ["DESKTOP", "desktop"],
]);

const ERROR_CODE = /^[A-Z][A-Z0-9_]{1,63}$/;
const MOST_ERRORS = 10;

/** Undefined: of no kind or in no state that we know. */
export function fleetStatus(fleet: Fleet, surroundings: FleetSurroundings): FleetStatus | undefined {
  const kind = fleetKind(fleet);
  const state = STATES.get(fleet.State);
  if (kind === undefined || state === undefined) return undefined;
  const { observedAt, isAssociated } = surroundings;
  return {
    ...{ kind, state, observedAt, isAssociated },
    ...capacity(kind, fleet, surroundings),
    isDomainJoined: isText(fleet.DomainJoinInfo?.DirectoryName),
    streamView: VIEWS.get(fleet.StreamView) ?? null,
    errors: errorCodes(fleet.FleetErrors),
    disconnectTimeoutSeconds: countOf(fleet.DisconnectTimeoutInSeconds),
  };
}

export function fleetKind(fleet: Fleet): FleetKind | undefined {
  const kind = KINDS.get(fleet.FleetType);
  const hasSeveral =
    kind !== undefined && kind !== "elastic" && countOf(fleet.MaxSessionsPerInstance) !== null;
  return hasSeveral ? "multi_session" : kind;
}

function capacity(
  kind: FleetKind,
  { ComputeCapacityStatus: counters, MaxConcurrentSessions }: Fleet,
  { runningSessions }: FleetSurroundings,
): Pick<FleetStatus, "freePlaces" | "places"> {
  switch (kind) {
    case "always_on":
    case "on_demand":
      return { freePlaces: countOf(counters?.Available), places: countOf(counters?.Desired) };
    case "multi_session":
      return {
        freePlaces: countOf(counters?.AvailableUserSessions),
        places: countOf(counters?.DesiredUserSessions),
      };
    case "elastic": {
      const places = countOf(MaxConcurrentSessions);
      const isCounted = places !== null && runningSessions !== null;
      return { freePlaces: isCounted ? Math.max(0, places - runningSessions) : null, places };
    }
  }
}

function errorCodes(errors: unknown): readonly string[] {
  if (!Array.isArray(errors)) return [];
  const codes = errors.map((error: { readonly ErrorCode?: unknown } | null) => error?.ErrorCode);
  return codes.filter((code) => isText(code) && ERROR_CODE.test(code)).slice(0, MOST_ERRORS) as string[];
}

function countOf(value: unknown): number | null {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/**
 * What a person writes down to put a fleet into the emulated world: one entry associates one fleet with one stack.
 * A fleet that serves several stacks has several entries; the first one describes it, the others only associate it.
 */
import type { FleetErrorCode } from "./fleet-errors.ts";

export type FleetType = "ALWAYS_ON" | "ON_DEMAND" | "ELASTIC";
export type FleetState = "RUNNING" | "STOPPED" | "STARTING" | "STOPPING";

export const FLEET_STATES: readonly FleetState[] = ["RUNNING", "STOPPED", "STARTING", "STOPPING"];

export interface EmulatedApplication {
  /** The name from Image Assistant, which is what `ApplicationId` holds. */
  readonly name: string;
  readonly displayName: string;
}

/** What can be changed about a fleet while the emulator runs, beside its state. */
export interface FleetSettings {
  /** Instances, or concurrent sessions on an ELASTIC fleet. */
  readonly capacity: number;
  /** Places taken by people whom nobody emulates; never more than there are. None when absent. */
  readonly occupied?: number;
  /** As `FleetErrors`; none when absent. */
  readonly errors?: readonly FleetErrorCode[];
  readonly domainJoined: boolean;
}

export interface EmulatedFleet extends FleetSettings {
  readonly region: string;
  readonly stack: string;
  readonly fleet: string;
  readonly fleetType: FleetType;
  /** The state at the start of the emulator. */
  readonly state: FleetState;
  readonly streamView: "APP" | "DESKTOP";
  readonly applications: readonly EmulatedApplication[];
  readonly disconnectTimeoutSeconds: number;
  /** Present on multi-session fleets only, where an instance outlives the sessions on it. */
  readonly maxSessionsPerInstance?: number;
}

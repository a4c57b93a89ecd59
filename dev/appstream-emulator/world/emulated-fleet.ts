/**
 * What a person writes down to put a fleet into the emulated world: one entry associates one fleet with one stack.
 * A fleet that serves several stacks has several entries; the first one describes it, the others only associate it.
 */

export type FleetType = "ALWAYS_ON" | "ON_DEMAND" | "ELASTIC";
export type FleetState = "RUNNING" | "STOPPED" | "STARTING" | "STOPPING";

export const FLEET_STATES: readonly FleetState[] = ["RUNNING", "STOPPED", "STARTING", "STOPPING"];

export interface EmulatedApplication {
  /** The name from Image Assistant, which is what `ApplicationId` holds. */
  readonly name: string;
  readonly displayName: string;
}

export interface EmulatedFleet {
  readonly region: string;
  readonly stack: string;
  readonly fleet: string;
  readonly fleetType: FleetType;
  /** The state at the start of the emulator. */
  readonly state: FleetState;
  readonly streamView: "APP" | "DESKTOP";
  readonly applications: readonly EmulatedApplication[];
  /** Instances, or concurrent sessions on an ELASTIC fleet. */
  readonly capacity: number;
  readonly domainJoined: boolean;
  readonly disconnectTimeoutSeconds: number;
  /** Present on multi-session fleets only, where an instance outlives the sessions on it. */
  readonly maxSessionsPerInstance?: number;
}

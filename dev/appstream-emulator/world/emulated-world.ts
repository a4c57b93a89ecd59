/**
 * Everything an operation or a page works on, in one value: the fleets, the sessions, the URL signer and the clock.
 * Built once at the start of an emulator; two emulators share nothing.
 */
import type { FleetRegistry } from "./fleet-registry.ts";
import type { InstanceSoftware } from "./instance-software.ts";
import type { SessionLedger } from "./session-ledger.ts";
import type { StackRegistry } from "./stack-registry.ts";
import type { StreamingUrlSigner } from "./streaming-url.ts";
import type { WorldClock } from "./world-clock.ts";

/** What the caller's role may name in CreateStreamingURL; IAM judges the stack's and the fleet's ARN one by one. */
export interface AllowedTarget {
  readonly stack: string;
  readonly fleet: string;
}

export interface EmulatedWorld {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly origin: string;
  readonly accountId: string;
  readonly fleets: FleetRegistry;
  readonly stacks: StackRegistry;
  readonly sessions: SessionLedger;
  readonly urls: StreamingUrlSigner;
  readonly clock: WorldClock;
  /** When everything in it was created. */
  readonly startedAtMilliseconds: number;
  /** The clock's. */
  readonly nowMilliseconds: () => number;
  /** Undefined allows every stack and fleet. */
  readonly allow: readonly AllowedTarget[] | undefined;
  /** Undefined runs nothing on the instances. */
  readonly software: InstanceSoftware | undefined;
  /** How long StartFleet and StopFleet take. */
  readonly fleetTransitionMilliseconds: number;
  /** Items on a page of DescribeFleets, DescribeStacks and ListAssociatedFleets, which have no `Limit`. */
  readonly pageSize: number;
}

export function arn(
  world: EmulatedWorld,
  region: string,
  kind: "fleet" | "stack" | "image" | "application" | "app-block",
  name: string,
): string {
  return `arn:aws:appstream:${region}:${world.accountId}:${kind}/${name}`;
}

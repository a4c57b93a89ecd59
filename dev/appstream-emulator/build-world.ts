/**
 * The world of an emulator from its options.
 * The defaults of everything that takes time in it stand here.
 */
import { randomBytes } from "node:crypto";
import type { Credentials } from "./protocol/signature-v4.ts";
import type { EmulatedFleet, FleetType } from "./world/emulated-fleet.ts";
import type { EmulatedStack } from "./world/emulated-stack.ts";
import type { AllowedTarget, EmulatedWorld } from "./world/emulated-world.ts";
import { FleetRegistry } from "./world/fleet-registry.ts";
import type { InstanceSoftware } from "./world/instance-software.ts";
import { SessionLedger } from "./world/session-ledger.ts";
import { StackRegistry } from "./world/stack-registry.ts";
import { StreamingUrlSigner } from "./world/streaming-url.ts";
import { WorldClock } from "./world/world-clock.ts";

export interface EmulatorOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly fleets: readonly EmulatedFleet[];
  /** The ones of which something is to be said, and the ones without a fleet. */
  readonly stacks?: readonly EmulatedStack[];
  /** `111122223333`, AWS's own example, when absent. */
  readonly accountId?: string;
  /** What the world's clock is set by before it is moved forward; the computer's when absent. */
  readonly nowMilliseconds?: () => number;
  /** From PENDING to ACTIVE; shorter by default than on the real service, where On-Demand takes a minute or two. */
  readonly startDelayMilliseconds?: Partial<Readonly<Record<FleetType, number>>>;
  /** Until the instance of an ended session is replaced; 15 s when absent, where the real service takes minutes. */
  readonly rebuildDelayMilliseconds?: number;
  /** How long StartFleet and StopFleet take; 3 s when absent. */
  readonly fleetTransitionMilliseconds?: number;
  /** What the caller's IAM policy would name; absent allows everything. */
  readonly allow?: readonly AllowedTarget[];
  /** With credentials the emulator verifies whole signatures, not only their scope. */
  readonly credentials?: Credentials;
  /** Absent runs nothing on the instances: the stream is a drawing. */
  readonly software?: InstanceSoftware;
  /** Items on a page of the lists that have no `Limit`; 50 when absent. */
  readonly pageSize?: number;
}

/**
 * About what the service takes: a minute and a half for an On-Demand instance, a quarter of an hour for a new one. Only
 * for a world whose clock is moved forward; nobody wants to wait for it.
 */
export const DELAYS_AS_ON_AWS = {
  startDelayMilliseconds: { ALWAYS_ON: 0, ON_DEMAND: 90_000, ELASTIC: 60_000 },
  rebuildDelayMilliseconds: 900_000,
  fleetTransitionMilliseconds: 900_000,
} as const satisfies Partial<EmulatorOptions>;

const START_DELAY_MILLISECONDS = { ALWAYS_ON: 0, ON_DEMAND: 3000, ELASTIC: 2000 } as const;

/** `origin` is known only once the port is. */
export function buildWorld(options: EmulatorOptions, origin: string): EmulatedWorld {
  const accountId = options.accountId ?? "111122223333";
  const clock = new WorldClock(options.nowMilliseconds ?? Date.now);
  const nowMilliseconds = clock.now;
  const fleets = new FleetRegistry(options.fleets, nowMilliseconds);
  const delays = {
    start: { ...START_DELAY_MILLISECONDS, ...options.startDelayMilliseconds },
    rebuild: options.rebuildDelayMilliseconds ?? 15_000,
  };
  return {
    origin,
    accountId,
    fleets,
    stacks: new StackRegistry(options.fleets, options.stacks),
    sessions: new SessionLedger(fleets, delays, nowMilliseconds, (id) => options.software?.end(id)),
    // A key of this start only: URLs of an earlier one do not open.
    urls: new StreamingUrlSigner(randomBytes(32), accountId),
    clock,
    startedAtMilliseconds: nowMilliseconds(),
    nowMilliseconds,
    allow: options.allow,
    software: options.software,
    fleetTransitionMilliseconds: options.fleetTransitionMilliseconds ?? 3000,
    pageSize: options.pageSize ?? 50,
  };
}

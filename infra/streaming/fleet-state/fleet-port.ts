/**
 * A fleet of AppStream as its state is seen and turned: DescribeFleets, StartFleet, StopFleet.
 * Invariant: a call that may succeed later is no failure, since the same question is asked again in half a minute.
 */
import {
  type AppStreamClient,
  DescribeFleetsCommand,
  type Fleet,
  StartFleetCommand,
  StopFleetCommand,
} from "@aws-sdk/client-appstream";
import type { FleetObservation } from "./next-step.ts";

export interface FleetPort {
  /** Undefined: AppStream did not answer this time. */
  observe(fleet: string): Promise<FleetObservation | undefined>;
  start(fleet: string): Promise<void>;
  stop(fleet: string): Promise<void>;
}

/** By name: the statuses of AppStream's model and of its documentation differ. */
const PASSING = new Set([
  "ConcurrentModificationException",
  "RequestLimitExceededException",
  "ThrottlingException",
  "TooManyRequestsException",
  "TimeoutError",
]);

const ABSENT: FleetObservation = { state: "ABSENT", inUse: 0, errors: [] };

export function appStreamFleets(client: AppStreamClient): FleetPort {
  return {
    async observe(name) {
      try {
        const { Fleets: fleets } = await client.send(new DescribeFleetsCommand({ Names: [name] }));
        const fleet = fleets?.[0];
        return fleet === undefined ? ABSENT : observationOf(fleet);
      } catch (cause) {
        if (nameOf(cause) === "ResourceNotFoundException") return ABSENT;
        if (isPassing(cause)) return undefined;
        throw cause;
      }
    },
    start: (name) => unlessPassing(() => client.send(new StartFleetCommand({ Name: name }))),
    stop: (name) => unlessPassing(() => client.send(new StopFleetCommand({ Name: name }))),
  };
}

function observationOf(fleet: Fleet): FleetObservation {
  const capacity = fleet.ComputeCapacityStatus;
  return {
    state: fleet.State ?? "STOPPED",
    // Sessions on a multi-session fleet, instances on every other one.
    inUse: capacity?.ActiveUserSessions ?? capacity?.InUse ?? 0,
    errors: (fleet.FleetErrors ?? []).map(
      ({ ErrorCode: code, ErrorMessage: message }) => `${code}: ${message}`,
    ),
  };
}

/** A turn that cannot be made now shows in the next observation. */
async function unlessPassing(call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (cause) {
    if (!isPassing(cause)) throw cause;
  }
}

/** Node's own errors carry a `code`: nothing came back. A 5xx is AppStream's fault, whatever it is called. */
function isPassing(cause: unknown): boolean {
  const { code, $metadata: answer } = cause as {
    readonly code?: unknown;
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  return PASSING.has(nameOf(cause)) || typeof code === "string" || (answer?.httpStatusCode ?? 0) >= 500;
}

function nameOf(cause: unknown): string {
  return cause instanceof Error ? cause.name : "";
}

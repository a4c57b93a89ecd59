/**
 * What AppStream says of the policy's fleets in one Region: one DescribeFleets, and one ListAssociatedFleets for one of
 * the policy's stacks in turn, so that a large policy asks no more than a small one. Elastic fleets alone cost more:
 * nobody but DescribeSessions counts their sessions.
 * Invariant: over after its deadline whatever the other side does; fleets that the policy does not name are not kept.
 */
import type { AppStreamClient } from "@aws-sdk/client-appstream";
import type { KnownFleet } from "../core/fleet-status.ts";
import type { GatewayFailure } from "../core/gateway-failure.ts";
import type { IndexedFleet } from "../core/policy-index.ts";
import { err, ok, type Result } from "../core/result.ts";
import { withinDeadline } from "../deadline.ts";
import type { FleetReader, FleetSnapshot } from "../ports.ts";
import type { AppStreamClients } from "./clients.ts";
import { gatewayFailure } from "./failure.ts";
import {
  type Association,
  associatedFleets,
  describeFleets,
  type FleetListing,
  runningSessions,
} from "./fleet-calls.ts";
import { fleetKind, fleetStatus } from "./fleet-status.ts";

export interface FleetReaderOptions {
  readonly clients: AppStreamClients;
  /** All of the policy. */
  readonly fleets: Iterable<IndexedFleet>;
  /** Default: 2.5 seconds. */
  readonly deadlineMilliseconds?: number;
}

const READ_DEADLINE_MILLISECONDS = 2_500;

/** What is asked beside the fleets' states must not cost us those. */
const ASIDE_MILLISECONDS = 1_000;

const TIMED_OUT: GatewayFailure = { kind: "candidate", fault: "attempt_timed_out", requestId: undefined };
const GARBAGE: GatewayFailure = { kind: "candidate", fault: "garbage_answer", requestId: undefined };
const UNKNOWN_REGION: GatewayFailure = { kind: "setup", fault: "unknown_failure", requestId: undefined };

export function createFleetReader({
  clients,
  fleets,
  deadlineMilliseconds = READ_DEADLINE_MILLISECONDS,
}: FleetReaderOptions): FleetReader {
  const byRegion = Map.groupBy(fleets, ({ fleet }) => fleet.region);
  return {
    async read(region, former, observedAt) {
      const [client, wanted] = [clients.get(region), byRegion.get(region)];
      if (client === undefined || wanted === undefined) return err(UNKNOWN_REGION);
      return await withinDeadline<Result<FleetSnapshot, GatewayFailure>>(
        deadlineMilliseconds,
        err(TIMED_OUT),
        async (abortSignal) => {
          try {
            return await snapshot({ client, wanted, former, observedAt, abortSignal });
          } catch (cause) {
            return err(gatewayFailure(cause));
          }
        },
      );
    },
  };
}

interface Reading {
  readonly client: AppStreamClient;
  readonly wanted: readonly IndexedFleet[];
  readonly former: FleetSnapshot | undefined;
  readonly observedAt: number;
  readonly abortSignal: AbortSignal;
}

async function snapshot(reading: Reading): Promise<Result<FleetSnapshot, GatewayFailure>> {
  const { wanted, former, observedAt } = reading;
  const turn = (former?.turn ?? -1) + 1;
  const listed = await listing(reading);
  if (listed === undefined) return err(GARBAGE);
  const stacks = [...new Set(wanted.map(({ fleet }) => fleet.stack))].sort();
  const stack = stacks[turn % stacks.length];
  const [association, sessions] = await Promise.all([
    // Two questions were asked already; this one can wait for the next time.
    listed.callsMade > 1 || stack === undefined ? undefined : associationOf(reading, stack),
    elasticSessions(reading, listed.fleets),
  ]);

  const known = new Map<string, KnownFleet>();
  for (const { id, fleet } of wanted) {
    const found = listed.fleets.get(fleet.fleet);
    if (found === undefined) {
      if (listed.isWhole) known.set(id, "not_found");
      continue;
    }
    const status = fleetStatus(found, {
      observedAt,
      isAssociated: (fleet.stack === stack ? isIn(association, fleet.fleet) : null) ?? formerly(former, id),
      runningSessions: sessions.get(fleet.fleet) ?? null,
    });
    if (status !== undefined) known.set(id, status);
  }
  return ok({ observedAt, turn, fleets: known });
}

/**
 * By name; where a name is missing AppStream answers nothing at all but that, and then all there are are listed.
 * The next time they are listed at once, so that it stays one question.
 */
async function listing({
  client,
  wanted,
  former,
  abortSignal,
}: Reading): Promise<(FleetListing & { readonly callsMade: number }) | undefined> {
  const all = async (callsMade: number) => {
    const listed = await describeFleets(client, undefined, abortSignal);
    return listed && { ...listed, callsMade };
  };
  const names = [...new Set(wanted.map(({ fleet }) => fleet.fleet))];
  if ([...(former?.fleets.values() ?? [])].includes("not_found")) return await all(1);
  try {
    const listed = await describeFleets(client, names, abortSignal);
    return listed && { ...listed, callsMade: 1 };
  } catch (cause) {
    if (!isNotFound(cause)) throw cause;
    return await all(2);
  }
}

/** Undefined: not to be had now. */
async function associationOf({ client }: Reading, stack: string): Promise<Association | undefined> {
  return await withinDeadline<Association | undefined>(ASIDE_MILLISECONDS, undefined, async (signal) => {
    try {
      return await associatedFleets(client, stack, signal);
    } catch (cause) {
      return isNotFound(cause) ? { fleets: new Set(), isWhole: true } : undefined;
    }
  });
}

/** By fleet name: of all the policy's stacks together, each of which counts for itself; null: not counted. */
async function elasticSessions(
  { client, wanted }: Reading,
  listed: ReadonlyMap<string, Parameters<typeof fleetKind>[0]>,
): Promise<ReadonlyMap<string, number | null>> {
  const elastic = wanted.filter(({ fleet }) => {
    const found = listed.get(fleet.fleet);
    return found !== undefined && fleetKind(found) === "elastic";
  });
  const pairs = new Map(elastic.map(({ fleet }) => [`${fleet.stack}\n${fleet.fleet}`, fleet]));
  const counts = new Map<string, number | null>();
  await Promise.all(
    [...pairs.values()].map(async ({ stack, fleet }) => {
      // What keeps it from being counted is one fleet's, and the others are known all the same.
      const count = await withinDeadline<number | null>(ASIDE_MILLISECONDS, null, (signal) =>
        runningSessions(client, stack, fleet, signal).catch(() => null),
      );
      const former = counts.get(fleet);
      counts.set(fleet, count === null || former === null ? null : (former ?? 0) + count);
    }),
  );
  return counts;
}

function isIn(association: Association | undefined, fleet: string): boolean | null {
  if (association === undefined) return null;
  if (association.fleets.has(fleet)) return true;
  return association.isWhole ? false : null;
}

function formerly(former: FleetSnapshot | undefined, id: string): boolean | null {
  const status = former?.fleets.get(id);
  return status === undefined || status === "not_found" ? null : status.isAssociated;
}

function isNotFound(cause: unknown): boolean {
  const failure = gatewayFailure(cause);
  return failure.kind === "setup" && failure.fault === "stack_or_fleet_not_found";
}

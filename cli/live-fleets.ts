/**
 * The fleets as AppStream has them now and the maintenance by command, for one question at a terminal. Unlike a launch,
 * whoever asks is told what could not be learned.
 */
import { createAppStreamClients } from "../functions/appstream/clients.ts";
import { createFleetReader } from "../functions/appstream/fleet-reader.ts";
import type { KnownFleet } from "../functions/core/fleet-status.ts";
import type { PolicyIndex } from "../functions/core/policy-index.ts";
import type { FleetWatch } from "../functions/ports.ts";
import { appstreamCause } from "./appstream-cause.ts";
import { WHERE_TO_LOOK } from "./broker-tables.ts";
import { createRegionalDrains } from "./drain/regional-drains.ts";

export interface LiveFleetsOptions {
  readonly index: PolicyIndex;
  /** Of the broker, whose tables have the maintenance by command. */
  readonly regions: readonly string[];
  readonly tableName: string;
  readonly appstreamEndpoint: string | undefined;
  readonly dynamoDbEndpoint: string | undefined;
  readonly nowMilliseconds: number;
}

const NEEDED =
  "appstream:DescribeFleets, appstream:ListAssociatedFleets, and appstream:DescribeSessions for Elastic fleets";

export interface LiveFleets {
  readonly watch: FleetWatch;
  /** One sentence each, for the terminal. */
  readonly unknown: readonly string[];
}

export async function liveFleets(options: LiveFleetsOptions): Promise<LiveFleets> {
  const { index, regions: brokerRegions, tableName, nowMilliseconds } = options;
  const regions = new Set(Object.values(index.policy.fleets).map(({ region }) => region));
  const { attemptTimeoutMilliseconds } = index.policy.limits;
  const clients = createAppStreamClients({
    ...{ regions, attemptTimeoutMilliseconds, endpointTemplate: options.appstreamEndpoint },
  });
  const reader = createFleetReader({ clients, fleets: index.fleets.values() });
  const tables = createRegionalDrains({
    ...{ regions: brokerRegions, table: tableName, endpoint: options.dynamoDbEndpoint },
  });
  const [drained, ...observed] = await Promise.all([
    tables.read(),
    ...[...regions].map(async (region) => ({
      region,
      seen: await reader.read(region, undefined, nowMilliseconds),
    })),
  ]);
  const fleets = new Map<string, KnownFleet>();
  const unknown: string[] = [];
  for (const { region, seen } of observed) {
    if (seen.ok) for (const [id, known] of seen.value.fleets) fleets.set(id, known);
    else
      unknown.push(
        `AppStream in ${region} did not say what its fleets do: ${appstreamCause(seen.error.fault, NEEDED)}`,
      );
  }
  const away = drained.ok ? drained.value.away : brokerRegions;
  for (const region of away) {
    unknown.push(
      `the table ${tableName} in ${region} did not say which fleets are in maintenance by command: ${WHERE_TO_LOOK}`,
    );
  }
  const drains = drained.ok ? drained.value.drains : new Map();
  return { watch: { observe: async () => ({ fleets, drains }) }, unknown };
}

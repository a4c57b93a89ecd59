/** The look at the fleets, the same for whoever sends people there and whoever shows how things stand. */
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { AppStreamClients } from "../appstream/clients.ts";
import { createFleetReader } from "../appstream/fleet-reader.ts";
import type { PolicyIndex } from "../core/policy-index.ts";
import { createFleetWatch } from "../launching/fleet-watch.ts";
import type { FleetWatch } from "../ports.ts";
import { createDrainStore } from "../stores/drain-store.ts";
import { OPTIONAL } from "../stores/dynamodb-client.ts";
import { createFleetSnapshots } from "../stores/fleet-snapshots.ts";
import { chance, now } from "./shared.ts";

export interface WatchParts {
  readonly clients: AppStreamClients;
  /** This Region's table, by a client of a single try: nobody is held up by a look. */
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly index: PolicyIndex;
}

export function fleetWatchFrom({ clients, client, tableName, index }: WatchParts): FleetWatch {
  return createFleetWatch({
    reader: createFleetReader({ clients, fleets: index.fleets.values() }),
    snapshots: createFleetSnapshots({ client, tableName, policyVersion: index.version }),
    drains: createDrainStore(client, tableName, OPTIONAL),
    ...{ limits: index.policy.limits, now, chance },
  });
}

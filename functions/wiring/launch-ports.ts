/**
 * The adapters behind a launch. What a launch cannot do without has the patient client; what it looks at only has one of a
 * single try and a quarter of a second.
 */
import { Agent } from "node:https";
import { createAppStreamClients } from "../appstream/clients.ts";
import { createFleetReader } from "../appstream/fleet-reader.ts";
import { createAppStreamGateway } from "../appstream/gateway.ts";
import type { BrokerPorts } from "../broker.ts";
import { type Config, type Environment, parseConfig } from "../config.ts";
import type { PolicyIndex } from "../core/policy-index.ts";
import { createFleetWatch } from "../launching/fleet-watch.ts";
import { createRegionHealth } from "../launching/region-health.ts";
import type { AuditSink, Doors, FleetWatch, LaunchStore, PlaceStore } from "../ports.ts";
import { createDoorStore } from "../stores/door-store.ts";
import { createDrainStore } from "../stores/drain-store.ts";
import { createDynamoDbClient, OPTIONAL, OPTIONAL_ELSEWHERE } from "../stores/dynamodb-client.ts";
import { createFleetSnapshots } from "../stores/fleet-snapshots.ts";
import { createLaunchStore } from "../stores/launch-store.ts";
import { createPlaceStore } from "../stores/place-store.ts";
import { ipCountriesFrom } from "./ip-countries.ts";
import {
  brokerRegions,
  chance,
  digest,
  now,
  orConfigError,
  policyFrom,
  randomText,
  sealerFrom,
  secrets,
  together,
} from "./shared.ts";

const NAMES = [
  "BROKER_ORIGIN",
  "AWS_REGION",
  "BROKER_REGIONS",
  "POLICY_FILE",
  "LAUNCH_TABLE",
  "SEALING_KEYS",
  "IP_DATABASE_FILE",
  "AWS_ENDPOINT_URL_APPSTREAM",
  "AWS_ENDPOINT_URL_DYNAMODB",
] as const;

/** What the local world, the benchmark and tests put in the place of standard output, DynamoDB and AppStream. */
export interface LaunchReplacements {
  readonly launches?: LaunchStore;
  readonly audit?: AuditSink;
  readonly watch?: FleetWatch;
  readonly doors?: Doors;
  readonly places?: PlaceStore;
}

export interface LaunchParts {
  readonly ports: BrokerPorts;
  /** The broker's own. */
  readonly origin: string;
}

export async function launchParts(
  environment: Environment,
  audit: AuditSink,
  replace: LaunchReplacements,
): Promise<LaunchParts> {
  const config = parseConfig(environment, NAMES);
  const [index, sealer, regions] = await together([
    policyFrom(config.POLICY_FILE, config.BROKER_ORIGIN),
    sealerFrom(secrets(environment), config.SEALING_KEYS),
    orConfigError(() => brokerRegions(config)),
  ]);
  const countryOfIp = await ipCountriesFrom(index.policy.location, config.IP_DATABASE_FILE);
  const clients = createAppStreamClients({
    regions: new Set(Object.values(index.policy.fleets).map(({ region }) => region)),
    endpointTemplate: config.AWS_ENDPOINT_URL_APPSTREAM,
    attemptTimeoutMilliseconds: index.policy.limits.attemptTimeoutMilliseconds,
  });
  const ports: BrokerPorts = {
    ...{ index, sealer, audit, countryOfIp, now, chance, randomText, digest },
    gateway: createAppStreamGateway(clients),
    health: createRegionHealth(now, chance),
    ...storesFrom(
      config,
      regions,
      index,
      createFleetReader({ clients, fleets: index.fleets.values() }),
      replace,
    ),
    region: config.AWS_REGION,
    emulatorOrigin: emulatorOrigin(index, config.AWS_ENDPOINT_URL_APPSTREAM),
  };
  return { ports, origin: config.BROKER_ORIGIN };
}

function storesFrom(
  config: Config<(typeof NAMES)[number]>,
  regions: readonly string[],
  index: PolicyIndex,
  reader: ReturnType<typeof createFleetReader>,
  replace: LaunchReplacements,
): Pick<BrokerPorts, "launches" | "watch" | "doors" | "places"> {
  const { AWS_REGION: own, LAUNCH_TABLE: tableName, AWS_ENDPOINT_URL_DYNAMODB: endpoint } = config;
  // A connection that was looked through is open when the record is written: a cold start pays for one handshake less.
  const agent = new Agent({ keepAlive: true, maxSockets: 50 });
  const launching = createDynamoDbClient({ region: own, endpoint, agent });
  const client = createDynamoDbClient({ region: own, endpoint, patience: OPTIONAL, agent });
  const others = regions
    .filter((region) => region !== own)
    .map((region) => createDynamoDbClient({ region, endpoint, patience: OPTIONAL_ELSEWHERE }));
  return {
    launches: replace.launches ?? createLaunchStore(launching, tableName),
    watch:
      replace.watch ??
      createFleetWatch({
        reader,
        snapshots: createFleetSnapshots({ client, tableName, policyVersion: index.version }),
        drains: createDrainStore(client, tableName, OPTIONAL),
        ...{ limits: index.policy.limits, now, chance },
      }),
    doors: replace.doors ?? createDoorStore({ client, tableName, now }),
    places: replace.places ?? createPlaceStore({ client, others, tableName, now }),
  };
}

/** Only a development policy may send browsers to the endpoint that stands in for AppStream. */
function emulatorOrigin(index: PolicyIndex, endpointTemplate: string | undefined): string | undefined {
  return index.policy.development && endpointTemplate !== undefined
    ? new URL(endpointTemplate).origin
    : undefined;
}

/**
 * The adapters behind a launch. What a launch cannot do without has the patient client; what it looks at only has one of a
 * single try and a quarter of a second.
 */
import { Agent } from "node:https";
import { type AppStreamClients, createAppStreamClients } from "../appstream/clients.ts";
import { createAppStreamGateway } from "../appstream/gateway.ts";
import type { BrokerPorts } from "../broker.ts";
import { type Config, type Environment, parseConfig } from "../config.ts";
import type { PolicyIndex } from "../core/policy-index.ts";
import { createRegionHealth } from "../launching/region-health.ts";
import type { AuditSink, Doors, FleetWatch, LaunchStore } from "../ports.ts";
import type { ReferenceStore } from "../reference-ports.ts";
import type { Revocations } from "../revocation-ports.ts";
import type { PlaceArchive } from "../session-ports.ts";
import { createApprovalGrants } from "../stores/approval-grants.ts";
import { createDoorStore } from "../stores/door-store.ts";
import { createDynamoDbClient, OPTIONAL, OPTIONAL_ELSEWHERE } from "../stores/dynamodb-client.ts";
import { createLaunchStore } from "../stores/launch-store.ts";
import { createLookedAfterStore } from "../stores/looked-after-store.ts";
import { createPlaceStore } from "../stores/place-store.ts";
import { createReferenceStore } from "../stores/reference-store.ts";
import { useHomes } from "../stores/use-homes.ts";
import { createUseStore } from "../stores/use-store.ts";
import type { UseStore } from "../use-ports.ts";
import { fleetWatchFrom } from "./fleet-watch.ts";
import { ipCountriesFrom } from "./ip-countries.ts";
import { revocationsFrom } from "./revocations.ts";
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
  readonly places?: PlaceArchive;
  readonly references?: ReferenceStore;
  readonly revocations?: Revocations;
  readonly uses?: UseStore;
  readonly grants?: BrokerPorts["grants"];
}

export interface LaunchParts {
  readonly ports: BrokerPorts & { readonly revocations: Revocations; readonly places: PlaceArchive };
  /** The broker's own. */
  readonly origin: string;
}

export async function launchParts(
  environment: Environment,
  audit: AuditSink,
  replace: LaunchReplacements,
  /** Whether the address of whoever asks is the person's. */
  locatesByAddress = true,
): Promise<LaunchParts> {
  const config = parseConfig(environment, NAMES);
  const [index, sealer, regions] = await together([
    policyFrom(config.POLICY_FILE, config.BROKER_ORIGIN),
    sealerFrom(secrets(environment), config.SEALING_KEYS),
    orConfigError(() => brokerRegions(config)),
  ]);
  const { location } = index.policy;
  const countryOfIp = locatesByAddress ? await ipCountriesFrom(location, config.IP_DATABASE_FILE) : undefined;
  const clients = createAppStreamClients({
    regions: new Set(Object.values(index.policy.fleets).map(({ region }) => region)),
    endpointTemplate: config.AWS_ENDPOINT_URL_APPSTREAM,
    attemptTimeoutMilliseconds: index.policy.limits.attemptTimeoutMilliseconds,
  });
  const ports: LaunchParts["ports"] = {
    ...{ index, sealer, audit, countryOfIp, now, chance, randomText, digest },
    gateway: createAppStreamGateway(clients),
    health: createRegionHealth(now, chance),
    ...storesFrom(config, regions, index, clients, replace),
    region: config.AWS_REGION,
    emulatorOrigin: emulatorOrigin(index, config.AWS_ENDPOINT_URL_APPSTREAM),
  };
  return { ports, origin: config.BROKER_ORIGIN };
}

function storesFrom(
  config: Config<(typeof NAMES)[number]>,
  regions: readonly string[],
  index: PolicyIndex,
  clients: AppStreamClients,
  replace: LaunchReplacements,
): Pick<
  LaunchParts["ports"],
  "launches" | "watch" | "doors" | "places" | "references" | "revocations" | "uses" | "lookedAfter" | "grants"
> {
  const { AWS_REGION: own, LAUNCH_TABLE: tableName, AWS_ENDPOINT_URL_DYNAMODB: endpoint } = config;
  // A connection that was looked through is open when the record is written: a cold start pays for one handshake less.
  const agent = new Agent({ keepAlive: true, maxSockets: 50 });
  const launching = createDynamoDbClient({ region: own, endpoint, agent });
  const client = createDynamoDbClient({ region: own, endpoint, patience: OPTIONAL, agent });
  const others = regions
    .filter((region) => region !== own)
    .map((region) => createDynamoDbClient({ region, endpoint, patience: OPTIONAL_ELSEWHERE }));
  const homes = useHomes({ own, regions, endpoint });
  return {
    uses: replace.uses ?? createUseStore(homes, tableName),
    lookedAfter: createLookedAfterStore({ homes, own: launching, tableName }),
    launches: replace.launches ?? createLaunchStore(launching, tableName),
    watch: replace.watch ?? fleetWatchFrom({ clients, client, tableName, index }),
    doors: replace.doors ?? createDoorStore({ client, tableName, now }),
    revocations: replace.revocations ?? revocationsFrom(config, agent),
    places: replace.places ?? createPlaceStore({ client, others, tableName, now }),
    references: replace.references ?? createReferenceStore(client, tableName),
    // An approval is no option: it is waited for as long as a record is.
    grants:
      replace.grants ??
      createApprovalGrants({ tables: new Map([[own, { client: launching }]]), own, tableName }),
  };
}

/** Only a development policy may send browsers to the endpoint that stands in for AppStream. */
function emulatorOrigin(index: PolicyIndex, endpointTemplate: string | undefined): string | undefined {
  return index.policy.development && endpointTemplate !== undefined
    ? new URL(endpointTemplate).origin
    : undefined;
}

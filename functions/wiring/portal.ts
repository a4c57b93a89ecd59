/**
 * Composition root of the portal function: catalogue, end page, launch buttons, sign-out, health. It looks at fleets, mints
 * nothing and signs nobody in.
 */
import { createAppStreamClients } from "../appstream/clients.ts";
import type { SessionPorts } from "../broker-session.ts";
import { createStateOf } from "../catalogue/button-state.ts";
import { createCatalogue } from "../catalogue/catalogue.ts";
import type { FavouriteStore } from "../catalogue-ports.ts";
import { type Config, type Environment, parseConfig } from "../config.ts";
import type { PolicyIndex } from "../core/policy-index.ts";
import { type ButtonStatePorts, buttonStateRoute } from "../handlers/button-state.ts";
import { type EndedPorts, endedRoute } from "../handlers/ended.ts";
import { type FavouriteRoutePorts, favouriteRoute } from "../handlers/favourite.ts";
import { type HealthPorts, healthRoute } from "../handlers/health.ts";
import { type HomePorts, homeRoute } from "../handlers/home.ts";
import { launchButtonRoute } from "../handlers/launch-button.ts";
import { type LinkStudioPorts, linkStudioRoute } from "../handlers/link-studio.ts";
import { type LogoutPorts, logoutRoute } from "../handlers/logout.ts";
import { defineFunction, type FunctionHandler } from "../http/define-function.ts";
import type { AuditSink, FleetWatch, PlaceStore } from "../ports.ts";
import { createApprovalGrants } from "../stores/approval-grants.ts";
import { createDynamoDbClient, OPTIONAL, OPTIONAL_ELSEWHERE } from "../stores/dynamodb-client.ts";
import { createFavouriteStore } from "../stores/favourite-store.ts";
import { createPlaceStore } from "../stores/place-store.ts";
import { createStoreProbe } from "../stores/store-probe.ts";
import { useHomes } from "../stores/use-homes.ts";
import { createUseStore } from "../stores/use-store.ts";
import { fleetWatchFrom } from "./fleet-watch.ts";
import { ipCountriesFrom } from "./ip-countries.ts";
import { revocationsFrom } from "./revocations.ts";
import {
  brokerRegions,
  functionParts,
  now,
  orConfigError,
  policyFrom,
  sealerFrom,
  secrets,
  stdoutAudit,
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

type PortalPorts = SessionPorts &
  HomePorts &
  FavouriteRoutePorts &
  LogoutPorts &
  HealthPorts &
  EndedPorts &
  ButtonStatePorts &
  LinkStudioPorts;

/** What the benchmark puts in the place of DynamoDB and AppStream. */
export interface PortalReplacements {
  readonly watch?: FleetWatch;
  readonly places?: PlaceStore;
  readonly favourites?: FavouriteStore;
}

export function portalFunction(
  environment: Environment,
  audit: AuditSink = stdoutAudit(),
  replace: PortalReplacements = {},
): FunctionHandler {
  const parts = functionParts(environment, audit, () => build(environment, audit, replace));
  return defineFunction({
    ...parts,
    routes: {
      "GET /": homeRoute,
      "POST /favourites/{application}": favouriteRoute,
      "GET /ended": endedRoute,
      "POST /logout": logoutRoute,
      "GET /healthz": healthRoute,
      "GET /launch-button.js": launchButtonRoute,
      "GET /launch-button/{application}": buttonStateRoute,
      "GET /link-studio": linkStudioRoute,
    },
  });
}

async function build(
  environment: Environment,
  audit: AuditSink,
  replace: PortalReplacements,
): Promise<PortalPorts> {
  const config = parseConfig(environment, NAMES);
  const [index, sealer, regions] = await together([
    policyFrom(config.POLICY_FILE, config.BROKER_ORIGIN),
    sealerFrom(secrets(environment), config.SEALING_KEYS),
    orConfigError(() => brokerRegions(config)),
  ]);
  const countryOfIp = await ipCountriesFrom(index.policy.location, config.IP_DATABASE_FILE);
  const { client, watch, places, favourites, grants, uses } = storesFrom(config, regions, index, replace);
  const catalogue = createCatalogue({ index, watch, places, grants, uses, now, countryOfIp });
  return {
    ...{ sealer, index, now, audit, places, favourites, catalogue },
    revocations: revocationsFrom(config),
    origin: config.BROKER_ORIGIN,
    stateOf: createStateOf(catalogue),
    storeAnswers: createStoreProbe(client, config.LAUNCH_TABLE, now),
    region: config.AWS_REGION,
  };
}

function storesFrom(
  config: Config<(typeof NAMES)[number]>,
  regions: readonly string[],
  index: PolicyIndex,
  replace: PortalReplacements,
) {
  const { AWS_REGION: own, LAUNCH_TABLE: tableName, AWS_ENDPOINT_URL_DYNAMODB: endpoint } = config;
  const client = createDynamoDbClient({ region: own, endpoint });
  const looking = createDynamoDbClient({ region: own, endpoint, patience: OPTIONAL });
  const others = regions
    .filter((region) => region !== own)
    .map((region) => createDynamoDbClient({ region, endpoint, patience: OPTIONAL_ELSEWHERE }));
  const clients = createAppStreamClients({
    regions: index.fleetRegions,
    endpointTemplate: config.AWS_ENDPOINT_URL_APPSTREAM,
    attemptTimeoutMilliseconds: index.policy.limits.attemptTimeoutMilliseconds,
  });
  return {
    client,
    watch: replace.watch ?? fleetWatchFrom({ clients, client: looking, tableName, index }),
    places: replace.places ?? createPlaceStore({ client: looking, others, tableName, now }),
    grants: createApprovalGrants({ tables: new Map([[own, { client: looking }]]), own, tableName }),
    uses: createUseStore(useHomes({ own, regions, endpoint }), tableName),
    favourites: replace.favourites ?? createFavouriteStore({ client, others, tableName, now }),
  };
}

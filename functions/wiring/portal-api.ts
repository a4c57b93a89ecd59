/**
 * Composition root of the Portal API: the launch of a browser behind access tokens in the place of cookies. It signs nobody
 * in, and issues no session.
 */
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createBroker } from "../broker.ts";
import { createCatalogue } from "../catalogue/catalogue.ts";
import { type Config, type Environment, parseConfig } from "../config.ts";
import type { PolicyIndex } from "../core/policy-index.ts";
import { type MintRoutePorts, mintStreamingUrlRoute } from "../handlers/mint-streaming-url.ts";
import { openApiRoute } from "../handlers/openapi.ts";
import {
  type PortalApplicationsRoutePorts,
  portalApplicationsRoute,
} from "../handlers/portal-applications.ts";
import {
  endPortalSessionRoute,
  type PortalSessionsRoutePorts,
  portalSessionsRoute,
} from "../handlers/portal-sessions.ts";
import { defineFunction, type FunctionHandler } from "../http/define-function.ts";
import { createAccessTokens, type TokenIssuer } from "../identity/oidc/access-token.ts";
import type { Pseudonym } from "../identity/pseudonym.ts";
import { createOwnSessions } from "../people/own-sessions.ts";
import { withTimeLeft } from "../people/time-left.ts";
import { createAddressRate } from "../portal-api/address-rate.ts";
import { DEFAULT_RATES } from "../portal-api/admit-caller.ts";
import type { PlaceArchive } from "../session-ports.ts";
import { createDynamoDbClient, OTHER_REGION } from "../stores/dynamodb-client.ts";
import { createHomeStores } from "../stores/home-stores.ts";
import { createIdempotencyStore } from "../stores/idempotency-store.ts";
import { createPlaceStore } from "../stores/place-store.ts";
import { createRateCounters } from "../stores/rate-counters.ts";
import { endingsFrom } from "./endings.ts";
import { type LaunchReplacements, launchParts } from "./launch-ports.ts";
import {
  brokerRegions,
  digest,
  functionParts,
  now,
  pseudonymFrom,
  secrets,
  stdoutAudit,
  together,
} from "./shared.ts";

const NAMES = [
  "AWS_REGION",
  "BROKER_REGIONS",
  "LAUNCH_TABLE",
  "LOGIN_TABLE",
  "PSEUDONYM_KEY",
  "AWS_ENDPOINT_URL_DYNAMODB",
] as const;

export type PortalApiPorts = MintRoutePorts & PortalApplicationsRoutePorts & PortalSessionsRoutePorts;

export const API_ROUTES = {
  "POST /api/v1/streaming-urls": mintStreamingUrlRoute,
  "GET /api/v1/applications": portalApplicationsRoute,
  "GET /api/v1/sessions": portalSessionsRoute,
  "DELETE /api/v1/sessions/{id}": endPortalSessionRoute,
  "GET /openapi.json": openApiRoute,
};

export function portalApiFunction(
  environment: Environment,
  replace: LaunchReplacements = {},
): FunctionHandler {
  const audit = replace.audit ?? stdoutAudit();
  const parts = functionParts(environment, audit, () => build(environment, { ...replace, audit }));
  return defineFunction({ ...parts, routes: API_ROUTES });
}

async function build(
  environment: Environment,
  replace: LaunchReplacements & Required<Pick<LaunchReplacements, "audit">>,
): Promise<PortalApiPorts> {
  const [{ ports, origin }, { config, pseudonym }] = await together([
    launchParts(environment, replace.audit, replace, false),
    ownParts(environment),
  ]);
  const { index, sealer, audit, randomText, revocations } = ports;
  const { AWS_REGION: own, LAUNCH_TABLE: tableName, AWS_ENDPOINT_URL_DYNAMODB: endpoint } = config;
  const regions = brokerRegions(config);
  const client = createDynamoDbClient({ region: own, endpoint });
  return {
    ...{ index, sealer, audit, randomText, digest, now, origin, revocations },
    tokens: createAccessTokens({
      issuers: tokenIssuers(index, pseudonym),
      proofs: createHomeStores({
        ...{ issuing: own, regions, endpoint },
        ...{ tableName: config.LOGIN_TABLE, prefix: "proof:" },
      }),
      development: index.policy.development,
    }),
    counters: createRateCounters(client, tableName),
    requests: createIdempotencyStore(client, tableName),
    people: endingsFrom(config, index),
    addressRate: createAddressRate((index.policy.api?.rates ?? DEFAULT_RATES).address),
    broker: createBroker(ports),
    catalogue: createCatalogue(ports),
    ownSessions: withTimeLeft(
      createOwnSessions({ ...ports, places: replace.places ?? patientPlaces(config, client) }),
      ports,
    ),
  };
}

/** A launch goes on without what is late; a list of sessions would be without them. */
function patientPlaces(config: Config<(typeof NAMES)[number]>, client: DynamoDBClient): PlaceArchive {
  const { AWS_ENDPOINT_URL_DYNAMODB: endpoint, LAUNCH_TABLE: tableName } = config;
  const others = brokerRegions(config)
    .filter((region) => region !== config.AWS_REGION)
    .map((region) => createDynamoDbClient({ region, endpoint, patience: OTHER_REGION }));
  return createPlaceStore({ client, others, tableName, now, budgetMilliseconds: PATIENCE_MILLISECONDS });
}

const PATIENCE_MILLISECONDS = 2_000;

async function ownParts(environment: Environment) {
  const config = parseConfig(environment, NAMES);
  const pseudonym = await pseudonymFrom(secrets(environment), config.PSEUDONYM_KEY);
  return { config, pseudonym };
}

/** The person of a token is made as their sign-in would make them; an issuer of no provider cannot pass `check`. */
function tokenIssuers({ policy, knownGroups }: PolicyIndex, pseudonym: Pseudonym): readonly TokenIssuer[] {
  return Object.entries(policy.api?.issuers ?? {}).flatMap(([id, issuer]) => {
    const { identityProvider } = issuer;
    const provider = policy.identityProviders[identityProvider];
    if (provider === undefined) return [];
    const claims = issuer.claims ?? provider.claims;
    const { userId } = provider;
    const noSubject = "access_token_subject";
    const mapping = { identityProvider, claims, userId, pseudonym, knownGroups, noSubject } as const;
    return [{ id, policy: issuer, mapping }];
  });
}

/**
 * Composition root of the sessions function: a person's own sessions in all Regions, and the help desk. It ends sessions and
 * makes none; of the tables it writes people's places in its own Region.
 */
import { createAppStreamClients } from "../appstream/clients.ts";
import { createAppStreamGateway } from "../appstream/gateway.ts";
import { type Environment, parseConfig } from "../config.ts";
import {
  helpDeskEndRoute,
  helpDeskLaunchRoute,
  helpDeskRoute,
  helpDeskSessionsRoute,
} from "../handlers/help-desk.ts";
import type { HelpDeskRoutePorts } from "../handlers/help-desk-answers.ts";
import { endSessionsRoute, type OwnSessionsRoutePorts, sessionsRoute } from "../handlers/own-sessions.ts";
import { defineFunction, type FunctionHandler } from "../http/define-function.ts";
import { createPseudonym } from "../identity/pseudonym.ts";
import { createHelpDesk } from "../people/help-desk.ts";
import { createOwnSessions } from "../people/own-sessions.ts";
import { withTimeLeft } from "../people/time-left.ts";
import type { AuditSink } from "../ports.ts";
import { createDynamoDbClient, OPTIONAL_ELSEWHERE } from "../stores/dynamodb-client.ts";
import { createLaunchArchive } from "../stores/launch-archive.ts";
import { createPlaceStore } from "../stores/place-store.ts";
import { createReferenceArchive } from "../stores/reference-archive.ts";
import { useHomes } from "../stores/use-homes.ts";
import { createUseStore } from "../stores/use-store.ts";
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
  "PSEUDONYM_KEY",
  "AWS_ENDPOINT_URL_APPSTREAM",
  "AWS_ENDPOINT_URL_DYNAMODB",
] as const;

/** A page waits longer for a far table than a launch does: what is missing from it is missed. */
const PLACES_MILLISECONDS = 1_500;

type SessionsPorts = OwnSessionsRoutePorts & HelpDeskRoutePorts;

export function sessionsFunction(
  environment: Environment,
  audit: AuditSink = stdoutAudit(),
): FunctionHandler {
  const parts = functionParts(environment, audit, () => build(environment, audit));
  return defineFunction({
    ...parts,
    routes: {
      "GET /sessions": sessionsRoute,
      "POST /sessions": endSessionsRoute,
      "GET /help-desk": helpDeskRoute,
      "POST /help-desk/sessions": helpDeskSessionsRoute,
      "POST /help-desk/end": helpDeskEndRoute,
      "POST /help-desk/launch": helpDeskLaunchRoute,
    },
  });
}

async function build(environment: Environment, audit: AuditSink): Promise<SessionsPorts> {
  const config = parseConfig(environment, NAMES);
  const source = secrets(environment);
  const [index, sealer, pseudonym, regions] = await together([
    policyFrom(config.POLICY_FILE, config.BROKER_ORIGIN),
    sealerFrom(source, config.SEALING_KEYS),
    orConfigError(async () => createPseudonym(Buffer.from(await source(config.PSEUDONYM_KEY), "base64url"))),
    orConfigError(() => brokerRegions(config)),
  ]);
  const { AWS_REGION: own, LAUNCH_TABLE: tableName, AWS_ENDPOINT_URL_DYNAMODB: endpoint } = config;
  const others = regions
    .filter((region) => region !== own)
    .map((region) => createDynamoDbClient({ region, endpoint, patience: OPTIONAL_ELSEWHERE }));
  const clients = createAppStreamClients({
    regions: new Set(Object.values(index.policy.fleets).map(({ region }) => region)),
    endpointTemplate: config.AWS_ENDPOINT_URL_APPSTREAM,
    attemptTimeoutMilliseconds: index.policy.limits.attemptTimeoutMilliseconds,
  });
  const places = createPlaceStore({
    ...{ client: createDynamoDbClient({ region: own, endpoint }), others, tableName, now },
    budgetMilliseconds: PLACES_MILLISECONDS,
  });
  const ownSessions = withTimeLeft(
    createOwnSessions({ index, places, audit, now, gateway: createAppStreamGateway(clients) }),
    { index, now, uses: createUseStore(useHomes({ own, regions, endpoint }), tableName) },
  );
  const tables = { regions, own, tableName, endpoint };
  return {
    ...{ index, sealer, now, audit, ownSessions, origin: config.BROKER_ORIGIN },
    revocations: revocationsFrom(config),
    helpDesk: createHelpDesk({
      ...{ index, now, audit, ownSessions, userIdOf: pseudonym },
      references: createReferenceArchive(tables),
      archive: createLaunchArchive(tables),
    }),
  };
}

/** Composition root of the launch function. Nothing of the sign-in protocols is imported here: a launch never pays for them. */
import { createAppStreamGateway } from "../appstream/gateway.ts";
import { createBroker } from "../broker.ts";
import { type Environment, parseConfig } from "../config.ts";
import type { PolicyIndex } from "../core/policy-index.ts";
import { type LaunchPorts, launchRoute } from "../handlers/launch.ts";
import { defineFunction, type FunctionHandler } from "../http/define-function.ts";
import type { AuditSink, LaunchStore } from "../ports.ts";
import { createDynamoDbClient } from "../stores/dynamodb-client.ts";
import { createLaunchStore } from "../stores/launch-store.ts";
import { ipCountriesFrom } from "./ip-countries.ts";
import {
  digest,
  functionParts,
  now,
  policyFrom,
  randomText,
  sealerFrom,
  secrets,
  stdoutAudit,
  together,
} from "./shared.ts";

const NAMES = [
  "BROKER_ORIGIN",
  "AWS_REGION",
  "POLICY_FILE",
  "LAUNCH_TABLE",
  "SEALING_KEYS",
  "IP_DATABASE_FILE",
  "AWS_ENDPOINT_URL_APPSTREAM",
  "AWS_ENDPOINT_URL_DYNAMODB",
] as const;

/** What the local world and the benchmark put in the place of standard output and DynamoDB. */
export interface LaunchReplacements {
  readonly launches?: LaunchStore;
  readonly audit?: AuditSink;
}

export function launchFunction(environment: Environment, replace: LaunchReplacements = {}): FunctionHandler {
  const audit = replace.audit ?? stdoutAudit();
  const parts = functionParts(environment, audit, () => build(environment, audit, replace.launches));
  return defineFunction({ ...parts, routes: { "GET /launch/{application}": launchRoute } });
}

async function build(
  environment: Environment,
  audit: AuditSink,
  launches: LaunchStore | undefined,
): Promise<LaunchPorts> {
  const config = parseConfig(environment, NAMES);
  const [index, sealer] = await together([
    policyFrom(config.POLICY_FILE, config.BROKER_ORIGIN),
    sealerFrom(secrets(environment), config.SEALING_KEYS),
  ]);
  const countryOfIp = await ipCountriesFrom(index.policy.location, config.IP_DATABASE_FILE);
  const endpointTemplate = config.AWS_ENDPOINT_URL_APPSTREAM;
  const broker = createBroker({
    index,
    gateway: createAppStreamGateway({
      regions: new Set(Object.values(index.policy.fleets).map(({ region }) => region)),
      endpointTemplate,
      attemptTimeoutMilliseconds: index.policy.limits.attemptTimeoutMilliseconds,
    }),
    launches:
      launches ??
      createLaunchStore(
        createDynamoDbClient({ region: config.AWS_REGION, endpoint: config.AWS_ENDPOINT_URL_DYNAMODB }),
        config.LAUNCH_TABLE,
      ),
    sealer,
    audit,
    countryOfIp,
    now,
    randomText,
    digest,
    region: config.AWS_REGION,
    emulatorOrigin: emulatorOrigin(index, endpointTemplate),
  });
  return { broker, sealer, index, now, audit };
}

/** Only a development policy may send browsers to the endpoint that stands in for AppStream. */
function emulatorOrigin(index: PolicyIndex, endpointTemplate: string | undefined): string | undefined {
  return index.policy.development && endpointTemplate !== undefined
    ? new URL(endpointTemplate).origin
    : undefined;
}

/** Composition root of the portal function: start page, sign-out, health. It can mint nothing and sign nobody in. */
import { type Environment, parseConfig } from "../config.ts";
import type { HealthPorts } from "../handlers/health.ts";
import type { LogoutPorts } from "../handlers/logout.ts";
import type { FunctionParts } from "../http/define-function.ts";
import type { AuditSink } from "../ports.ts";
import { createDynamoDbClient } from "../stores/dynamodb-client.ts";
import { createStoreProbe } from "../stores/store-probe.ts";
import { functionParts, now, policyFrom, sealerFrom, secrets, stdoutAudit } from "./shared.ts";

const NAMES = [
  "BROKER_ORIGIN",
  "AWS_REGION",
  "POLICY_FILE",
  "LAUNCH_TABLE",
  "SEALING_KEYS",
  "AWS_ENDPOINT_URL_DYNAMODB",
] as const;

export type PortalPorts = LogoutPorts & HealthPorts;

export function portalParts(environment: Environment): Omit<FunctionParts<PortalPorts>, "routes"> {
  return functionParts(environment, stdoutAudit(), (audit) => build(environment, audit));
}

async function build(environment: Environment, audit: AuditSink): Promise<PortalPorts> {
  const config = parseConfig(environment, NAMES);
  const index = policyFrom(config.POLICY_FILE, config.BROKER_ORIGIN);
  const client = createDynamoDbClient({
    region: config.AWS_REGION,
    endpoint: config.AWS_ENDPOINT_URL_DYNAMODB,
  });
  return {
    sealer: await sealerFrom(secrets(environment), config.SEALING_KEYS),
    index,
    now,
    audit,
    origin: config.BROKER_ORIGIN,
    storeAnswers: createStoreProbe(client, config.LAUNCH_TABLE),
    policyVersion: index.version,
    region: config.AWS_REGION,
  };
}

/** Composition root of the portal function: start page, sign-out, health. It can mint nothing and sign nobody in. */
import { type Environment, parseConfig } from "../config.ts";
import { endedRoute } from "../handlers/ended.ts";
import { type HealthPorts, healthRoute } from "../handlers/health.ts";
import { homeRoute } from "../handlers/home.ts";
import { type LogoutPorts, logoutRoute } from "../handlers/logout.ts";
import { defineFunction, type FunctionHandler } from "../http/define-function.ts";
import type { AuditSink } from "../ports.ts";
import { createDynamoDbClient } from "../stores/dynamodb-client.ts";
import { createStoreProbe } from "../stores/store-probe.ts";
import { functionParts, now, policyFrom, sealerFrom, secrets, stdoutAudit, together } from "./shared.ts";

const NAMES = [
  "BROKER_ORIGIN",
  "AWS_REGION",
  "POLICY_FILE",
  "LAUNCH_TABLE",
  "SEALING_KEYS",
  "AWS_ENDPOINT_URL_DYNAMODB",
] as const;

type PortalPorts = LogoutPorts & HealthPorts;

export function portalFunction(environment: Environment, audit: AuditSink = stdoutAudit()): FunctionHandler {
  const parts = functionParts(environment, audit, () => build(environment, audit));
  return defineFunction({
    ...parts,
    routes: {
      "GET /": homeRoute,
      "GET /ended": endedRoute,
      "POST /logout": logoutRoute,
      "GET /healthz": healthRoute,
    },
  });
}

async function build(environment: Environment, audit: AuditSink): Promise<PortalPorts> {
  const config = parseConfig(environment, NAMES);
  const [index, sealer] = await together([
    policyFrom(config.POLICY_FILE, config.BROKER_ORIGIN),
    sealerFrom(secrets(environment), config.SEALING_KEYS),
  ]);
  const client = createDynamoDbClient({
    region: config.AWS_REGION,
    endpoint: config.AWS_ENDPOINT_URL_DYNAMODB,
  });
  return {
    sealer,
    index,
    now,
    audit,
    origin: config.BROKER_ORIGIN,
    storeAnswers: createStoreProbe(client, config.LAUNCH_TABLE, now),
    region: config.AWS_REGION,
  };
}

/** Composition root of the operator function: explanations for the help desk. It reads, and writes audit events alone. */
import { type Environment, parseConfig } from "../config.ts";
import { explainRequestParser } from "../core/explain-request.ts";
import { type ExplainRoutePorts, explainRoute } from "../handlers/explain.ts";
import { defineFunction, type FunctionHandler } from "../http/define-function.ts";
import { sharedFleets } from "../operators/shared-fleets.ts";
import type { AuditSink } from "../ports.ts";
import { createDrainStore } from "../stores/drain-store.ts";
import { createDynamoDbClient } from "../stores/dynamodb-client.ts";
import { createFleetSnapshots } from "../stores/fleet-snapshots.ts";
import { createLaunchArchive } from "../stores/launch-archive.ts";
import { revocationsFrom } from "./revocations.ts";
import { functionParts, now, policyFrom, sealerFrom, secrets, stdoutAudit, together } from "./shared.ts";

const NAMES = [
  "BROKER_ORIGIN",
  "AWS_REGION",
  "BROKER_REGIONS",
  "POLICY_FILE",
  "LAUNCH_TABLE",
  "SEALING_KEYS",
  "AWS_ENDPOINT_URL_DYNAMODB",
] as const;

export function operatorFunction(
  environment: Environment,
  audit: AuditSink = stdoutAudit(),
): FunctionHandler {
  const parts = functionParts(environment, audit, () => build(environment, audit));
  return defineFunction({ ...parts, routes: { "POST /api/v1/explain": explainRoute } });
}

async function build(environment: Environment, audit: AuditSink): Promise<ExplainRoutePorts> {
  const config = parseConfig(environment, NAMES);
  const [index, sealer] = await together([
    policyFrom(config.POLICY_FILE, config.BROKER_ORIGIN),
    sealerFrom(secrets(environment), config.SEALING_KEYS),
  ]);
  const client = createDynamoDbClient({
    region: config.AWS_REGION,
    endpoint: config.AWS_ENDPOINT_URL_DYNAMODB,
  });
  const tableName = config.LAUNCH_TABLE;
  return {
    ...{ index, sealer, now, audit },
    revocations: revocationsFrom(config),
    watch: sharedFleets({
      snapshots: createFleetSnapshots({ client, tableName, policyVersion: index.version }),
      drains: createDrainStore(client, tableName),
      limits: index.policy.limits,
    }),
    origin: config.BROKER_ORIGIN,
    parse: explainRequestParser(index),
    archive: createLaunchArchive({
      regions: config.BROKER_REGIONS.split(","),
      own: config.AWS_REGION,
      tableName,
      endpoint: config.AWS_ENDPOINT_URL_DYNAMODB,
    }),
  };
}

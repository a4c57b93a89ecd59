/**
 * Composition root of the approvals function: requests, answers, and the grants that come of them. It asks AppStream
 * nothing, signs nobody in, and writes no launch.
 */
import { createAskApproval } from "../approvals/ask-approval.ts";
import { createDecideApproval } from "../approvals/decide-approval.ts";
import { createListApprovals } from "../approvals/list-approvals.ts";
import { createShowApproval } from "../approvals/show-approval.ts";
import { type Environment, parseConfig } from "../config.ts";
import { type AskApprovalRoutePorts, askApprovalRoute } from "../handlers/ask-approval.ts";
import { type DecideApprovalRoutePorts, decideApprovalRoute } from "../handlers/decide-approval.ts";
import { type ListApprovalsRoutePorts, listApprovalsRoute } from "../handlers/list-approvals.ts";
import { type ShowApprovalRoutePorts, showApprovalRoute } from "../handlers/show-approval.ts";
import { defineFunction, type FunctionHandler } from "../http/define-function.ts";
import type { AuditSink } from "../ports.ts";
import { createApprovalGrants } from "../stores/approval-grants.ts";
import { createApprovalStore } from "../stores/approval-store.ts";
import { createDynamoDbClient, OTHER_REGION } from "../stores/dynamodb-client.ts";
import { revocationsFrom } from "./revocations.ts";
import {
  brokerRegions,
  functionParts,
  now,
  orConfigError,
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
  "BROKER_REGIONS",
  "POLICY_FILE",
  "LAUNCH_TABLE",
  "SEALING_KEYS",
  "AWS_ENDPOINT_URL_DYNAMODB",
] as const;

type ApprovalsPorts = AskApprovalRoutePorts &
  DecideApprovalRoutePorts &
  ListApprovalsRoutePorts &
  ShowApprovalRoutePorts;

const APPROVAL_ROUTES = {
  "GET /approvals": listApprovalsRoute,
  "POST /approvals": askApprovalRoute,
  "GET /approvals/{request}": showApprovalRoute,
  "POST /approvals/{request}": decideApprovalRoute,
};

export function approvalsFunction(
  environment: Environment,
  audit: AuditSink = stdoutAudit(),
): FunctionHandler {
  const parts = functionParts(environment, audit, () => build(environment, audit));
  return defineFunction({ ...parts, routes: APPROVAL_ROUTES });
}

async function build(environment: Environment, audit: AuditSink): Promise<ApprovalsPorts> {
  const config = parseConfig(environment, NAMES);
  const [index, sealer, regions] = await together([
    policyFrom(config.POLICY_FILE, config.BROKER_ORIGIN),
    sealerFrom(secrets(environment), config.SEALING_KEYS),
    orConfigError(() => brokerRegions(config)),
  ]);
  const { AWS_REGION: own, LAUNCH_TABLE: tableName, AWS_ENDPOINT_URL_DYNAMODB: endpoint } = config;
  const tables = new Map(
    regions.map((region) => {
      const far = region === own ? {} : { patience: OTHER_REGION };
      return [region, { client: createDynamoDbClient({ region, endpoint, ...far }), ...far }];
    }),
  );
  const approvals = createApprovalStore({ tables, own, tableName });
  const grants = createApprovalGrants({ tables, own, tableName });
  const ports = { index, sealer, audit, now, randomText, approvals, grants, region: own };
  return {
    ...{ index, sealer, audit, now, origin: config.BROKER_ORIGIN },
    revocations: revocationsFrom(config),
    askApproval: createAskApproval(ports),
    decideApproval: createDecideApproval(ports),
    listApprovals: createListApprovals(ports),
    showApproval: createShowApproval(ports),
  };
}

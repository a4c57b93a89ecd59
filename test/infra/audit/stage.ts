/** The audit trail and the operation of one Region in stacks of their own, from the example deployment. */
import { App, Fn, Stack } from "aws-cdk-lib";
import { Key } from "aws-cdk-lib/aws-kms";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { FUNCTIONS } from "../../../functions/routes.ts";
import { AuditSubscription } from "../../../infra/audit/audit-subscription.ts";
import { AuditTrail } from "../../../infra/audit/audit-trail.ts";
import { DirectLaunchWatch } from "../../../infra/audit/direct-launch.ts";
import type { LoadedDeployment } from "../../../infra/deployment/load-deployment.ts";
import { EdgeOperation } from "../../../infra/operation/edge-operation.ts";
import { Operation, type OperationProps } from "../../../infra/operation/operation.ts";
import { FEATURE_FLAGS } from "../../../infra/synth/feature-flags.ts";

const REGION = "eu-west-1";
const ACCOUNT = "111122223333";

export interface Stage {
  readonly app: App;
  readonly audit: Stack;
  readonly broker: Stack;
  readonly edge: Stack;
  readonly elsewhere: Stack;
}

export function aStage(
  { deployment, compiledPolicy: { policy } }: LoadedDeployment,
  overrides: Partial<OperationProps> = {},
  isChecked = false,
): Stage {
  const app = new App({ postCliContext: FEATURE_FLAGS, builtinCloudFormationValidation: isChecked });
  const stackIn = (id: string, region: string): Stack =>
    new Stack(app, id, { env: { account: ACCOUNT, region }, analyticsReporting: false });
  const audit = stackIn("audit", REGION);
  new AuditTrail(audit, "Trail", {
    deployment,
    region: REGION,
    logKey: Key.fromKeyArn(
      audit,
      "LogKey",
      Fn.getStackOutput("streamgate-state-eu-west-1", "DataKeyArn", REGION),
    ),
  });
  const broker = stackIn("broker", REGION);
  const logGroups = Object.fromEntries(
    FUNCTIONS.map(({ name }) => [
      name,
      LogGroup.fromLogGroupName(broker, `${name}Log`, `/aws/lambda/${deployment.name}-${name}`),
    ]),
  );
  for (const [name, logGroup] of Object.entries(logGroups)) {
    new AuditSubscription(broker, `${name}Audit`, { deployment, region: REGION, logGroup });
  }
  new Operation(broker, "Operation", {
    deployment,
    policy,
    region: REGION,
    logGroups,
    keys: [`arn:aws:kms:${REGION}:${ACCOUNT}:key/11111111-2222-4333-8444-555555555555`],
    api: { kind: "http", apiId: "a1b2c3", stage: "$default" },
    firewall: "streamgate-eu-west-1",
    ...overrides,
  });
  const edge = stackIn("edge", "us-east-1");
  new EdgeOperation(edge, "Operation", { deployment, firewall: `${deployment.name}-edge` });
  const elsewhere = stackIn("elsewhere", "ap-southeast-2");
  new DirectLaunchWatch(elsewhere, "DirectLaunch", {
    deployment,
    region: "ap-southeast-2",
    tell: { busRegion: REGION },
  });
  return { app, audit, broker, edge, elsewhere };
}

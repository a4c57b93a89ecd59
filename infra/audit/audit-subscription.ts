/**
 * Carries the audit lines of one log group to the trail. It belongs in the stack of the log group, so that no function
 * runs for a moment without it; the trail, whose names it knows, is there before.
 */
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnSubscriptionFilter, type ILogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { partitionOf } from "../broker/names.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { auditStreamArn, SUBSCRIPTION, subscriptionRoleArn, subscriptionRoleName } from "./audit-names.ts";

/** Audit events and nothing else of what a function writes. */
const AUDIT_LINES = '{ $.schema = "streamgate.audit.v1" }';

export interface AuditSubscriptionProps {
  readonly deployment: Deployment;
  readonly region: string;
  readonly logGroup: ILogGroup;
}

export class AuditSubscription extends CfnSubscriptionFilter {
  constructor(scope: Construct, id: string, { deployment, region, logGroup }: AuditSubscriptionProps) {
    super(scope, id, {
      filterName: SUBSCRIPTION,
      filterPattern: AUDIT_LINES,
      logGroupName: logGroup.logGroupName,
      destinationArn: auditStreamArn(deployment, region),
      roleArn: subscriptionRoleArn(deployment, region),
    });
  }
}

/** What CloudWatch Logs writes to the stream as, for log groups of this account and Region. */
export class SubscriptionRole extends Role {
  constructor(
    scope: Construct,
    id: string,
    { deployment, region }: Pick<AuditSubscriptionProps, "deployment" | "region">,
  ) {
    const logGroups = `arn:${partitionOf(region)}:logs:${region}:${deployment.account}:*`;
    super(scope, id, {
      roleName: subscriptionRoleName(deployment, region),
      description: `${deployment.name}: CloudWatch Logs, to the audit stream`,
      assumedBy: new ServicePrincipal("logs.amazonaws.com", {
        conditions: { StringLike: { "aws:SourceArn": logGroups } },
      }),
    });
    this.addToPolicy(
      new PolicyStatement({
        sid: "HandOver",
        actions: ["firehose:PutRecord", "firehose:PutRecordBatch"],
        resources: [auditStreamArn(deployment, region)],
      }),
    );
  }
}

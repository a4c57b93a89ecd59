/** The audit trail of one Region in a stack of its own, since it outlives the broker's. */
import { Fn, Stack, type StackProps } from "aws-cdk-lib";
import { Key } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import { stackName } from "../broker/names.ts";
import { keyArns } from "../broker/state-stack.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { AUDIT_KEY_OUTPUT } from "./audit-names.ts";
import { AuditTrail } from "./audit-trail.ts";

export interface AuditStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly region: string;
}

export class AuditStack extends Stack {
  constructor(scope: Construct, id: string, { deployment, region, ...props }: AuditStackProps) {
    super(scope, id, props);
    const logKey = Key.fromKeyArn(this, "LogKey", keyArns(deployment, region).data(region));
    new AuditTrail(this, "Trail", { deployment, region, logKey });
  }
}

export function auditKeyArn(deployment: Deployment, region: string): string {
  return Fn.getStackOutput(stackName(deployment, "audit", region), AUDIT_KEY_OUTPUT, region);
}

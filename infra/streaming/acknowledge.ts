/**
 * Findings of the security rules that may stay, each with its reason, told where the finding arises.
 * `AwsSolutions::…` is cdk-nag's, `cdk-validator-cfnguard::…` Control Tower's.
 */
import { Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

export function acknowledge(scope: IConstruct, reason: string, ...ids: readonly string[]): void {
  for (const id of ids) Validations.of(scope).acknowledge({ id, reason });
}

/** For functions of CloudFormation's custom resources. */
export function acknowledgeOutsideVpc(...functions: readonly IConstruct[]): void {
  for (const scope of functions) {
    acknowledge(
      scope,
      "It answers CloudFormation through S3 and calls AWS's own APIs; a VPC would only add endpoints to all of them.",
      "cdk-validator-cfnguard::lambda_inside_vpc_check",
    );
  }
}

export function acknowledgeRetention(logGroup: IConstruct): void {
  acknowledge(
    logGroup,
    "The deployment file says how long logs are kept.",
    "cdk-validator-cfnguard::cloudwatch_log_group_retention_period_check",
  );
}

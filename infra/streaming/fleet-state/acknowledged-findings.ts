/** Findings of the security rules on CDK's provider framework, each with the reason why it may stay. */
import { type CfnElement, Stack } from "aws-cdk-lib";
import type { IRole } from "aws-cdk-lib/aws-iam";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { Provider } from "aws-cdk-lib/custom-resources";
import type { IConstruct } from "constructs";
import { acknowledge, acknowledgeOutsideVpc } from "../acknowledge.ts";

export interface FrameworkParts {
  readonly provider: Provider;
  readonly role: IRole;
  /** Roles of the framework's own functions. */
  readonly frameworkRoles: readonly IRole[];
  /** What the framework calls. */
  readonly handlers: readonly LambdaFunction[];
}

export function acknowledgeFramework({ provider, role, frameworkRoles, handlers }: FrameworkParts): void {
  acknowledge(
    role,
    "appstream:DescribeFleets knows no resource; it reads states and changes nothing.",
    "AwsSolutions::AwsSolutions-IAM5[Resource::*]",
  );
  for (const caller of frameworkRoles) acknowledgeVersions(caller, handlers);
  const waiter = provider.node.findChild("waiter-state-machine");
  const framework = ["onEvent", "isComplete", "onTimeout"].map((name) =>
    provider.node.findChild(`framework-${name}`),
  );
  acknowledgeVersions(waiter, framework.slice(1));
  acknowledge(
    waiter,
    "The waiter calls one function until it is content, and that function logs each call; execution logs would need " +
      "log-delivery rights on every log group of the account.",
    "AwsSolutions::AwsSolutions-SF1",
    "cdk-validator-cfnguard::step_functions_state_machine_logging_enabled_check",
  );
  acknowledge(
    waiter,
    "A trace of a waiter that calls one function shows that function's own log lines.",
    "AwsSolutions::AwsSolutions-SF2",
    "cdk-validator-cfnguard::step_functions_state_machine_tracing_enabled_check",
  );
  acknowledgeOutsideVpc(...handlers, ...framework);
}

function acknowledgeVersions(caller: IConstruct, called: readonly IConstruct[]): void {
  for (const child of called) {
    const logicalId = Stack.of(child).getLogicalId(child.node.defaultChild as CfnElement);
    acknowledge(
      caller,
      "CDK lets the framework invoke any version of exactly this function.",
      `AwsSolutions::AwsSolutions-IAM5[Resource::<${logicalId}.Arn>:*]`,
    );
  }
}

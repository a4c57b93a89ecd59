/**
 * Calls of AWS's API while a stack is deployed, for what CloudFormation has no resource for: one function and one role
 * a stack, through CDK's AwsCustomResource.
 */
import { RemovalPolicy, Stack } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import { AwsCustomResource, AwsCustomResourcePolicy, type AwsSdkCall } from "aws-cdk-lib/custom-resources";
import { Construct } from "constructs";
import { acknowledge, acknowledgeOutsideVpc, acknowledgeRetention } from "./acknowledge.ts";

export interface SdkCallsProps {
  readonly logKey: IKey;
  readonly logDays: RetentionDays;
}

export interface DeploymentCall {
  readonly onCreate: AwsSdkCall;
  readonly onUpdate?: AwsSdkCall;
  /** IAM's name of the one action; it is allowed on `*`. */
  readonly action: string;
  /** Why on `*`. */
  readonly reason: string;
}

/** The name CDK gives to the function behind every AwsCustomResource of a stack. */
const SHARED_FUNCTION = "AWS679f53fac002430cb0da5b7982bd2287";

export class SdkCalls extends Construct {
  readonly #role: Role;
  readonly #logGroup: LogGroup;

  /** The stack's; the first to ask says how its log is kept. */
  static of(scope: Construct, props: SdkCallsProps): SdkCalls {
    const stack = Stack.of(scope);
    const existing = stack.node.tryFindChild("SdkCalls");
    return existing instanceof SdkCalls ? existing : new SdkCalls(stack, "SdkCalls", props);
  }

  private constructor(stack: Stack, id: string, { logKey, logDays }: SdkCallsProps) {
    super(stack, id);
    this.#logGroup = new LogGroup(this, "Logs", {
      encryptionKey: logKey,
      retention: logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.#role = new Role(this, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    this.#logGroup.grantWrite(this.#role);
    acknowledgeRetention(this.#logGroup);
  }

  call(scope: Construct, id: string, { action, reason, ...calls }: DeploymentCall): AwsCustomResource {
    const answer = new AwsCustomResource(scope, id, {
      ...calls,
      role: this.#role,
      logGroup: this.#logGroup,
      installLatestAwsSdk: false,
      policy: AwsCustomResourcePolicy.fromStatements([
        new PolicyStatement({ actions: [action], resources: ["*"] }),
      ]),
    });
    acknowledge(answer, reason, "AwsSolutions::AwsSolutions-IAM5[Resource::*]");
    acknowledgeOutsideVpc(Stack.of(this).node.findChild(SHARED_FUNCTION));
    return answer;
  }
}

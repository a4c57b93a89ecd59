/**
 * A bundle with a role and a log group of its own. The role can write to that log group and do what it is granted,
 * as this function and no other (function-grant.ts), and nothing else: no managed policy is attached.
 *
 * X-Ray is off: `xray:PutTraceSegments` has no resource but `*`, its segments would repeat paths, and every answer,
 * page and audit event carries a correlation id already.
 */
import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  type ParamsAndSecretsLayerVersion,
  Runtime,
  SystemLogLevel,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { Grant } from "./capability.ts";
import { grantOfFunction } from "./function-grant.ts";
import { functionArn, logGroupArn } from "./names.ts";

export interface DeployedFunctionProps {
  readonly functionName: string;
  readonly roleName: string;
  readonly description: string;
  /** Folder with `index.cjs` (synth/artifacts.ts). */
  readonly code: string;
  /** MB. */
  readonly memory: number;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly grants: readonly Grant[];
  readonly key: IKey;
  readonly logGroupName: string;
  /** Days; one of CloudWatch's. */
  readonly logDays: number;
  /** Null: the account's unreserved pool. */
  readonly reservedConcurrency: number | null;
  /** Undefined: the function reads no secret. */
  readonly secrets?: ParamsAndSecretsLayerVersion;
}

export class DeployedFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: DeployedFunctionProps) {
    super(scope, id);
    this.logGroup = new LogGroup(this, "Log", {
      logGroupName: props.logGroupName,
      retention: props.logDays as RetentionDays,
      encryptionKey: props.key,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, "Role", {
      roleName: props.roleName,
      description: props.description,
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
    });
    const ownLog = writesItsLog(Stack.of(this), props.logGroupName);
    const { account, region } = Stack.of(this);
    const arn = functionArn(account, region, props.functionName);
    for (const grant of [ownLog, ...props.grants]) role.addToPolicy(grantOfFunction(arn, grant));
    this.lambda = new LambdaFunction(this, "Function", {
      functionName: props.functionName,
      description: props.description,
      role,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(props.code),
      handler: "index.handler",
      memorySize: props.memory,
      timeout: Duration.seconds(props.timeoutSeconds),
      environment: { ...props.environment },
      logGroup: this.logGroup,
      // The audit sink writes lines of JSON, and so does the platform.
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.WARN,
      tracing: Tracing.DISABLED,
      ...(props.reservedConcurrency !== null && { reservedConcurrentExecutions: props.reservedConcurrency }),
      ...(props.secrets && { paramsAndSecrets: props.secrets }),
    });
  }
}

/** Lambda names the streams of a log group when it runs. */
function writesItsLog({ account, region }: Stack, logGroupName: string): Grant {
  return {
    sid: "WriteLog",
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    resources: [`${logGroupArn(account, region, logGroupName)}:log-stream:*`],
  };
}

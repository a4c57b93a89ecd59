/**
 * The one function of a stack that turns fleets on and off for CloudFormation, behind CDK's provider framework, which
 * waits for it.
 * Invariant: it may turn exactly the fleets that asked for it. Each fleet brings a policy of its own, so that the right
 * to stop a fleet lasts as long as the fleet's own resources do: CloudFormation takes them away in that order.
 */
import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import { Policy, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import { Provider } from "aws-cdk-lib/custom-resources";
import { Construct, type IDependable } from "constructs";
import { acknowledgeRetention } from "../acknowledge.ts";
import { acknowledgeFramework } from "./acknowledged-findings.ts";
import { LONGEST_OPERATION_SECONDS } from "./next-step.ts";

export interface FleetOperatorProps {
  /** Folder with `index.cjs`, the bundle of entry.ts. */
  readonly code: string;
  readonly logKey: IKey;
  readonly logDays: RetentionDays;
}

const QUERY_INTERVAL = Duration.seconds(30);

export class FleetOperator extends Construct {
  readonly serviceToken: string;
  readonly #role: Role;

  constructor(scope: Construct, id: string, { code, logKey, logDays }: FleetOperatorProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, "Logs", {
      encryptionKey: logKey,
      retention: logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    acknowledgeRetention(logGroup);
    this.#role = lambdaRole(this, "Role", logGroup);
    this.#role.addToPolicy(
      // AppStream knows no resource for this action, so it can be allowed on `*` only; it reads, and changes nothing.
      new PolicyStatement({ actions: ["appstream:DescribeFleets"], resources: ["*"] }),
    );
    const handlers = [
      this.#function("OnEvent", "onEvent", code, logGroup),
      this.#function("IsComplete", "isComplete", code, logGroup),
    ] as const;
    const frameworkRoles = [
      lambdaRole(this, "BeginRole", logGroup),
      lambdaRole(this, "WaitRole", logGroup),
    ] as const;
    const provider = new Provider(this, "Provider", {
      onEventHandler: handlers[0],
      isCompleteHandler: handlers[1],
      frameworkOnEventRole: frameworkRoles[0],
      frameworkCompleteAndTimeoutRole: frameworkRoles[1],
      logGroup,
      queryInterval: QUERY_INTERVAL,
      // Our own limit comes first, for it says what the fleet was doing.
      totalTimeout: Duration.seconds(LONGEST_OPERATION_SECONDS + 5 * 60),
    });
    this.serviceToken = provider.serviceToken;
    acknowledgeFramework({ provider, role: this.#role, frameworkRoles, handlers });
  }

  /** What needs the right depends on what is answered: it goes last at the end. */
  grantTurn(scope: Construct, fleetName: string): IDependable {
    const fleet = Stack.of(this).formatArn({
      service: "appstream",
      resource: "fleet",
      resourceName: fleetName,
    });
    return new Policy(scope, "Turn", {
      roles: [this.#role],
      statements: [
        new PolicyStatement({ actions: ["appstream:StartFleet", "appstream:StopFleet"], resources: [fleet] }),
      ],
    });
  }

  #function(id: string, handler: string, code: string, logGroup: LogGroup): LambdaFunction {
    return new LambdaFunction(this, id, {
      code: Code.fromAsset(code),
      handler: `index.${handler}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 256,
      timeout: Duration.minutes(1),
      role: this.#role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
    });
  }
}

/** Without AWS's managed policy, which allows logs of every name. */
function lambdaRole(scope: Construct, id: string, logGroup: LogGroup): Role {
  const role = new Role(scope, id, { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
  logGroup.grantWrite(role);
  return role;
}

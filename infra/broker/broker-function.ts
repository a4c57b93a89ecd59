/**
 * One function of the broker, from its row in function-table.ts and what the deployment says of it, its audit lines on
 * their way to the trail.
 */
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { IFunction, ParamsAndSecretsLayerVersion } from "aws-cdk-lib/aws-lambda";
import type { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { AuditSubscription } from "../audit/audit-subscription.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { DeployedFunction } from "./deployed-function.ts";
import type { FunctionDeclaration } from "./function-table.ts";
import { functionLogGroup, functionName, roleName } from "./names.ts";
import { WarmAlias } from "./warm-alias.ts";

export interface BrokerFunctionProps {
  readonly deployment: Deployment;
  readonly region: string;
  readonly declaration: FunctionDeclaration;
  /** Folder with the bundle and the compiled policy. */
  readonly code: string;
  readonly key: IKey;
  readonly secrets: ParamsAndSecretsLayerVersion;
}

export class BrokerFunction extends Construct {
  /** What an API calls: the alias that is kept warm, or the function. */
  readonly target: IFunction;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: BrokerFunctionProps) {
    super(scope, id);
    const { deployment, region, declaration, code, key, secrets } = props;
    const { name } = declaration;
    const settings = deployment.functions[name];
    const { lambda, logGroup } = new DeployedFunction(this, "Deployed", {
      functionName: functionName(deployment, name),
      roleName: roleName(deployment, name, region),
      description: `${deployment.name}: ${declaration.routeKeys.join(", ") || name}`.slice(
        0,
        MAX_DESCRIPTION,
      ),
      code,
      memory: declaration.memory,
      timeoutSeconds: declaration.timeoutSeconds,
      environment: declaration.environment as Record<string, string>,
      grants: declaration.grants,
      key,
      logGroupName: functionLogGroup(deployment, name),
      logDays: deployment.retention.logDays,
      reservedConcurrency: settings?.reservedConcurrency ?? null,
      secrets,
    });
    this.logGroup = logGroup;
    new AuditSubscription(this, "Audit", { deployment, region, logGroup });
    const schedule = settings?.provisioned ?? null;
    const target = schedule === null ? lambda : new WarmAlias(this, "Warm", lambda, schedule).alias;
    // aws-cdk-lib is not written for exactOptionalPropertyTypes: its classes fit its interfaces but for that.
    this.target = target as IFunction;
  }
}

const MAX_DESCRIPTION = 256;

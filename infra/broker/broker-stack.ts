/**
 * The broker in one Region: its functions, the API in front of them, what DNS must know, and what watches them. Nothing
 * in it is kept.
 */
import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import { type IKey, Key } from "aws-cdk-lib/aws-kms";
import { CfnWebACLAssociation } from "aws-cdk-lib/aws-wafv2";
import type { Construct } from "constructs";
import type { Policy } from "../../functions/core/policy.ts";
import { auditKeyArn } from "../audit/audit-stack.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { WebAcl } from "../edge/web-acl.ts";
import { Operation } from "../operation/operation.ts";
import { AccessLog } from "./access-log.ts";
import { addresses } from "./addresses.ts";
import type { ApiEndpoint, RoutedFunction } from "./api-endpoint.ts";
import { BrokerFunction } from "./broker-function.ts";
import { FirewalledApi } from "./firewalled-api.ts";
import { functionTable } from "./function-table.ts";
import { HEALTH_ROUTE, HealthEndpoint } from "./health-endpoint.ts";
import { InstanceApi, REDEEM_ROUTE } from "./instance-api.ts";
import { KEEPER, KeeperClock } from "./keeper-clock.ts";
import { MutualTlsApi } from "./mutual-tls-api.ts";
import { parametersAndSecrets } from "./parameters-extension.ts";
import { RegionalRecord } from "./regional-record.ts";
import { keyArns } from "./state-stack.ts";
import { routeThrottles } from "./throttle.ts";

export interface BrokerStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly policy: Policy;
  readonly region: string;
  /** Folders with bundle and policy, by function. */
  readonly code: Readonly<Record<string, string>>;
  /** Path of the authorities' PEM file; null at the `regional` edge. */
  readonly truststore: string | null;
}

export class BrokerStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { deployment, policy, region, code, truststore, ...props }: BrokerStackProps,
  ) {
    super(scope, id, props);
    const keys = keyArns(deployment, region);
    const key = Key.fromKeyArn(this, "DataKey", keys.data(region));
    const secrets = parametersAndSecrets(this, region);
    const made = functionTable({ deployment, policy, region, keys }).map((declaration) => {
      const { name, routeKeys } = declaration;
      const { target, logGroup } = new BrokerFunction(this, name, {
        deployment,
        region,
        declaration,
        code: folderOf(code, name),
        key,
        secrets,
      });
      return { name, routeKeys, target, logGroup };
    });
    const functions: readonly RoutedFunction[] = made;

    const logOf = (api: string): AccessLog =>
      new AccessLog(this, `${api}AccessLog`, {
        logGroupName: `/${deployment.name}/${api.toLowerCase()}/access`,
        logDays: deployment.retention.logDays,
        key,
      });
    const accessLog = logOf("Api");
    const endpoint =
      deployment.edge === "cloudfront"
        ? this.mutualTlsApi(deployment, region, functions, accessLog, truststore)
        : this.firewalledApi(deployment, region, functions, accessLog, key);
    const health = new HealthEndpoint(this, "Health", {
      apiName: `${deployment.name}-health`,
      target: functionOf(functions, HEALTH_ROUTE),
      accessLog: logOf("Health"),
    });
    new KeeperClock(this, "KeeperClock", {
      ruleName: `${deployment.name}-keeper`,
      description: `${deployment.name}: calls the keeper of sessions' time`,
      account: deployment.account,
      target: functionNamed(functions, KEEPER),
    });
    const { requestsPerSecond, burst } = deployment.limits;
    const instances = new InstanceApi(this, "Instances", {
      apiName: `${deployment.name}-instances`,
      target: functionOf(functions, REDEEM_ROUTE),
      throttle: { requestsPerSecond, burst },
      accessLog: logOf("Instances"),
    });
    new RegionalRecord(this, "Name", {
      domain: deployment.domain,
      recordName: hostName(deployment),
      region,
      endpoint,
      healthCheck: health.healthCheck,
    });
    new Operation(this, "Operation", {
      deployment,
      policy,
      region,
      logGroups: Object.fromEntries(made.map(({ name, logGroup }) => [name, logGroup])),
      keys: [keys.data(region), keys.signing, auditKeyArn(deployment, region)],
      api: endpoint.watched,
      firewall: deployment.edge === "regional" ? firewallName(deployment, region) : null,
    });
    new CfnOutput(this, "HealthCheckId", { value: health.healthCheck.healthCheckId });
    new CfnOutput(this, "HealthUrl", { value: health.url });
    new CfnOutput(this, "InstanceApi", { value: instances.url });
    new CfnOutput(this, "InstanceApiRoute", { value: instances.routeArn });
    for (const [name, value] of Object.entries(addresses(deployment, policy)))
      new CfnOutput(this, name, { value });
  }

  private mutualTlsApi(
    deployment: Deployment,
    region: string,
    functions: readonly RoutedFunction[],
    accessLog: AccessLog,
    truststore: string | null,
  ): ApiEndpoint {
    if (truststore === null)
      throw new TypeError("the `cloudfront` edge needs `certificates.originClient.authorities`");
    return new MutualTlsApi(this, "Api", {
      ...apiProps(deployment, region, functions, accessLog),
      truststore,
    });
  }

  private firewalledApi(
    deployment: Deployment,
    region: string,
    functions: readonly RoutedFunction[],
    accessLog: AccessLog,
    key: IKey,
  ): ApiEndpoint {
    const api = new FirewalledApi(this, "Api", apiProps(deployment, region, functions, accessLog));
    const acl = new WebAcl(this, "Firewall", {
      name: firewallName(deployment, region),
      scope: "REGIONAL",
      limits: deployment.limits,
      logDays: deployment.retention.logDays,
      key,
    });
    new CfnWebACLAssociation(this, "FirewallOfApi", { resourceArn: api.stageArn, webAclArn: acl.arn });
    return api;
  }
}

function firewallName({ name }: Deployment, region: string): string {
  return `${name}-${region}`;
}

function apiProps(
  deployment: Deployment,
  region: string,
  functions: readonly RoutedFunction[],
  accessLog: AccessLog,
) {
  const certificate = deployment.certificates.regional[region];
  if (certificate === undefined) throw new TypeError(`\`certificates.regional\` has none for ${region}`);
  const { requestsPerSecond, burst } = deployment.limits;
  return {
    apiName: deployment.name,
    description: `${deployment.name}: the broker in ${region}`,
    hostName: hostName(deployment),
    certificate,
    functions,
    throttle: { requestsPerSecond, burst },
    throttles: routeThrottles(deployment.limits),
    accessLog,
  };
}

/** The name the Regional APIs share. */
function hostName({ edge, domain }: Deployment): string {
  const name = edge === "cloudfront" ? domain.origin : domain.viewer;
  if (name === null) throw new TypeError("the `cloudfront` edge needs `domain.origin`");
  return name;
}

function functionOf(functions: readonly RoutedFunction[], routeKey: string): RoutedFunction["target"] {
  const owner = functions.find(({ routeKeys }) => routeKeys.includes(routeKey));
  if (owner === undefined) throw new TypeError(`no function answers ${routeKey}`);
  return owner.target;
}

function functionNamed(functions: readonly RoutedFunction[], name: string): RoutedFunction["target"] {
  const found = functions.find((each) => each.name === name);
  if (found === undefined) throw new TypeError(`there is no function ${name}`);
  return found.target;
}

function folderOf(code: Readonly<Record<string, string>>, name: string): string {
  const folder = code[name];
  if (folder === undefined) throw new TypeError(`there is no bundle of ${name}`);
  return folder;
}

/**
 * PURE: what everything is called, from the deployment alone. A stack can so name what another one makes, in any
 * Region, and a permission and the environment variable that goes with it cannot drift apart.
 */
import type { Deployment } from "../deployment/deployment.ts";

/** Kinds of stack (synth/product.ts says in which order they are deployed). */
export type StackKind = "state" | "secrets" | "audit" | "watch" | "broker" | "streaming" | "edge";

/** The secrets the broker makes for itself. */
export type OwnSecret = "sealing-keys" | "pseudonym-key";

export function stackName({ name }: Deployment, kind: StackKind, region: string): string {
  return `${name}-${kind}-${region}`;
}

/** Where CloudFront takes its certificates and its firewall from. */
export const EDGE_REGION = "us-east-1";

/** The first Region holds what exists once. */
export function primaryRegion({ regions }: Deployment): string {
  const [first] = regions;
  if (first === undefined) throw new TypeError("a deployment has at least one Region");
  return first;
}

export function brokerOrigin({ domain }: Deployment): string {
  return `https://${domain.viewer}`;
}

export function functionName({ name }: Deployment, functionOf: string): string {
  return `${name}-${functionOf}`;
}

/** Without a version or alias. */
export function functionArn(account: string, region: string, name: string): string {
  return `arn:${partitionOf(region)}:lambda:${region}:${account}:function:${name}`;
}

/** With the Region, since roles are the account's. */
export function roleName({ name }: Deployment, functionOf: string, region: string): string {
  return `${name}-${functionOf}-${region}`;
}

export function roleArn(deployment: Deployment, functionOf: string, region: string): string {
  const role = roleName(deployment, functionOf, region);
  return `arn:${partitionOf(region)}:iam::${deployment.account}:role/${role}`;
}

export function functionLogGroup(deployment: Deployment, functionOf: string): string {
  return `/aws/lambda/${functionName(deployment, functionOf)}`;
}

/** Without the `:*` that CloudFormation's own attribute ends in. */
export function logGroupArn(account: string, region: string, name: string): string {
  return `arn:${partitionOf(region)}:logs:${region}:${account}:log-group:${name}`;
}

/** The same in every Region: a record's home is a Region, and never another name. */
export function launchTable({ name }: Deployment): string {
  return `${name}-launches`;
}

export function loginTable({ name }: Deployment): string {
  return `${name}-logins`;
}

export function tableArn({ account }: Deployment, table: string, region: string): string {
  return `arn:${partitionOf(region)}:dynamodb:${region}:${account}:table/${table}`;
}

export function secretName({ name }: Deployment, secret: OwnSecret): string {
  return `${name}/${secret}`;
}

/** Secrets Manager adds a hyphen and six characters of its own to the name. */
export function secretArn({ account }: Deployment, name: string, region: string): string {
  return `arn:${partitionOf(region)}:secretsmanager:${region}:${account}:secret:${name}-??????`;
}

export function parameterArn({ account }: Deployment, name: string, region: string): string {
  return `arn:${partitionOf(region)}:ssm:${region}:${account}:parameter/${name.replace(/^\//, "")}`;
}

export function signingKeyAlias({ name }: Deployment): string {
  return `alias/${name}-signing`;
}

export function dataKeyAlias({ name }: Deployment): string {
  return `alias/${name}-data`;
}

export function partitionOf(region: string): "aws" | "aws-cn" | "aws-us-gov" {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

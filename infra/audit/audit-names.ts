/** PURE: what the audit trail of a Region is called, from the deployment alone, so that other stacks can name its parts. */
import { partitionOf } from "../broker/names.ts";
import type { Deployment } from "../deployment/deployment.ts";

/** Which of the trail's buckets. */
export type AuditBucketKind = "landing" | "archive" | "queries" | "access";

/** With account and Region, since bucket names are the world's. */
export function auditBucketName(
  { name, account }: Deployment,
  kind: AuditBucketKind,
  region: string,
): string {
  return `${name}-audit-${kind}-${account}-${region}`;
}

export function auditBucketArn(deployment: Deployment, kind: AuditBucketKind, region: string): string {
  return `arn:${partitionOf(region)}:s3:::${auditBucketName(deployment, kind, region)}`;
}

export function auditStreamName({ name }: Deployment): string {
  return `${name}-audit`;
}

export function auditStreamArn(deployment: Deployment, region: string): string {
  const stream = auditStreamName(deployment);
  return `arn:${partitionOf(region)}:firehose:${region}:${deployment.account}:deliverystream/${stream}`;
}

/** What CloudWatch Logs hands lines to Firehose as. */
export function subscriptionRoleName({ name }: Deployment, region: string): string {
  return `${name}-audit-subscription-${region}`;
}

export function subscriptionRoleArn(deployment: Deployment, region: string): string {
  return auditRoleArn(deployment, subscriptionRoleName(deployment, region), region);
}

/** What Firehose writes to the landing bucket as. */
export function deliveryRoleName({ name }: Deployment, region: string): string {
  return `${name}-audit-delivery-${region}`;
}

/** What S3 replicates to the archive as. */
export function replicationRoleName({ name }: Deployment, region: string): string {
  return `${name}-audit-archive-${region}`;
}

export function auditRoleArn({ account }: Deployment, role: string, region: string): string {
  return `arn:${partitionOf(region)}:iam::${account}:role/${role}`;
}

/** Glue knows no hyphen in names that queries can use without quotes. */
export function auditDatabase({ name }: Deployment): string {
  return `${name.replaceAll("-", "_")}_audit`;
}

export const AUDIT_TABLE = "events";
/** Of the archives of all Regions, each read where it is. */
export const ALL_REGIONS_TABLE = "events_of_all_regions";

export function auditWorkgroup({ name }: Deployment): string {
  return `${name}-audit`;
}

export function deliveryLogGroup({ name }: Deployment): string {
  return `/${name}/audit/delivery`;
}

/** The trail's key is named by AWS: it is read from the stack that made it. */
export const AUDIT_KEY_OUTPUT = "AuditKeyArn";
/** Prefix of the events in the landing bucket, and so in the archive. */
export const EVENTS_PREFIX = "audit/";
/** Name of the subscription filter of each log group, a dimension of its metrics. */
export const SUBSCRIPTION = "audit";
/** The replication's name, a dimension of its metrics. */
export const REPLICATION_RULE = "archive";

/** Findings of the security rules on the audit trail that may stay, each with its reason. */
import type { IConstruct } from "constructs";
import { acknowledge } from "../streaming/acknowledge.ts";

const guard = (rule: string): string => `cdk-validator-cfnguard::${rule}`;

export function acknowledgeNotifications(...buckets: readonly IConstruct[]): void {
  for (const bucket of buckets) {
    acknowledge(
      bucket,
      "Nothing of the product waits for an object here; replication and delivery have metrics with alarms.",
      guard("s3_event_notifications_enabled_check"),
    );
  }
}

/** Buckets of copies: what must stay is in the archive, and copies must go after some days. */
export function acknowledgeUnlocked(...buckets: readonly IConstruct[]): void {
  for (const bucket of buckets) {
    acknowledge(
      bucket,
      "What is here is a copy, and goes after some days; what must stay is locked in the archive.",
      guard("s3_bucket_object_lock_enabled_check"),
    );
  }
}

export function acknowledgeAccessRecords(bucket: IConstruct): void {
  acknowledge(
    bucket,
    "S3 delivers records of access only to a bucket with S3's own encryption (SSE-S3).",
    guard("s3_bucket_default_encryption_kms_check"),
  );
  acknowledge(
    bucket,
    "Records of access to the records of access would go round in circles.",
    guard("s3_bucket_logging_enabled_check"),
  );
  acknowledge(
    bucket,
    "Records of access hold addresses of people and go after the days the deployment says (`retention.logDays`).",
    guard("s3_bucket_object_lock_enabled_check"),
  );
}

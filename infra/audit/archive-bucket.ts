/**
 * Where audit events stay: written once by replication, locked for years, and changed by nobody. Object Lock holds every
 * version; the bucket's policy holds what Object Lock does not, that is its own settings and the markers of deletion.
 */
import { Duration, RemovalPolicy } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { type IBucket, ObjectLockRetention } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { RetentionSettings } from "../deployment/deployment.ts";
import { AuditBucket } from "./audit-bucket.ts";

export interface ArchiveBucketProps {
  readonly bucketName: string;
  readonly key: IKey;
  readonly accessRecords: IBucket;
  readonly archive: RetentionSettings["archive"];
  /** ARN of the role that alone writes here: a version put over an event would hide it from Athena. */
  readonly writer: string;
}

/**
 * Left out are tags, which a deployment changes, and `s3:PutBucketPolicy`: S3 takes no policy with which its sender locks
 * itself out unless that is confirmed, and CloudFormation cannot. CloudTrail tells of such a change, and no lock of a
 * version depends on it.
 */
const DENIED: readonly string[] = [
  "s3:BypassGovernanceRetention",
  "s3:DeleteBucket",
  "s3:DeleteBucketPolicy",
  "s3:DeleteObject",
  "s3:DeleteObjectVersion",
  "s3:PutBucketAcl",
  "s3:PutBucketLogging",
  "s3:PutBucketNotification",
  "s3:PutBucketObjectLockConfiguration",
  "s3:PutBucketOwnershipControls",
  "s3:PutBucketPublicAccessBlock",
  "s3:PutBucketVersioning",
  "s3:PutEncryptionConfiguration",
  "s3:PutLifecycleConfiguration",
  "s3:PutReplicationConfiguration",
  "s3:ReplicateDelete",
];

const DAYS_A_YEAR = 365;

export class ArchiveBucket extends AuditBucket {
  constructor(scope: Construct, id: string, { archive, writer, ...props }: ArchiveBucketProps) {
    const duration = Duration.days(archive.years * DAYS_A_YEAR);
    super(scope, id, {
      ...props,
      objectLockEnabled: true,
      objectLockDefaultRetention:
        archive.mode === "compliance"
          ? ObjectLockRetention.compliance(duration)
          : ObjectLockRetention.governance(duration),
      // Of what was never written to its end; nothing else is ever taken away.
      lifecycleRules: [{ id: "unfinished", abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    });
    this.deny("WrittenOnceAndKept", DENIED);
    this.writtenBy("WrittenByReplicationOnly", writer, "");
    this.policy?.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  }
}

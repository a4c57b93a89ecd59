/**
 * The audit trail of a Region. A function writes an event as a line of its log; AuditSubscription hands it to Firehose,
 * which puts it in the landing bucket, from where S3 replicates it to the archive; Athena reads the archive.
 *
 * Invariant: nobody, no role of the broker included, can change or delete what has reached the archive. All of it is kept
 * when the stack goes. It comes before the broker's stack, which subscribes to it by name.
 */
import { CfnOutput, Duration } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Bucket, BucketEncryption, type IBucket } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import type { Deployment } from "../deployment/deployment.ts";
import {
  acknowledgeAccessRecords,
  acknowledgeNotifications,
  acknowledgeUnlocked,
} from "./acknowledged-findings.ts";
import { ArchiveBucket } from "./archive-bucket.ts";
import { SEALED } from "./audit-bucket.ts";
import { AuditKey } from "./audit-key.ts";
import {
  AUDIT_KEY_OUTPUT,
  auditBucketArn,
  auditBucketName,
  auditRoleArn,
  auditWorkgroup,
  replicationRoleName,
} from "./audit-names.ts";
import { AuditQueries } from "./audit-queries.ts";
import { SubscriptionRole } from "./audit-subscription.ts";
import { AuditTable } from "./audit-table.ts";
import { Delivery } from "./delivery.ts";
import { LandingBucket } from "./landing-bucket.ts";

export interface AuditTrailProps {
  readonly deployment: Deployment;
  readonly region: string;
  /** The Region's data key, which CloudWatch Logs may use for `/<name>/*`. */
  readonly logKey: IKey;
}

export class AuditTrail extends Construct {
  constructor(scope: Construct, id: string, { deployment, region, logKey }: AuditTrailProps) {
    super(scope, id);
    const key = new AuditKey(this, "Key", { deployment, region });
    const accessRecords = this.accessRecords(deployment, region);
    const archive = new ArchiveBucket(this, "Archive", {
      bucketName: auditBucketName(deployment, "archive", region),
      key,
      accessRecords,
      archive: deployment.retention.archive,
      writer: auditRoleArn(deployment, replicationRoleName(deployment, region), region),
    });
    const landing = new LandingBucket(this, "Landing", {
      deployment,
      region,
      key,
      accessRecords,
      archive: archive as IBucket,
    });
    const { bucket } = landing;
    const delivery = new Delivery(this, "Delivery", {
      deployment,
      region,
      bucket: bucket as IBucket,
      key,
      logKey,
    });
    const subscription = new SubscriptionRole(this, "Subscription", { deployment, region });
    const table = new AuditTable(this, "Table", { deployment, region });
    const queries = new AuditQueries(this, "Queries", { deployment, region, key, accessRecords });
    const { results } = queries;
    // Last: nobody can take it away again, the rollback of a first creation that failed included.
    archive.policy?.node.addDependency(landing, delivery, subscription, table, queries);
    acknowledgeNotifications(accessRecords, archive, bucket, results);
    acknowledgeUnlocked(bucket, results);
    const output = (outputName: string, value: string): void => {
      new CfnOutput(this, outputName, { value }).overrideLogicalId(outputName);
    };
    output(AUDIT_KEY_OUTPUT, key.keyArn);
    output("AuditArchiveBucket", archive.bucketName);
    output("AuditWorkgroup", auditWorkgroup(deployment));
  }

  /** S3 writes records of access only to a bucket without a key of ours. */
  private accessRecords(deployment: Deployment, region: string): IBucket {
    const bucket = new Bucket(this, "AccessRecords", {
      ...SEALED,
      bucketName: auditBucketName(deployment, "access", region),
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [
        {
          id: "read",
          expiration: Duration.days(deployment.retention.logDays),
          noncurrentVersionExpiration: Duration.days(1),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
    const watched = (["archive", "landing", "queries"] as const).map((kind) =>
      auditBucketArn(deployment, kind, region),
    );
    bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: "RecordAccess",
        principals: [new ServicePrincipal("logging.s3.amazonaws.com")],
        actions: ["s3:PutObject"],
        resources: [bucket.arnForObjects("*")],
        conditions: {
          ArnLike: { "aws:SourceArn": watched },
          StringEquals: { "aws:SourceAccount": deployment.account },
        },
      }),
    );
    acknowledgeAccessRecords(bucket);
    return bucket as IBucket;
  }
}

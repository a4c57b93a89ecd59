/**
 * Where Firehose puts audit events, for some days. From here S3 replicates them to the archive: Firehose gives no word on
 * whether it can write to a bucket whose objects are locked from the start.
 */
import { Duration } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { CfnBucket, IBucket } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import type { Deployment } from "../deployment/deployment.ts";
import { AuditBucket } from "./audit-bucket.ts";
import {
  auditBucketArn,
  auditBucketName,
  auditRoleArn,
  deliveryRoleName,
  EVENTS_PREFIX,
  REPLICATION_RULE,
  replicationRoleName,
} from "./audit-names.ts";

export interface LandingBucketProps {
  readonly key: IKey;
  readonly accessRecords: IBucket;
  readonly deployment: Deployment;
  readonly region: string;
  /** Where the events go from here; of the same Region and account. */
  readonly archive: IBucket;
}

const FIFTEEN_MINUTES = { minutes: 15 };
/**
 * What S3's guide asks for on the source, tags excepted, of which an event has none; the last two where a bucket locks.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 */
const READ: readonly string[] = [
  "s3:GetObjectVersionForReplication",
  "s3:GetObjectVersionAcl",
  "s3:GetObjectRetention",
  "s3:GetObjectLegalHold",
];

export class LandingBucket extends Construct {
  readonly bucket: AuditBucket;

  constructor(scope: Construct, id: string, props: LandingBucketProps) {
    super(scope, id);
    const { deployment, region, key, accessRecords } = props;
    this.bucket = new AuditBucket(this, "Bucket", {
      bucketName: auditBucketName(deployment, "landing", region),
      key,
      accessRecords,
      lifecycleRules: [
        {
          id: "handed-over",
          expiration: Duration.days(deployment.retention.landingDays),
          noncurrentVersionExpiration: Duration.days(1),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
    // What is put here is replicated, and so would be an event that nobody wrote.
    const writer = auditRoleArn(deployment, deliveryRoleName(deployment, region), region);
    this.bucket.writtenBy("WrittenByFirehoseOnly", writer, EVENTS_PREFIX);
    const role = this.replicationRole(props);
    const resource = this.bucket.node.defaultChild as CfnBucket;
    resource.replicationConfiguration = {
      role: role.roleArn,
      rules: [
        {
          id: REPLICATION_RULE,
          status: "Enabled",
          priority: 1,
          filter: { prefix: EVENTS_PREFIX },
          // What is deleted here after some days stays there.
          deleteMarkerReplication: { status: "Disabled" },
          sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
          destination: {
            bucket: props.archive.bucketArn,
            encryptionConfiguration: { replicaKmsKeyId: key.keyArn },
            replicationTime: { status: "Enabled", time: FIFTEEN_MINUTES },
            metrics: { status: "Enabled", eventThreshold: FIFTEEN_MINUTES },
          },
        },
      ],
    };
    // S3 looks at what the role may do before it takes the rule.
    const policy = role.node.tryFindChild("DefaultPolicy")?.node.defaultChild;
    if (policy !== undefined) resource.node.addDependency(policy);
  }

  private replicationRole(props: LandingBucketProps): Role {
    const { deployment, region, key } = props;
    // By name: the bucket names the role, and so cannot be named by it in turn.
    const landing = auditBucketArn(deployment, "landing", region);
    const events = `${landing}/${EVENTS_PREFIX}*`;
    const copies = `${auditBucketArn(deployment, "archive", region)}/${EVENTS_PREFIX}*`;
    const role = new Role(this, "Replication", {
      roleName: replicationRoleName(deployment, region),
      description: `${deployment.name}: S3, from the audit landing bucket to the archive`,
      // If S3 says whose bucket it works for, it must be ours; its guide does not promise that it always says so.
      assumedBy: new ServicePrincipal("s3.amazonaws.com", {
        conditions: { StringEqualsIfExists: { "aws:SourceAccount": deployment.account } },
      }),
    });
    const allow = (sid: string, actions: readonly string[], resources: string[], conditions = {}): void => {
      role.addToPolicy(new PolicyStatement({ sid, actions: [...actions], resources, conditions }));
    };
    allow("FindEvents", ["s3:GetReplicationConfiguration", "s3:ListBucket"], [landing]);
    allow("ReadEvents", READ, [events]);
    allow("WriteEvents", ["s3:ReplicateObject"], [copies]);
    allow("UseTheKey", ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"], [key.keyArn], {
      StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` },
    });
    return role;
  }
}

/**
 * A bucket of the audit trail: private, versioned, over TLS only, and encrypted with the trail's key only. An upload that
 * names no key gets ours by default, so what the policy denies is every other one.
 */
import { RemovalPolicy } from "aws-cdk-lib";
import { AnyPrincipal, Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type CfnBucket,
  type IBucket,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";

export interface AuditBucketProps
  extends Omit<BucketProps, "bucketName" | "encryption" | "encryptionKey" | "serverAccessLogsBucket"> {
  readonly bucketName: string;
  readonly key: IKey;
  /** Who read what is written there. */
  readonly accessRecords: IBucket;
}

/** What holds for every bucket here, whatever is in it. */
export const SEALED = {
  versioned: true,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
} as const satisfies BucketProps;

export class AuditBucket extends Bucket {
  constructor(scope: Construct, id: string, { key, accessRecords, ...props }: AuditBucketProps) {
    super(scope, id, {
      ...SEALED,
      ...props,
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
    });
    // CDK's own property wants object ACLs unless a flag of the whole app is set.
    (this.node.defaultChild as CfnBucket).loggingConfiguration = {
      destinationBucketName: accessRecords.bucketName,
      logFilePrefix: `${props.bucketName}/`,
    };
    const upload = "s3:PutObject";
    this.deny("OurKeyOnly", [upload], {
      StringNotEqualsIfExists: { "s3:x-amz-server-side-encryption-aws-kms-key-id": key.keyArn },
    });
    this.deny("KmsOnly", [upload], {
      StringNotEqualsIfExists: { "s3:x-amz-server-side-encryption": "aws:kms" },
    });
    this.deny("NoKeyOfTheSender", [upload], {
      Null: { "s3:x-amz-server-side-encryption-customer-algorithm": "false" },
    });
  }

  /**
   * Nobody but this role puts objects there, whatever else allows them to. Firehose and S3's replication assume their role,
   * so `aws:PrincipalArn` is its ARN. Whoever has none, such as a service in its own name, is kept out too: a negated
   * condition holds for a key that is not there.
   */
  writtenBy(sid: string, roleArn: string, prefix: string): void {
    this.deny(
      sid,
      ["s3:PutObject", "s3:ReplicateObject"],
      { ArnNotEquals: { "aws:PrincipalArn": roleArn } },
      [this.arnForObjects(`${prefix}*`)],
    );
  }

  /** For everybody, administrators included, on the objects or the bucket. */
  protected deny(
    sid: string,
    actions: readonly string[],
    conditions: Record<string, object> = {},
    resources: string[] = [this.bucketArn, this.arnForObjects("*")],
  ): void {
    this.addToResourcePolicy(
      new PolicyStatement({
        sid,
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: [...actions],
        resources,
        conditions,
      }),
    );
  }
}

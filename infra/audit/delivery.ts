/**
 * The stream from CloudWatch Logs to the landing bucket: what Logs packs is unpacked, the audit lines alone are kept, one
 * to a line, in a folder for each Region and day (UTC).
 */
import { RemovalPolicy } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnDeliveryStream } from "aws-cdk-lib/aws-kinesisfirehose";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { LogGroup, LogStream, type RetentionDays } from "aws-cdk-lib/aws-logs";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { partitionOf } from "../broker/names.ts";
import type { Deployment } from "../deployment/deployment.ts";
import {
  auditBucketArn,
  auditStreamArn,
  auditStreamName,
  deliveryLogGroup,
  deliveryRoleName,
  EVENTS_PREFIX,
} from "./audit-names.ts";

export interface DeliveryProps {
  readonly deployment: Deployment;
  readonly region: string;
  readonly bucket: IBucket;
  /** Of the trail. */
  readonly key: IKey;
  /** Of the Region's log groups. */
  readonly logKey: IKey;
}

/** Long enough for files worth reading, short enough that a launch is in the archive within half an hour. */
const BUFFER_SECONDS = 300;
const BUFFER_MEBIBYTES = 64;
/** What could not be unpacked; it is not replicated, and the alarm `audit-unpacking-failures` tells. */
const FAILED_PREFIX = "failed/";

export class Delivery extends Construct {
  constructor(scope: Construct, id: string, props: DeliveryProps) {
    super(scope, id);
    const { deployment, region, bucket, key, logKey } = props;
    const log = new LogGroup(this, "Log", {
      logGroupName: deliveryLogGroup(deployment),
      retention: deployment.retention.logDays as RetentionDays,
      encryptionKey: logKey,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const failures = new LogStream(this, "Failures", {
      logGroup: log,
      logStreamName: "failures",
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = this.deliveryRole(props);
    const stream = new CfnDeliveryStream(this, "Stream", {
      deliveryStreamName: auditStreamName(deployment),
      deliveryStreamType: "DirectPut",
      deliveryStreamEncryptionConfigurationInput: { keyType: "CUSTOMER_MANAGED_CMK", keyArn: key.keyArn },
      extendedS3DestinationConfiguration: {
        bucketArn: bucket.bucketArn,
        roleArn: role.roleArn,
        prefix: `${EVENTS_PREFIX}region=${region}/day=!{timestamp:yyyy-MM-dd}/`,
        errorOutputPrefix: `${FAILED_PREFIX}!{firehose:error-output-type}/day=!{timestamp:yyyy-MM-dd}/`,
        fileExtension: ".ndjson.gz",
        compressionFormat: "GZIP",
        bufferingHints: { intervalInSeconds: BUFFER_SECONDS, sizeInMBs: BUFFER_MEBIBYTES },
        encryptionConfiguration: { kmsEncryptionConfig: { awskmsKeyArn: key.keyArn } },
        cloudWatchLoggingOptions: {
          enabled: true,
          logGroupName: log.logGroupName,
          logStreamName: failures.logStreamName,
        },
        processingConfiguration: {
          enabled: true,
          processors: [
            {
              type: "Decompression",
              parameters: [{ parameterName: "CompressionFormat", parameterValue: "GZIP" }],
            },
            {
              type: "CloudWatchLogProcessing",
              parameters: [{ parameterName: "DataMessageExtraction", parameterValue: "true" }],
            },
            // A blank line, where the message brought its own end, is a row of nulls that no query selects.
            { type: "AppendDelimiterToRecord" },
          ],
        },
      },
    });
    const policy = role.node.tryFindChild("DefaultPolicy");
    if (policy !== undefined) stream.node.addDependency(policy);
  }

  private deliveryRole({ deployment, region, key }: DeliveryProps): Role {
    const { account, name } = deployment;
    const role = new Role(this, "Role", {
      roleName: deliveryRoleName(deployment, region),
      description: `${name}: Firehose, from CloudWatch Logs to the audit landing bucket`,
      assumedBy: new ServicePrincipal("firehose.amazonaws.com", {
        conditions: {
          StringEquals: { "aws:SourceAccount": account, "aws:SourceArn": auditStreamArn(deployment, region) },
        },
      }),
    });
    const group = `arn:${partitionOf(region)}:logs:${region}:${account}:log-group:${deliveryLogGroup(deployment)}`;
    const landing = auditBucketArn(deployment, "landing", region);
    const folders = [`${landing}/${EVENTS_PREFIX}*`, `${landing}/${FAILED_PREFIX}*`];
    const statements = [
      {
        sid: "FindBucket",
        actions: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
        resources: [landing],
      },
      {
        sid: "WriteEvents",
        actions: ["s3:AbortMultipartUpload", "s3:PutObject"],
        resources: folders,
      },
      {
        sid: "UseTheKey",
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: [key.keyArn],
        conditions: { StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } },
      },
      { sid: "WriteFailures", actions: ["logs:PutLogEvents"], resources: [`${group}:log-stream:failures`] },
    ];
    for (const statement of statements) role.addToPolicy(new PolicyStatement(statement));
    return role;
  }
}

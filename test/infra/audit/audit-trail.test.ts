import { Match, Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { FUNCTIONS } from "../../../functions/routes.ts";
import type { Deployment } from "../../../infra/deployment/deployment.ts";
import type { LoadedDeployment } from "../../../infra/deployment/load-deployment.ts";
import { loadExample, withDeployment } from "../assembly.ts";
import { aStage } from "./stage.ts";

const bucket = (kind: string): string => `streamgate-audit-${kind}-111122223333-eu-west-1`;
const LANDING = bucket("landing");
const ARCHIVE = bucket("archive");

let loaded: LoadedDeployment;
let template: Template;
beforeAll(async () => {
  loaded = await loadExample("cloudfront");
  template = auditOf({});
});

function auditOf(changes: Partial<Deployment>): Template {
  return Template.fromStack(aStage(withDeployment(loaded, changes)).audit);
}

function retention(changes: Partial<Deployment["retention"]>): Partial<Deployment> {
  return { retention: { ...loaded.deployment.retention, ...changes } };
}

/** Statements of the policy of the bucket, by Sid where they have one. */
function policyOf(name: string): readonly Record<string, unknown>[] {
  const [id] = Object.keys(template.findResources("AWS::S3::Bucket", { Properties: { BucketName: name } }));
  const [policy] = Object.values(
    template.findResources("AWS::S3::BucketPolicy", { Properties: { Bucket: { Ref: id } } }),
  );
  return policy?.Properties.PolicyDocument.Statement;
}

describe("the archive", () => {
  it.each([
    ["compliance", "COMPLIANCE"],
    ["governance", "GOVERNANCE"],
  ] as const)("locks every event under %s for the years of the deployment", (mode, Mode) => {
    auditOf(retention({ archive: { mode, years: 7 } })).hasResource("AWS::S3::Bucket", {
      DeletionPolicy: "RetainExceptOnCreate",
      UpdateReplacePolicy: "Retain",
      Properties: {
        BucketName: ARCHIVE,
        ObjectLockEnabled: true,
        ObjectLockConfiguration: {
          ObjectLockEnabled: "Enabled",
          Rule: { DefaultRetention: { Mode, Days: 7 * 365 } },
        },
        VersioningConfiguration: { Status: "Enabled" },
      },
    });
  });

  it("locks the archive's policy in last, so that a first creation that fails can be put back", () => {
    const policies = Object.entries(template.findResources("AWS::S3::BucketPolicy"));
    const before = policies.flatMap(([id, { DependsOn }]) =>
      id.startsWith("TrailArchive") ? DependsOn : [],
    );
    const resources: Readonly<Record<string, { readonly Type: string }>> = template.toJSON().Resources;
    const made = Object.entries(resources);
    for (const type of [
      "AWS::KinesisFirehose::DeliveryStream",
      "AWS::Glue::Table",
      "AWS::Athena::WorkGroup",
    ]) {
      const ids = made.filter(([, { Type }]) => Type === type).map(([id]) => id);
      expect(ids.length).toBeGreaterThan(0);
      expect(before).toEqual(expect.arrayContaining(ids));
    }
  });

  it("takes nothing away", () => {
    const [archive] = Object.values(
      template.findResources("AWS::S3::Bucket", { Properties: { BucketName: ARCHIVE } }),
    );
    expect(archive?.Properties.LifecycleConfiguration.Rules).toEqual([
      { Id: "unfinished", Status: "Enabled", AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
    ]);
  });

  it("lets nobody delete, or loosen its settings", () => {
    const denied = policyOf(ARCHIVE).find(({ Sid }) => Sid === "WrittenOnceAndKept");
    expect(denied).toMatchObject({ Effect: "Deny", Principal: { AWS: "*" } });
    expect(denied?.Action).toEqual(
      expect.arrayContaining([
        "s3:DeleteObject",
        "s3:DeleteObjectVersion",
        "s3:BypassGovernanceRetention",
        "s3:PutBucketObjectLockConfiguration",
        "s3:PutBucketVersioning",
        "s3:PutLifecycleConfiguration",
        "s3:ReplicateDelete",
      ]),
    );
    expect(denied?.Condition).toBeUndefined();
  });
});

describe.each([
  { name: ARCHIVE, Sid: "WrittenByReplicationOnly", role: "archive", objects: "/*" },
  { name: LANDING, Sid: "WrittenByFirehoseOnly", role: "delivery", objects: "/audit/*" },
])("an event in $name", ({ name, Sid: sid, role, objects }) => {
  it("is put there by one role, administrators included", () => {
    const denied = policyOf(name).find(({ Sid }) => Sid === sid);
    expect(denied).toMatchObject({
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: ["s3:PutObject", "s3:ReplicateObject"],
      Condition: {
        ArnNotEquals: {
          "aws:PrincipalArn": `arn:aws:iam::111122223333:role/streamgate-audit-${role}-eu-west-1`,
        },
      },
    });
    expect(JSON.stringify(denied?.Resource)).toContain(`"${objects}"]]`);
    template.hasResourceProperties("AWS::IAM::Role", { RoleName: `streamgate-audit-${role}-eu-west-1` });
  });
});

describe.each(["landing", "archive", "queries"])("the bucket %s", (kind) => {
  it("is private, versioned, encrypted with the trail's key, and records who reads it", () => {
    template.hasResourceProperties("AWS::S3::Bucket", {
      BucketName: bucket(kind),
      VersioningConfiguration: { Status: "Enabled" },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: Match.anyValue() },
          },
        ],
      },
      LoggingConfiguration: { LogFilePrefix: `${bucket(kind)}/`, DestinationBucketName: Match.anyValue() },
    });
  });

  it("refuses plain HTTP and every other key", () => {
    const text = JSON.stringify(policyOf(bucket(kind)));
    expect(text).toContain('"aws:SecureTransport":"false"');
    expect(text).toContain('"s3:x-amz-server-side-encryption-aws-kms-key-id":{"Fn::GetAtt"');
    expect(text).toContain('"StringNotEqualsIfExists":{"s3:x-amz-server-side-encryption":"aws:kms"}');
    expect(text).toContain('"s3:x-amz-server-side-encryption-customer-algorithm":"false"');
  });
});

describe("the landing bucket", () => {
  it.each([7, 30])("keeps an event for the %i days of the deployment", (landingDays) => {
    auditOf(retention({ landingDays })).hasResourceProperties("AWS::S3::Bucket", {
      BucketName: LANDING,
      LifecycleConfiguration: {
        Rules: [Match.objectLike({ ExpirationInDays: landingDays, Status: "Enabled" })],
      },
    });
  });

  it("replicates encrypted events, and no deletion", () => {
    template.hasResourceProperties("AWS::S3::Bucket", {
      BucketName: LANDING,
      ReplicationConfiguration: {
        Rules: [
          Match.objectLike({
            Status: "Enabled",
            Filter: { Prefix: "audit/" },
            DeleteMarkerReplication: { Status: "Disabled" },
            SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: "Enabled" } },
            Destination: Match.objectLike({
              EncryptionConfiguration: { ReplicaKmsKeyID: Match.anyValue() },
              Metrics: Match.objectLike({ Status: "Enabled" }),
            }),
          }),
        ],
      },
    });
  });

  it("is replicated by a role that can do nothing else", () => {
    template.hasResourceProperties("AWS::IAM::Policy", {
      Roles: [{ Ref: Match.stringLikeRegexp("Replication") }],
      PolicyDocument: {
        Statement: [
          Match.objectLike({
            Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
            Resource: `arn:aws:s3:::${LANDING}`,
          }),
          Match.objectLike({
            Action: [
              "s3:GetObjectVersionForReplication",
              "s3:GetObjectVersionAcl",
              "s3:GetObjectRetention",
              "s3:GetObjectLegalHold",
            ],
            Resource: `arn:aws:s3:::${LANDING}/audit/*`,
          }),
          Match.objectLike({ Action: "s3:ReplicateObject", Resource: `arn:aws:s3:::${ARCHIVE}/audit/*` }),
          Match.objectLike({ Sid: "UseTheKey" }),
        ],
      },
    });
  });

  it("lends that role to S3 for no other account", () => {
    template.hasResourceProperties("AWS::IAM::Role", {
      RoleName: "streamgate-audit-archive-eu-west-1",
      AssumeRolePolicyDocument: {
        Statement: [
          Match.objectLike({
            Principal: { Service: "s3.amazonaws.com" },
            Condition: { StringEqualsIfExists: { "aws:SourceAccount": "111122223333" } },
          }),
        ],
      },
    });
  });
});

describe("the stream", () => {
  it("unpacks what CloudWatch Logs sends and writes one event a line, by Region and day", () => {
    template.hasResourceProperties("AWS::KinesisFirehose::DeliveryStream", {
      DeliveryStreamName: "streamgate-audit",
      DeliveryStreamType: "DirectPut",
      DeliveryStreamEncryptionConfigurationInput: { KeyType: "CUSTOMER_MANAGED_CMK" },
      ExtendedS3DestinationConfiguration: {
        Prefix: "audit/region=eu-west-1/day=!{timestamp:yyyy-MM-dd}/",
        CompressionFormat: "GZIP",
        EncryptionConfiguration: { KMSEncryptionConfig: { AWSKMSKeyARN: Match.anyValue() } },
        CloudWatchLoggingOptions: { Enabled: true },
        ProcessingConfiguration: {
          Enabled: true,
          Processors: [
            {
              Type: "Decompression",
              Parameters: [{ ParameterName: "CompressionFormat", ParameterValue: "GZIP" }],
            },
            {
              Type: "CloudWatchLogProcessing",
              Parameters: [{ ParameterName: "DataMessageExtraction", ParameterValue: "true" }],
            },
            { Type: "AppendDelimiterToRecord" },
          ],
        },
      },
    });
  });

  it("is fed with the audit lines of every function, and with nothing else", () => {
    const broker = Template.fromStack(aStage(loaded).broker);
    broker.resourceCountIs("AWS::Logs::SubscriptionFilter", FUNCTIONS.length);
    broker.allResourcesProperties("AWS::Logs::SubscriptionFilter", {
      FilterPattern: '{ $.schema = "streamgate.audit.v1" }',
      DestinationArn: "arn:aws:firehose:eu-west-1:111122223333:deliverystream/streamgate-audit",
      RoleArn: "arn:aws:iam::111122223333:role/streamgate-audit-subscription-eu-west-1",
    });
    template.hasResourceProperties("AWS::IAM::Role", { RoleName: "streamgate-audit-subscription-eu-west-1" });
  });
});

describe("the trail's key", () => {
  it("is ours, rotates, stays, and is used through S3 and Firehose only", () => {
    const [key] = Object.values(template.findResources("AWS::KMS::Key"));
    expect(key).toMatchObject({
      DeletionPolicy: "RetainExceptOnCreate",
      Properties: { EnableKeyRotation: true },
    });
    const using = key?.Properties.KeyPolicy.Statement.filter(
      ({ Effect, Action }: { Effect: string; Action: unknown }) =>
        Effect === "Allow" && JSON.stringify(Action).includes("kms:GenerateDataKey"),
    );
    expect(using.map((one: { Condition: { StringEquals: object } }) => one.Condition.StringEquals)).toEqual([
      { "kms:CallerAccount": "111122223333", "kms:ViaService": "s3.eu-west-1.amazonaws.com" },
      { "kms:CallerAccount": "111122223333", "kms:ViaService": "firehose.eu-west-1.amazonaws.com" },
    ]);
  });
});

describe("Athena", () => {
  it("reads the archive through computed partitions", () => {
    template.hasResourceProperties("AWS::Glue::Table", {
      DatabaseName: "streamgate_audit",
      TableInput: {
        Name: "events",
        PartitionKeys: [
          { Name: "region", Type: "string" },
          { Name: "day", Type: "string" },
        ],
        Parameters: {
          "projection.enabled": "true",
          "projection.region.values": "eu-west-1",
          "projection.day.range": "2026-01-01,NOW",
          "storage.location.template": `s3://${ARCHIVE}/audit/region=\${region}/day=\${day}/`,
        },
        StorageDescriptor: { Location: `s3://${ARCHIVE}/audit/` },
      },
    });
  });

  it("reads the archives of all Regions as one, for sessions of a fleet that brokers elsewhere use too", () => {
    template.hasResourceProperties("AWS::Glue::Table", {
      DatabaseName: "streamgate_audit",
      TableInput: Match.objectLike({
        Name: "events_of_all_regions",
        Parameters: Match.objectLike({
          "projection.region.values": "eu-west-1,us-east-1",
          "storage.location.template": `s3://streamgate-audit-archive-111122223333-\${region}/audit/region=\${region}/day=\${day}/`,
        }),
      }),
    });
  });

  it("encrypts answers, whatever the asker wants", () => {
    template.hasResourceProperties("AWS::Athena::WorkGroup", {
      Name: "streamgate-audit",
      WorkGroupConfiguration: {
        EnforceWorkGroupConfiguration: true,
        ResultConfiguration: {
          EncryptionConfiguration: { EncryptionOption: "SSE_KMS", KmsKey: Match.anyValue() },
        },
      },
    });
  });

  it.each(["launches-by-person", "refusals-by-reason", "sign-ins-by-provider", "launches-without-url"])(
    "has the saved query %s",
    (Name) => {
      template.hasResourceProperties("AWS::Athena::NamedQuery", { Name, WorkGroup: "streamgate-audit" });
    },
  );
});

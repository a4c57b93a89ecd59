import { Match, type Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { loadExample, templateOf, templates } from "../assembly.ts";

const REGIONS = ["eu-west-1", "us-east-1"];

let all: ReadonlyMap<string, Template>;
beforeAll(async () => {
  all = templates(await loadExample("cloudfront"));
});

function state(region: string): Template {
  return templateOf(all, `streamgate-state-${region}`);
}

describe.each(REGIONS)("the state of %s", (region) => {
  it.each(["streamgate-launches", "streamgate-logins"])(
    "keeps %s, recoverable and encrypted with our key",
    (TableName) => {
      state(region).hasResource("AWS::DynamoDB::Table", {
        DeletionPolicy: "RetainExceptOnCreate",
        UpdateReplacePolicy: "Retain",
        Properties: {
          TableName,
          KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
          AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
          TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true },
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          SSESpecification: { SSEEnabled: true, SSEType: "KMS", KMSMasterKeyId: Match.anyValue() },
          BillingMode: "PAY_PER_REQUEST",
          DeletionProtectionEnabled: true,
        },
      });
    },
  );

  it("replicates no table: an eventually consistent one is no replay cache", () => {
    state(region).resourceCountIs("AWS::DynamoDB::GlobalTable", 0);
    state(region).resourceCountIs("AWS::DynamoDB::Table", 2);
  });

  it("lets nobody use the data key but through DynamoDB, Secrets Manager and Logs", () => {
    const [key] = Object.values(
      state(region).findResources("AWS::KMS::Key", { Properties: { EnableKeyRotation: true } }),
    );
    const statements: readonly { Effect: string; Action: unknown; Condition?: unknown }[] =
      key?.Properties.KeyPolicy.Statement;
    const using = statements.filter(
      ({ Effect, Action }) =>
        Effect === "Allow" && /"kms:(?:Decrypt|Encrypt|GenerateDataKey)/.test(JSON.stringify(Action)),
    );
    expect(using).toHaveLength(3);
    for (const { Condition: condition } of using) {
      expect(JSON.stringify(condition)).toMatch(/"kms:ViaService"|"kms:EncryptionContext:aws:logs:arn"/);
    }
  });

  it("keeps its keys when the stack goes", () => {
    const keys = [
      ...Object.values(state(region).findResources("AWS::KMS::Key")),
      ...Object.values(state(region).findResources("AWS::KMS::ReplicaKey")),
    ];
    expect(keys).toHaveLength(2);
    for (const key of keys) expect(key.DeletionPolicy).toBe("RetainExceptOnCreate");
  });
});

describe("the signing key", () => {
  it("is made in the first Region, of RSA, for several Regions", () => {
    state("eu-west-1").hasResourceProperties("AWS::KMS::Key", {
      KeySpec: "RSA_2048",
      KeyUsage: "SIGN_VERIFY",
      MultiRegion: true,
    });
  });

  it("is the same one in the other Region, under the same name", () => {
    state("us-east-1").hasResourceProperties("AWS::KMS::ReplicaKey", {
      PrimaryKeyArn: {
        "Fn::GetStackOutput": {
          StackName: "streamgate-state-eu-west-1",
          Region: "eu-west-1",
          OutputName: "SigningKeyArn",
        },
      },
    });
    for (const region of REGIONS) {
      state(region).hasResourceProperties("AWS::KMS::Alias", { AliasName: "alias/streamgate-signing" });
      state(region).hasOutput("SigningKeyArn", {});
    }
  });

  it("signs for the functions that sign people in, and the one that signs tokens, alone", () => {
    const signers = REGIONS.flatMap((region) => [
      `arn:aws:iam::111122223333:role/streamgate-sign-in-oidc-${region}`,
      `arn:aws:iam::111122223333:role/streamgate-sign-in-saml-${region}`,
      `arn:aws:iam::111122223333:role/streamgate-context-${region}`,
    ]);
    state("us-east-1").hasResourceProperties("AWS::KMS::ReplicaKey", {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({ Action: "kms:Sign", Condition: { ArnEquals: { "aws:PrincipalArn": signers } } }),
        ]),
      },
    });
  });
});

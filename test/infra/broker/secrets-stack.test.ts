import { randomBytes } from "node:crypto";
import { Match, type Template } from "aws-cdk-lib/assertions";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { parseSealingKeys } from "../../../functions/identity/sealer.ts";
import { nextLiveKeys } from "../../../infra/broker/rotation/live-keys.ts";
import { loadExample, templateOf, templates } from "../assembly.ts";

let all: ReadonlyMap<string, Template>;
let secrets: Template;
beforeAll(async () => {
  all = templates(await loadExample("cloudfront"));
  secrets = templateOf(all, "streamgate-secrets-");
});

describe("the broker's own secrets", () => {
  it.each([
    ["streamgate/sealing-keys", 43],
    ["streamgate/pseudonym-key", 64],
  ])("include %s, of %i characters that Secrets Manager invents, in every Region", (Name, PasswordLength) => {
    secrets.hasResource("AWS::SecretsManager::Secret", {
      DeletionPolicy: "RetainExceptOnCreate",
      Properties: {
        Name,
        GenerateSecretString: { PasswordLength, ExcludePunctuation: true, RequireEachIncludedType: false },
        SecretString: Match.absent(),
        KmsKeyId: {
          "Fn::GetStackOutput": Match.objectLike({ Region: "eu-west-1", OutputName: "DataKeyArn" }),
        },
        ReplicaRegions: [
          {
            Region: "us-east-1",
            KmsKeyId: {
              "Fn::GetStackOutput": Match.objectLike({ Region: "us-east-1", OutputName: "DataKeyArn" }),
            },
          },
        ],
      },
    });
  });

  it("begin with a sealing key that the functions and the rotation take as it was invented", () => {
    const [secret] = Object.values(
      secrets.findResources("AWS::SecretsManager::Secret", {
        Properties: { Name: "streamgate/sealing-keys" },
      }),
    );
    const generated: unknown = secret?.Properties.GenerateSecretString;
    const { PasswordLength: length, ...rules } = generated as { readonly PasswordLength: number };
    // Nothing that asks for other characters than letters and digits, or wraps the value in JSON.
    expect(rules).toEqual({ ExcludePunctuation: true, RequireEachIncludedType: false });
    const character = fc.constantFrom(..."ABCXYZabcxyz0189");
    const invented = fc.string({ unit: character, minLength: length, maxLength: length });
    fc.assert(
      fc.property(invented, (value) => {
        expect(parseSealingKeys(value).map(({ id }) => id)).toEqual(["first"]);
        const next = nextLiveKeys(value, Date.UTC(2026, 10, 21), (bytes) =>
          randomBytes(bytes).toString("base64url"),
        );
        expect(parseSealingKeys(next).map(({ id }) => id)).toEqual(["first", "20261121T000000Z"]);
        expect(parseSealingKeys(next)[0]).toEqual(parseSealingKeys(value)[0]);
      }),
    );
  });

  it.each([
    [
      "sealing-keys",
      "^SealingKeys",
      [
        ...["launch", "sign-in-oidc", "sign-in-saml", "portal", "sessions"],
        ...["operator", "approvals", "portal-api", "context"],
      ],
      ["arn:aws:iam::111122223333:role/streamgate-rotation-eu-west-1"],
    ],
    ["pseudonym-key", "^PseudonymKey", ["sign-in-oidc", "sign-in-saml", "sessions", "portal-api"], []],
  ])(
    "let nobody of the account read the %s but the functions that need them",
    (_name, id, functions, more) => {
      const readers = ["eu-west-1", "us-east-1"].flatMap((region) =>
        functions.map((name) => `arn:aws:iam::111122223333:role/streamgate-${name}-${region}`),
      );
      secrets.hasResourceProperties("AWS::SecretsManager::ResourcePolicy", {
        SecretId: { Ref: Match.stringLikeRegexp(id) },
        BlockPublicPolicy: true,
        ResourcePolicy: {
          Statement: [
            {
              Sid: "ReadByItsFunctionsOnly",
              Effect: "Deny",
              Principal: { AWS: "*" },
              Action: "secretsmanager:GetSecretValue",
              Resource: "*",
              Condition: {
                ArnNotEquals: { "aws:PrincipalArn": [...readers, ...more] },
                BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
              },
            },
          ],
        },
      });
    },
  );

  it("exist once: a replica follows the first Region's", () => {
    const counts = [...all].map(([name, template]) => [
      name,
      Object.keys(template.findResources("AWS::SecretsManager::Secret")).length,
    ]);
    expect(Object.fromEntries(counts.filter(([, count]) => count !== 0))).toEqual({
      "streamgate-secrets-eu-west-1": 2,
    });
  });

  it("have the sealing keys rotated every month, and at once the first time", () => {
    secrets.hasResourceProperties("AWS::SecretsManager::RotationSchedule", {
      RotateImmediatelyOnUpdate: true,
      RotationRules: { AutomaticallyAfterDays: 30 },
    });
    secrets.resourceCountIs("AWS::SecretsManager::RotationSchedule", 1);
  });

  it("are rotated by a function that Secrets Manager calls, for this secret only", () => {
    secrets.hasResourceProperties("AWS::Lambda::Permission", {
      Principal: "secretsmanager.amazonaws.com",
      SourceAccount: "111122223333",
      SourceArn: { Ref: Match.stringLikeRegexp("^SealingKeys") },
    });
  });
});

describe("every template", () => {
  it("holds no secret's value", () => {
    for (const template of all.values()) {
      const text = JSON.stringify(template.toJSON());
      expect(text).not.toMatch(/"SecretString":|resolve:secretsmanager|PRIVATE KEY/);
    }
  });
});

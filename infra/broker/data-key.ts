/** The one symmetric key of a Region: its tables, secrets and logs, each used only through the service that holds them. */
import { RemovalPolicy } from "aws-cdk-lib";
import { AccountRootPrincipal, PolicyDocument, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import { keyAdministration, THIS_KEY } from "./key-administration.ts";

export interface DataKeyProps {
  readonly alias: string;
  readonly description: string;
  readonly region: string;
  readonly account: string;
  /** Services that use the key on behalf of the account's principals, who need the permission themselves too. */
  readonly services: readonly ("dynamodb" | "secretsmanager")[];
  /** ARN patterns of the log groups that CloudWatch Logs may encrypt with it. */
  readonly logGroups: readonly string[];
}

const USE: readonly string[] = [
  "kms:Decrypt",
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
];

export class DataKey extends Key {
  constructor(scope: Construct, id: string, props: DataKeyProps) {
    super(scope, id, {
      alias: props.alias,
      description: props.description,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      policy: new PolicyDocument({ statements: statements(props) }),
    });
  }
}

function statements({ region, account, services, logGroups }: DataKeyProps): PolicyStatement[] {
  const administration = keyAdministration([
    "kms:DisableKeyRotation",
    "kms:EnableKeyRotation",
    "kms:ListKeyRotations",
    "kms:RotateKeyOnDemand",
  ]);
  const throughServices = services.map(
    (service) =>
      new PolicyStatement({
        sid: service === "dynamodb" ? "UseThroughDynamoDb" : "UseThroughSecretsManager",
        principals: [new AccountRootPrincipal()],
        // A table keeps a grant, so that DynamoDB can work on it when nobody asks.
        actions: [...USE, ...(service === "dynamodb" ? ["kms:CreateGrant"] : [])],
        resources: [THIS_KEY],
        conditions: {
          StringEquals: {
            "kms:CallerAccount": account,
            "kms:ViaService": `${service}.${region}.amazonaws.com`,
          },
        },
      }),
  );
  const logs = new PolicyStatement({
    sid: "EncryptLogs",
    principals: [new ServicePrincipal(`logs.${region}.amazonaws.com`)],
    actions: [...USE, "kms:DescribeKey"],
    resources: [THIS_KEY],
    conditions: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": [...logGroups] } },
  });
  return [...administration, ...throughServices, ...(logGroups.length > 0 ? [logs] : [])];
}

/** The rotation of a secret of live keys (rotation/live-keys.ts), the first of which runs as soon as this is deployed. */
import type { IKey } from "aws-cdk-lib/aws-kms";
import { CfnPermission } from "aws-cdk-lib/aws-lambda";
import { CfnRotationSchedule, type Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import type { Grant, KeyArns } from "./capability.ts";
import { dataKeyGrant } from "./data-key-use.ts";
import { DeployedFunction } from "./deployed-function.ts";

export interface KeyRotationProps {
  readonly secret: Secret;
  /** Of the secret and its replicas, with the six characters that AWS adds as `?`. */
  readonly secretArnPattern: (region: string) => string;
  readonly region: string;
  readonly replicaRegions: readonly string[];
  readonly account: string;
  readonly keys: KeyArns;
  readonly key: IKey;
  readonly functionName: string;
  readonly roleName: string;
  readonly logGroupName: string;
  readonly logDays: number;
  /** Folder with the bundle. */
  readonly code: string;
  /** A key seals after one period and for two; no function and no session lives as long as one. */
  readonly everyDays: number;
}

export class KeyRotation extends Construct {
  constructor(scope: Construct, id: string, props: KeyRotationProps) {
    super(scope, id);
    const rotation = new DeployedFunction(this, "Rotation", {
      ...props,
      description: "Rotates the keys that seal cookies: announces the next one, then moves it to the front",
      memory: 256,
      timeoutSeconds: 30,
      environment: {},
      grants: grants(props),
      reservedConcurrency: null,
    });
    const permission = new CfnPermission(this, "Permission", {
      action: "lambda:InvokeFunction",
      principal: "secretsmanager.amazonaws.com",
      functionName: rotation.lambda.functionArn,
      sourceAccount: props.account,
      sourceArn: props.secret.secretArn,
    });
    const schedule = new CfnRotationSchedule(this, "Schedule", {
      secretId: props.secret.secretArn,
      rotationLambdaArn: rotation.lambda.functionArn,
      rotationRules: { automaticallyAfterDays: props.everyDays },
      rotateImmediatelyOnUpdate: true,
    });
    schedule.addResourceDependency(permission);
    schedule.node.addDependency(rotation);
  }
}

function grants(props: KeyRotationProps): readonly Grant[] {
  return [
    {
      sid: "RotateSecret",
      actions: [
        "secretsmanager:DescribeSecret",
        "secretsmanager:GetSecretValue",
        "secretsmanager:PutSecretValue",
        "secretsmanager:UpdateSecretVersionStage",
      ],
      resources: [props.secret.secretArn],
    },
    dataKeyGrant(props, {
      sid: "SecretKey",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      service: "secretsmanager",
      region: props.region,
      context: { SecretARN: props.secretArnPattern(props.region) },
    }),
    // Secrets Manager asks these of whoever replicates a value to a key of the account's own.
    ...props.replicaRegions.map((region, index) =>
      dataKeyGrant(props, {
        sid: `ReplicaKey${index + 1}`,
        actions: ["kms:Encrypt", "kms:GenerateDataKey"],
        service: "secretsmanager",
        region,
        context: { SecretARN: props.secretArnPattern(region) },
      }),
    ),
  ];
}

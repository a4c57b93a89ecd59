/**
 * The key of a Region's audit trail, apart from the data key: who may read the tables may not, with that alone, read the
 * archive. Used through S3 and Firehose only, by whom IAM allows it.
 */
import { RemovalPolicy } from "aws-cdk-lib";
import { AccountRootPrincipal, PolicyDocument, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import { keyAdministration, THIS_KEY } from "../broker/key-administration.ts";
import type { Deployment } from "../deployment/deployment.ts";

export interface AuditKeyProps {
  readonly deployment: Deployment;
  readonly region: string;
}

export class AuditKey extends Key {
  constructor(scope: Construct, id: string, { deployment, region }: AuditKeyProps) {
    const throughService = (service: "firehose" | "s3", actions: readonly string[]): PolicyStatement =>
      new PolicyStatement({
        sid: service === "s3" ? "UseThroughS3" : "UseThroughFirehose",
        principals: [new AccountRootPrincipal()],
        actions: [...actions],
        resources: [THIS_KEY],
        conditions: {
          StringEquals: {
            "kms:CallerAccount": deployment.account,
            "kms:ViaService": `${service}.${region}.amazonaws.com`,
          },
        },
      });
    super(scope, id, {
      alias: `alias/${deployment.name}-audit`,
      description: `${deployment.name}: audit trail of ${region}`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      policy: new PolicyDocument({
        statements: [
          ...keyAdministration([
            "kms:DisableKeyRotation",
            "kms:EnableKeyRotation",
            "kms:ListKeyRotations",
            "kms:RotateKeyOnDemand",
          ]),
          throughService("s3", ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"]),
          // Firehose keeps a grant for what waits in the stream.
          throughService("firehose", ["kms:CreateGrant", "kms:Decrypt", "kms:GenerateDataKey"]),
        ],
      }),
    });
  }
}

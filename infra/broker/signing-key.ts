/**
 * The key that signs sign-in requests, client assertions and, where the policy says so, tokens: RSA, the same in every Region, and never outside KMS.
 * The first Region's is the primary key; the others are its replicas.
 */
import { RemovalPolicy } from "aws-cdk-lib";
import { AccountRootPrincipal, PolicyDocument, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { CfnAlias, CfnKey, CfnReplicaKey } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { keyAdministration, THIS_KEY } from "./key-administration.ts";

export interface SigningKeyProps {
  readonly alias: string;
  readonly description: string;
  /** The functions' roles, of all Regions. */
  readonly signers: readonly string[];
  /** ARN of the primary key; undefined makes it. */
  readonly primary: string | undefined;
}

const PENDING_DAYS = 30;

export class SigningKey extends Construct {
  readonly keyArn: string;

  constructor(scope: Construct, id: string, { alias, description, signers, primary }: SigningKeyProps) {
    super(scope, id);
    const shared = {
      description,
      keyPolicy: policy(signers),
      pendingWindowInDays: PENDING_DAYS,
    };
    const key =
      primary === undefined
        ? new CfnKey(this, "Key", {
            ...shared,
            keySpec: "RSA_2048",
            keyUsage: "SIGN_VERIFY",
            multiRegion: true,
          })
        : new CfnReplicaKey(this, "Key", { ...shared, primaryKeyArn: primary });
    key.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    this.keyArn = key.attrArn;
    new CfnAlias(this, "Alias", { aliasName: alias, targetKeyId: key.attrKeyId });
  }
}

/** The roles are named by a condition: as principals they would have to exist before the key. */
function policy(signers: readonly string[]): PolicyDocument {
  const principals = [new AccountRootPrincipal()];
  return new PolicyDocument({
    statements: [
      ...keyAdministration(["kms:ReplicateKey", "kms:UpdatePrimaryRegion"]),
      new PolicyStatement({
        sid: "Sign",
        principals,
        actions: ["kms:Sign"],
        resources: [THIS_KEY],
        conditions: { ArnEquals: { "aws:PrincipalArn": [...signers] } },
      }),
      new PolicyStatement({
        sid: "Publish",
        principals,
        actions: ["kms:GetPublicKey", "kms:Verify"],
        resources: [THIS_KEY],
      }),
    ],
  });
}

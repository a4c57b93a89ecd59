/** A secret the broker makes for itself, in the first Region, with a replica in each of the others. */
import { RemovalPolicy } from "aws-cdk-lib";
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { type IKey, Key } from "aws-cdk-lib/aws-kms";
import { CfnResourcePolicy, Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";

export interface ReplicatedSecretProps {
  readonly secretName: string;
  readonly description: string;
  readonly key: IKey;
  /** Key ARNs by Region. */
  readonly replicas: Readonly<Record<string, string>>;
  /** Letters and digits, which are base64url too: 43 of them decode to 32 bytes. */
  readonly characters: number;
  /** ARNs of the roles that may read it, of all Regions: Secrets Manager replicates the policy with the value. */
  readonly readers: readonly string[];
}

/** In a secret's policy, `*` is this secret; an ARN would name the first Region's, in its replicas too. */
const THIS_SECRET = "*";

/** Its first value is invented by Secrets Manager: no template and no state of CloudFormation ever holds one. */
export class ReplicatedSecret extends Secret {
  constructor(scope: Construct, id: string, props: ReplicatedSecretProps) {
    super(scope, id, {
      secretName: props.secretName,
      description: props.description,
      encryptionKey: props.key,
      generateSecretString: {
        passwordLength: props.characters,
        excludePunctuation: true,
        requireEachIncludedType: false,
      },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      replicaRegions: Object.entries(props.replicas).map(([region, arn]) => ({
        region,
        encryptionKey: Key.fromKeyArn(scope, `${id}KeyOf-${region}`, arn),
      })),
    });
    const policy = new CfnResourcePolicy(this, "Readers", {
      secretId: this.secretArn,
      resourcePolicy: new PolicyDocument({ statements: [readBy(props.readers)] }),
      blockPublicPolicy: true,
    });
    // As long as the secret.
    policy.applyRemovalPolicy(RemovalPolicy.RETAIN);
  }
}

/**
 * Whatever IAM allows in the account. AWS's own services are left alone: they replicate the value, and read it for
 * nobody. Who must read it all the same takes this policy away, and CloudTrail then says so.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html (the policy is replicated)
 */
function readBy(readers: readonly string[]): PolicyStatement {
  return new PolicyStatement({
    sid: "ReadByItsFunctionsOnly",
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    // `BatchGetSecretValue` asks for this of each secret.
    actions: ["secretsmanager:GetSecretValue"],
    resources: [THIS_SECRET],
    conditions: {
      ArnNotEquals: { "aws:PrincipalArn": [...readers] },
      BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
    },
  });
}

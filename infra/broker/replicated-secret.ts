/** A secret the broker makes for itself, in the first Region, with a replica in each of the others. */
import { RemovalPolicy } from "aws-cdk-lib";
import { type IKey, Key } from "aws-cdk-lib/aws-kms";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";

export interface ReplicatedSecretProps {
  readonly secretName: string;
  readonly description: string;
  readonly key: IKey;
  /** Key ARNs by Region. */
  readonly replicas: Readonly<Record<string, string>>;
  /** Letters and digits, which are base64url too: 43 of them decode to 32 bytes. */
  readonly characters: number;
}

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
  }
}

/** The broker's own secrets and their rotation: in the first Region once, since a replica follows and never leads. */
import { Stack, type StackProps } from "aws-cdk-lib";
import { Key } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import type { Policy } from "../../functions/core/policy.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { KeyRotation } from "./key-rotation.ts";
import {
  functionLogGroup,
  functionName,
  type OwnSecret,
  roleArn,
  roleName,
  secretArn,
  secretName,
} from "./names.ts";
import { ReplicatedSecret } from "./replicated-secret.ts";
import { readersOf } from "./secret-readers.ts";
import { keyArns } from "./state-stack.ts";

export interface SecretsStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly policy: Policy;
  readonly region: string;
  /** Folder with the rotation's bundle. */
  readonly rotationCode: string;
}

const ROTATION = "rotation";
const ROTATION_DAYS = 30;

export class SecretsStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { deployment, policy, region, rotationCode, ...props }: SecretsStackProps,
  ) {
    super(scope, id, props);
    const keys = keyArns(deployment, region);
    const key = Key.fromKeyArn(this, "DataKey", keys.data(region));
    const others = deployment.regions.filter((other) => other !== region);
    const replicas = Object.fromEntries(others.map((other) => [other, keys.data(other)]));
    const own = (secret: OwnSecret): string => secretName(deployment, secret);
    const readers = (secret: OwnSecret): readonly string[] => readersOf({ deployment, policy, keys }, secret);

    const sealingKeys = new ReplicatedSecret(this, "SealingKeys", {
      secretName: own("sealing-keys"),
      description: "One or two keys that seal cookies and launch contexts: id:base64url, the first one seals",
      key,
      replicas,
      characters: 43,
      readers: [...readers("sealing-keys"), roleArn(deployment, ROTATION, region)],
    });
    new ReplicatedSecret(this, "PseudonymKey", {
      secretName: own("pseudonym-key"),
      description: "The key of AppStream's user ids; never replaced, or people lose their home folders",
      key,
      replicas,
      characters: 64,
      readers: readers("pseudonym-key"),
    });
    new KeyRotation(this, "SealingKeyRotation", {
      secret: sealingKeys,
      secretArnPattern: (place) => secretArn(deployment, own("sealing-keys"), place),
      region,
      replicaRegions: others,
      account: deployment.account,
      keys,
      key,
      functionName: functionName(deployment, ROTATION),
      roleName: roleName(deployment, ROTATION, region),
      logGroupName: functionLogGroup(deployment, ROTATION),
      logDays: deployment.retention.logDays,
      code: rotationCode,
      everyDays: ROTATION_DAYS,
    });
  }
}

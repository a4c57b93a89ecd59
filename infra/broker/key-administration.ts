/** What the account may do with every key of ours: administer it, and not use it. */
import { AccountRootPrincipal, AnyPrincipal, Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";

/**
 * Without `kms:Encrypt`, `kms:Decrypt` and `kms:Sign`, and without what takes a key away: who administers the account can
 * still change this policy, and CloudTrail then says so. CloudFormation deletes none of these keys, which are kept.
 */
const ADMINISTRATION: readonly string[] = [
  "kms:CancelKeyDeletion",
  "kms:CreateAlias",
  "kms:DeleteAlias",
  "kms:DescribeKey",
  "kms:EnableKey",
  "kms:GetKeyPolicy",
  "kms:GetKeyRotationStatus",
  "kms:ListGrants",
  "kms:ListKeyPolicies",
  "kms:ListResourceTags",
  "kms:PutKeyPolicy",
  "kms:RevokeGrant",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateAlias",
  "kms:UpdateKeyDescription",
];

/** Of a key that goes with its stack, and on which nothing rests that is kept. */
export const TAKING_AWAY: readonly string[] = ["kms:DisableKey", "kms:ScheduleKeyDeletion"];

/** In a key's policy, `*` is this key. */
export const THIS_KEY = "*";

/** Who may administer, and that only a service of AWS passes the use of the key on, for what it holds itself. */
export function keyAdministration(more: readonly string[] = []): readonly PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: "Administer",
      principals: [new AccountRootPrincipal()],
      actions: [...ADMINISTRATION, ...more],
      resources: [THIS_KEY],
    }),
    new PolicyStatement({
      sid: "PassOnToServicesOnly",
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ["kms:CreateGrant"],
      resources: [THIS_KEY],
      conditions: {
        BoolIfExists: { "kms:GrantIsForAWSResource": "false", "aws:PrincipalIsAWSService": "false" },
      },
    }),
  ];
}

/**
 * Can this policy be deployed at all? Not one for development, and not with secrets that only a developer's machine has.
 */
import { kmsAlias, signingKeyReferenceOf } from "../../functions/core/kms-key.ts";
import type { Policy } from "../../functions/core/policy.ts";
import type { IdentityProviderPolicy } from "../../functions/core/policy-identity.ts";
import { type OwnSecret, secretName, signingKeyAlias } from "../broker/names.ts";
import type { Deployment } from "./deployment.ts";
import { type DeploymentIssue, inPolicy } from "./deployment-issue.ts";

type Path = DeploymentIssue["path"];

export function checkDeployable(policy: Policy): readonly DeploymentIssue[] {
  return [...checkDevelopment(policy), ...checkSecrets(policy)];
}

function checkDevelopment({ development }: Policy): readonly DeploymentIssue[] {
  return development
    ? [inPolicy(["development"], "must be false or left out: it lets http pass, and so cannot be deployed")]
    : [];
}

function checkSecrets(policy: Policy): readonly DeploymentIssue[] {
  return secretsOf(policy).flatMap(({ path, reference }) => {
    const message = secretFault(reference);
    return message === undefined ? [] : [inPolicy(path, message)];
  });
}

const OWN_SECRETS: readonly OwnSecret[] = ["sealing-keys", "pseudonym-key"];

/** What seals sessions must never be sent to a provider, be in an image, nor sign for anybody. */
export function checkOwnSecrets(deployment: Deployment, policy: Policy): readonly DeploymentIssue[] {
  const own = OWN_SECRETS.map((secret) => `secret:${secretName(deployment, secret)}`);
  return secretsOf(policy)
    .filter(({ reference }) => own.includes(reference))
    .map(({ path, owner }) =>
      inPolicy(
        path,
        `must be a secret made for ${owner}: the broker's own seal sessions and make user ids, and are shown to nobody`,
      ),
    );
}

/** The functions' roles may use the deployment's own key, which has its alias in each Region, and no other. */
export function checkSigningKeys(deployment: Deployment, policy: Policy): readonly DeploymentIssue[] {
  const ours = signingKeyAlias(deployment);
  return secretsOf(policy).flatMap(({ path, reference }) => {
    const alias = kmsAlias(reference);
    const message = `must be \`kms:${ours}\`, the key that this deployment makes; its functions may use no other`;
    return alias === undefined || alias === ours ? [] : [inPolicy(path, message)];
  });
}

function secretFault(reference: string): string | undefined {
  if (reference.startsWith("env:")) {
    return "cannot be deployed as `env:`, since whoever may describe a function reads its environment; put it into Parameter Store or Secrets Manager and write `ssm:NAME` or `secret:NAME`";
  }
  return reference.startsWith("secret:arn:")
    ? "must be the secret's name and not its ARN, which is of one Region: each Region reads its own replica, by the name that all have"
    : undefined;
}

/** A reference where it is written, and what it was made for. */
interface PlacedReference {
  readonly path: Path;
  readonly reference: string;
  readonly owner: string;
}

function secretsOf({ identityProviders, fleets, tokens }: Policy): readonly PlacedReference[] {
  return [
    ...Object.entries(identityProviders).flatMap(([id, provider]) =>
      secretsOfProvider(provider).map(([path, reference]) => ({
        path: ["identityProviders", id, ...path],
        reference,
        owner: "this provider",
      })),
    ),
    ...Object.entries(fleets).flatMap(([id, { instances }]) => {
      const reference = instances?.key ?? null;
      const path = ["fleets", id, "instances", "key"];
      return reference === null ? [] : [{ path, reference, owner: "this fleet" }];
    }),
    ...(tokens?.keys ?? []).map((reference, index) => ({
      path: ["tokens", "keys", index],
      reference,
      owner: "tokens",
    })),
  ];
}

function secretsOfProvider(
  provider: IdentityProviderPolicy,
): readonly (readonly [path: Path, reference: string])[] {
  if (provider.protocol === "saml") {
    const { decryptionKeys, signingKeys } = provider.serviceProvider;
    return [
      ...signingKeys.map(
        (key, index) =>
          [
            ["serviceProvider", "signingKeys", index, ...(typeof key === "string" ? [] : ["key"])],
            signingKeyReferenceOf(key),
          ] as const,
      ),
      ...decryptionKeys.map((key, index) => [["serviceProvider", "decryptionKeys", index], key] as const),
    ];
  }
  const { clientAuthentication } = provider;
  switch (clientAuthentication.method) {
    case "client_secret_basic":
      return [[["clientAuthentication", "secret"], clientAuthentication.secret]];
    case "private_key_jwt":
      return [[["clientAuthentication", "key"], clientAuthentication.key]];
    case "none":
      return [];
  }
}

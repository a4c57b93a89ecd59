/** PURE: the secrets and fleets a policy names, which is all that its functions may reach. */
import { signingKeyReferenceOf } from "../../functions/core/kms-key.ts";
import type { FleetPolicy, Policy } from "../../functions/core/policy.ts";
import type {
  IdentityProviderPolicy,
  OidcProviderPolicy,
  SamlProviderPolicy,
} from "../../functions/core/policy-identity.ts";

/** `kms:alias/…` names a key that signs without ever leaving KMS. */
type ReferenceKind = "secret" | "ssm" | "kms" | "env";

export interface SecretReference {
  readonly kind: ReferenceKind;
  readonly name: string;
}

const KINDS: readonly string[] = ["secret", "ssm", "kms", "env"] satisfies readonly ReferenceKind[];

/** Of the identity providers that speak this protocol, each reference once. */
export function signInReferences(
  { identityProviders }: Policy,
  protocol: IdentityProviderPolicy["protocol"],
): readonly SecretReference[] {
  const texts = Object.values(identityProviders)
    .filter((provider) => provider.protocol === protocol)
    .flatMap((provider) => (provider.protocol === "oidc" ? ofClient(provider) : ofServiceProvider(provider)));
  return [...new Set(texts)].toSorted().map(parse);
}

/** Of what redeems session contexts: the keys of tokens and of fleets, each reference once. */
export function handoverReferences({ fleets, tokens }: Policy): readonly SecretReference[] {
  const ofFleets = Object.values(fleets).flatMap(({ instances }) => instances?.key ?? []);
  return [...new Set([...(tokens?.keys ?? []), ...ofFleets])].toSorted().map(parse);
}

function ofClient({ clientAuthentication }: OidcProviderPolicy): readonly string[] {
  switch (clientAuthentication.method) {
    case "client_secret_basic":
      return [clientAuthentication.secret];
    case "private_key_jwt":
      return [clientAuthentication.key];
    case "none":
      return [];
  }
}

function ofServiceProvider({ serviceProvider }: SamlProviderPolicy): readonly string[] {
  const { decryptionKeys, signingKeys } = serviceProvider;
  return [...signingKeys.map(signingKeyReferenceOf), ...decryptionKeys];
}

function parse(text: string): SecretReference {
  const separator = text.indexOf(":");
  const kind = text.slice(0, separator);
  // The text itself may be a secret in the wrong place.
  if (!KINDS.includes(kind)) throw new TypeError("a policy holds something that is no secret reference");
  return { kind: kind as ReferenceKind, name: text.slice(separator + 1) };
}

export interface StreamingTarget {
  readonly region: string;
  /** As in an AppStream ARN: `fleet/NAME` or `stack/NAME`. */
  readonly resource: string;
}

/** Every fleet and stack of these, sorted, each once. */
export function streamingTargets(fleets: readonly FleetPolicy[]): readonly StreamingTarget[] {
  const all = fleets.flatMap(({ region, stack, fleet }) => [
    `${region} fleet/${fleet}`,
    `${region} stack/${stack}`,
  ]);
  return [...new Set(all)].toSorted().map((text) => {
    const [region = "", resource = ""] = text.split(" ");
    return { region, resource };
  });
}

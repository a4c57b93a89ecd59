/**
 * What the policy's `env:` references stand for: the broker's key pairs at SAML identity providers, its secrets at
 * OpenID providers. All are made at the start.
 */
import { randomBytes } from "node:crypto";
import { environmentName } from "../../dev/world/environment-name.ts";
import { signingKeyReferenceOf } from "../../functions/core/kms-key.ts";
import type { Policy } from "../../functions/core/policy.ts";
import type { IdentityProviderPolicy } from "../../functions/core/policy-identity.ts";
import { makeKeyPair } from "./key-pair.ts";

/** One for each reference, as environment variables. */
export async function makeCredentials({
  identityProviders,
}: Policy): Promise<Readonly<Record<string, string>>> {
  const protocols = new Map(
    Object.values(identityProviders).flatMap((provider) =>
      referencesOf(provider).map((reference) => [reference, provider.protocol] as const),
    ),
  );
  const made = [...protocols].map(async ([reference, protocol]) => {
    const value = protocol === "saml" ? await keyPairText() : secretText();
    return [environmentName(reference), value] as const;
  });
  return Object.fromEntries(await Promise.all(made));
}

function referencesOf(provider: IdentityProviderPolicy): readonly string[] {
  if (provider.protocol === "saml") {
    const { signingKeys, decryptionKeys } = provider.serviceProvider;
    return [...signingKeys.map(signingKeyReferenceOf), ...decryptionKeys];
  }
  const { clientAuthentication } = provider;
  return clientAuthentication.method === "client_secret_basic" ? [clientAuthentication.secret] : [];
}

async function keyPairText(): Promise<string> {
  const { privateKey, certificate } = await makeKeyPair("Streamgate");
  return `${privateKey}${certificate}`;
}

/** With `-` and `_` in it: LemonLDAP::NG does not undo the encoding of RFC 6749 §2.3.1, and needs none for these. */
function secretText(): string {
  return `-_${randomBytes(24).toString("base64url")}`;
}

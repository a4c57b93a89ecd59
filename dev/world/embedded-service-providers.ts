/**
 * The broker as a service provider of the embedded SAML identity provider. Its keys are made at every start and reach
 * the functions by the policy's own `env:` references.
 */
import { signingKeyReferenceOf } from "../../functions/core/kms-key.ts";
import type { Policy, SamlProviderPolicy } from "../../functions/core/policy.ts";
import { makeSamlKey, type SamlKey } from "../identity-provider/saml/minting/saml-key.ts";
import type { ServiceProvider } from "../identity-provider/saml/service-providers.ts";
import { environmentName } from "./environment-name.ts";

/** The metadata address that stands for the embedded identity provider in a policy, wherever it really listens. */
const EMBEDDED_METADATA_URL = "http://127.0.0.1:8084/metadata";

export interface EmbeddedServiceProvider {
  readonly serviceProvider: ServiceProvider;
  /** Environment variables that hold the keys. */
  readonly environment: Readonly<Record<string, string>>;
}

export function isEmbeddedSaml({ metadata }: SamlProviderPolicy): boolean {
  return metadata.url === EMBEDDED_METADATA_URL;
}

/** `origin`: the broker's. */
export async function embeddedServiceProvider(
  id: string,
  policy: SamlProviderPolicy,
  applications: Policy["applications"],
  origin: string,
): Promise<EmbeddedServiceProvider> {
  const { entityId, signingKeys, decryptionKeys } = policy.serviceProvider;
  const signing = await keysFor(signingKeys.map(signingKeyReferenceOf));
  const decryption = await keysFor(decryptionKeys);
  const [encryptTo] = decryption;
  const tiles = (policy.idpInitiated?.applications ?? []).map((application) => ({
    label: applications[application]?.name.en ?? application,
    relayState: application,
  }));
  return {
    serviceProvider: {
      entityId: entityId ?? `${origin}/login/${id}/metadata`,
      assertionConsumerServiceUrl: `${origin}/login/${id}/acs`,
      singleLogoutUrl: `${origin}/logout/${id}/saml`,
      signingCertificates: signing.map(({ key }) => key.certificate),
      ...(encryptTo && { encryptionCertificate: encryptTo.key.certificate }),
      tiles,
    },
    environment: Object.fromEntries(
      [...signing, ...decryption].map(({ name, key }) => [name, `${key.privateKey}\n${key.certificate}`]),
    ),
  };
}

async function keysFor(
  references: readonly string[],
): Promise<readonly { readonly name: string; readonly key: SamlKey }[]> {
  return await Promise.all(
    references.map(async (reference) => {
      const key = await makeSamlKey({ commonName: "Streamgate, local world" });
      return { name: environmentName(reference), key };
    }),
  );
}

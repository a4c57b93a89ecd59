/** The product's adapter for one identity provider, everything real but the keys, which are at hand. */

import { randomBytes } from "node:crypto";
import { certificateBody, type SamlKey } from "../../../dev/identity-provider/saml/minting/saml-key.ts";
import type { ClaimsMapping, SamlProviderPolicy } from "../../../functions/core/policy-identity.ts";
import { ok } from "../../../functions/core/result.ts";
import type { SamlMetadata } from "../../../functions/core/saml-metadata.ts";
import { createPseudonym } from "../../../functions/identity/pseudonym.ts";
import { createSamlProvider, type SamlProviderOptions } from "../../../functions/identity/saml/provider.ts";
import {
  parseKeyPair,
  type ServiceProviderKeys,
  signingKeyOf,
} from "../../../functions/identity/saml/service-provider-keys.ts";
import type { ExpectedResponse, SamlIdentityProvider } from "../../../functions/sign-in-ports.ts";
import { aSamlProvider as aProviderPolicy } from "../../support/saml-provider-builders.ts";
import { LOGOUT_URL } from "./redirect-builders.ts";
import { ACS_URL, ENTITY_ID, ISSUER, keyOf, REQUEST_ID, SLO_URL, SSO_URL } from "./response-builders.ts";

export const CLAIMS: ClaimsMapping = {
  subject: "NameID",
  displayName: "displayName",
  email: "mail",
  groups: "groups",
  country: "country",
  mfa: { claim: "AuthnContextClassRef", anyOf: ["https://refeds.org/profile/mfa"] },
};

export interface ProviderStage {
  readonly policy?: Partial<SamlProviderPolicy>;
  readonly metadata?: Partial<SamlMetadata>;
  readonly options?: Partial<SamlProviderOptions>;
  /** Default one to sign with and one to decrypt with. */
  readonly keys?: Partial<ServiceProviderKeys>;
}

export async function aSamlProvider(stage: ProviderStage = {}): Promise<SamlIdentityProvider> {
  const { certificate } = await keyOf("idp");
  const pair = pairOf(await keyOf("sp"));
  const keys: ServiceProviderKeys = { signing: [signingKeyOf(pair)], decryption: [pair], ...stage.keys };
  const policy = aPolicy(stage.policy);
  return createSamlProvider({
    policy,
    metadata: {
      entityId: ISSUER,
      singleSignOnUrl: SSO_URL,
      singleLogoutUrl: SLO_URL,
      signingCertificates: [{ der: certificateBody(certificate), fingerprint: "", notAfter: 0 }],
      validUntil: null,
      cacheSeconds: null,
      ...stage.metadata,
    },
    metadataUrl: ENTITY_ID,
    assertionConsumerServiceUrl: ACS_URL,
    singleLogoutUrl: LOGOUT_URL,
    keys: async () => ok(keys),
    mapping: {
      identityProvider: "corporate",
      claims: policy.claims,
      userId: policy.userId,
      pseudonym: createPseudonym(new Uint8Array(32).fill(7)),
      knownGroups: new Set(["staff", "treasury"]),
      noSubject: "saml_principal_subject",
    },
    randomText: (byteLength) => randomBytes(byteLength).toString("base64url"),
    ...stage.options,
  });
}

export function pairOf({ privateKey, certificate }: SamlKey) {
  return parseKeyPair(`${privateKey}${certificate}`);
}

export const ASKED: ExpectedResponse = { state: "state", requestId: REQUEST_ID, authenticatedSince: null };

function aPolicy(overrides: Partial<SamlProviderPolicy> = {}): SamlProviderPolicy {
  return aProviderPolicy({
    entityId: ISSUER,
    serviceProvider: { entityId: null, signingKeys: [], decryptionKeys: [] },
    claims: CLAIMS,
    ...overrides,
  });
}

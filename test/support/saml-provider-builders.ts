/** A SAML identity provider of the policy with its approved metadata, as a compiled policy has them. */
import type { SamlProviderPolicy } from "../../functions/core/policy-identity.ts";
import type { SamlMetadata } from "../../functions/core/saml-metadata.ts";
import { parseIdpMetadata } from "../../functions/identity/saml/idp-metadata.ts";
import {
  entityXml,
  IDP_ENTITY_ID,
  idpKey,
  keyDescriptorXml,
  METADATA_NOW,
} from "./saml-metadata-builders.ts";

export function aSamlProvider(change: Partial<SamlProviderPolicy> = {}): SamlProviderPolicy {
  return {
    protocol: "saml",
    name: { en: "Northwind Campus" },
    entityId: IDP_ENTITY_ID,
    metadata: { file: "campus.xml", url: null, signedBy: null },
    serviceProvider: { entityId: null, signingKeys: ["env:CAMPUS_KEY"], decryptionKeys: [] },
    preset: null,
    require: { signedResponse: false, signedAssertion: false, encryptedAssertion: false },
    allowCbc: false,
    forceAuthn: false,
    authnContexts: [],
    maxAuthenticationAgeSeconds: null,
    idpInitiated: null,
    claims: {
      subject: "NameID",
      displayName: "displayName",
      email: "email",
      groups: "groups",
      country: null,
      mfa: null,
    },
    userId: { from: "pseudonym" },
    ...change,
  };
}

/** The metadata of `saml-metadata-builders.ts`, read. */
export async function samlMetadata(change: Partial<SamlMetadata> = {}): Promise<SamlMetadata> {
  const { certificate } = await idpKey("first");
  const xml = entityXml({ keyDescriptors: [keyDescriptorXml(certificate)] });
  const read = parseIdpMetadata(xml, {
    ...{ entityId: IDP_ENTITY_ID, nowEpochSeconds: METADATA_NOW, allowLoopbackHttp: false },
  });
  if (!read.ok) throw new Error(read.error);
  return { ...read.value, ...change };
}

/** The policy of the measured sign-in function: its one identity provider is the SAML one. */
import { X509Certificate } from "node:crypto";
import type { SamlProviderPolicy } from "../../../functions/core/policy-identity.ts";
import type { SamlMetadata } from "../../../functions/core/saml-metadata.ts";
import { certificateBody, type SamlKey } from "../../identity-provider/saml/minting/saml-key.ts";
import { CLAIMS } from "./samples.ts";
import { ENTITY_ID, SINGLE_SIGN_ON_URL } from "./sign-in.ts";

export const samlProvider: SamlProviderPolicy = {
  protocol: "saml",
  name: { en: "Campus" },
  entityId: ENTITY_ID,
  metadata: { file: "campus.xml", url: null, signedBy: null },
  serviceProvider: { entityId: null, signingKeys: ["env:BENCH_SAML_KEY"], decryptionKeys: [] },
  preset: "entra",
  require: { signedResponse: false, signedAssertion: true, encryptedAssertion: false },
  allowCbc: false,
  forceAuthn: false,
  authnContexts: [],
  maxAuthenticationAgeSeconds: null,
  idpInitiated: null,
  claims: {
    subject: "NameID",
    displayName: CLAIMS.name,
    email: CLAIMS.email,
    groups: CLAIMS.groups,
    country: null,
    mfa: null,
  },
  userId: { from: "pseudonym" },
};

export function samlMetadata({ certificate }: SamlKey): SamlMetadata {
  const { fingerprint256, validTo } = new X509Certificate(certificate);
  return {
    entityId: ENTITY_ID,
    singleSignOnUrl: SINGLE_SIGN_ON_URL,
    singleLogoutUrl: null,
    signingCertificates: [
      {
        der: certificateBody(certificate),
        fingerprint: fingerprint256.replaceAll(":", "").toLowerCase(),
        notAfter: Date.parse(validTo) / 1000,
      },
    ],
    validUntil: null,
    cacheSeconds: null,
  };
}

/**
 * Schema of a SAML identity provider. Names of attributes that are not written come from the preset (saml-presets.ts),
 * so that a parsed policy says every one of them.
 */
import * as v from "valibot";
import type { SamlSigningKey } from "./policy-identity.ts";
import { absoluteUri, idReference, relativePath, webUrl } from "./policy-schema-formats.ts";
import { decryptionKeyReference, kmsKeyReference, privateKeyReference } from "./policy-schema-references.ts";
import { closed, fields, list, localizedText, someOf, text } from "./policy-schema-shapes.ts";
import { authenticationAge, mfaEvidence, userIdSource } from "./policy-schema-sign-in.ts";
import { completeClaims } from "./saml-presets.ts";

/** SAML Core §8.3.6 gives an entity id at most 1024 characters; it need not be a URL. */
const entityId = v.pipe(
  v.string(),
  v.regex(/^[^\s\p{Cc}]{1,1024}$/v, "must be a text of at most 1024 characters without spaces"),
);

const attributeName = v.pipe(
  v.string("must be the name of one attribute: SAML attributes are not nested"),
  text,
);

const atMostTwo = "must be at most two: one in use, one on its way in or out";

const metadata = closed({
  file: relativePath,
  url: v.optional(v.nullable(webUrl), null),
  signedBy: v.optional(v.nullable(relativePath), null),
});

const signingKey: v.GenericSchema<unknown, SamlSigningKey> = v.union(
  [privateKeyReference, closed({ key: kmsKeyReference, certificate: relativePath })],
  "must be a reference to a secret, or `{ key: kms:alias/NAME, certificate: FILE }`",
);

const serviceProvider = closed({
  entityId: v.optional(v.nullable(entityId), null),
  signingKeys: v.pipe(someOf(signingKey), v.maxLength(2, atMostTwo)),
  decryptionKeys: v.optional(v.pipe(list(decryptionKeyReference), v.maxLength(2, atMostTwo)), []),
});

const requirements = closed({
  signedResponse: v.optional(v.boolean(), false),
  signedAssertion: v.optional(v.boolean(), false),
  encryptedAssertion: v.optional(v.boolean(), false),
});

const idpInitiated = closed({
  applications: someOf(idReference),
  defaultApplication: v.optional(v.nullable(idReference), null),
});

const claims = closed({
  subject: v.optional(attributeName),
  displayName: v.optional(attributeName),
  email: v.optional(attributeName),
  groups: v.optional(attributeName),
  country: v.optional(v.nullable(attributeName)),
  homeRegion: v.optional(v.nullable(attributeName)),
  mfa: v.optional(mfaEvidence(attributeName)),
});

export const samlProvider = v.pipe(
  fields({
    protocol: v.literal("saml"),
    name: localizedText,
    entityId,
    metadata,
    serviceProvider,
    preset: v.optional(v.nullable(v.picklist(["entra", "okta", "adfs", "google", "ping", "keycloak"])), null),
    require: v.optional(requirements, {}),
    allowCbc: v.optional(v.boolean(), false),
    forceAuthn: v.optional(v.boolean(), false),
    authnContexts: v.optional(list(absoluteUri), []),
    maxAuthenticationAgeSeconds: v.optional(v.nullable(authenticationAge), null),
    idpInitiated: v.optional(v.nullable(idpInitiated), null),
    claims: v.optional(claims, {}),
    userId: v.optional(userIdSource(attributeName), { from: "pseudonym" }),
  }),
  v.transform((written) => ({ ...written, claims: completeClaims(written.preset, written.claims) })),
);

/**
 * Schema of `identityProviders`: whom sign-ins are accepted from, and which claims are read.
 */
import * as v from "valibot";
import type {
  ClaimPath,
  ClaimsMapping,
  ClientAuthentication,
  IdentityProviderPolicy,
} from "./policy-identity.ts";
import { host, issuer } from "./policy-schema-formats.ts";
import { secretReference, signingKeyReference } from "./policy-schema-references.ts";
import { samlProvider } from "./policy-schema-saml.ts";
import { closed, fields, list, localizedText, oneOf, someOf, text } from "./policy-schema-shapes.ts";
import { authenticationAge, mfaEvidence, userIdSource } from "./policy-schema-sign-in.ts";

export const algorithm = v.picklist(["RS256", "PS256", "ES256", "EdDSA"]);

const claimPath: v.GenericSchema<unknown, ClaimPath> = v.union(
  [text, v.pipe(v.array(text), v.nonEmpty("must name at least one claim"))],
  "must be the name of a claim, or a list of names that leads into nested objects",
);

const clientAuthentication: v.GenericSchema<unknown, ClientAuthentication> = oneOf("method", [
  fields({ method: v.literal("client_secret_basic"), secret: secretReference }),
  fields({ method: v.literal("private_key_jwt"), key: signingKeyReference, keyId: text, algorithm }),
  fields({ method: v.literal("none") }),
]);

export const claims: v.GenericSchema<unknown, ClaimsMapping> = closed({
  subject: v.optional(claimPath, "sub"),
  displayName: v.optional(claimPath, "name"),
  email: v.optional(claimPath, "email"),
  groups: v.optional(claimPath, "groups"),
  country: v.optional(v.nullable(claimPath), null),
  homeRegion: v.optional(v.nullable(claimPath), null),
  mfa: v.optional(mfaEvidence(claimPath), null),
});

const scopes = v.pipe(
  list(
    v.pipe(v.string(), v.regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/v, "must be a scope without spaces or quotes")),
  ),
  v.includes("openid", "must contain `openid`, or the provider sends no ID token"),
);

export const identityProvider: v.GenericSchema<unknown, IdentityProviderPolicy> = oneOf("protocol", [
  fields({
    protocol: v.literal("oidc"),
    name: localizedText,
    issuer,
    clientId: text,
    clientAuthentication,
    scopes: v.optional(scopes, ["openid", "profile", "email"]),
    algorithms: v.optional(someOf(algorithm), ["RS256"]),
    endpointHosts: v.optional(list(host), []),
    acrValues: v.optional(list(text), []),
    maxAuthenticationAgeSeconds: v.optional(v.nullable(authenticationAge), null),
    claims: v.optional(claims, {}),
    userId: v.optional(userIdSource(claimPath), { from: "pseudonym" }),
  }),
  samlProvider,
]);

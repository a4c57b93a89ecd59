/** What the policy says of identity providers: how each is asked, what its answers must have, and who they name. */
import type { LocalizedText } from "./localized-text.ts";

/** `env:NAME`, `ssm:NAME` or `secret:NAME`; a secret's value never stands in a policy. */
export type SecretReference = string;

/** `kms:alias/NAME`: an RSA key that signs inside AWS KMS and never leaves it. */
type KmsKeyReference = string;

/** PKCS #8 PEM or a private JWK behind a reference, or a key in KMS, which signs with RS256 only. */
export type SigningKeyReference = SecretReference | KmsKeyReference;

/** A claim by its exact name, or a path of names into nested objects. */
export type ClaimPath = string | readonly string[];

export type SignatureAlgorithm = "RS256" | "PS256" | "ES256" | "EdDSA";

export type ClientAuthentication =
  | { readonly method: "client_secret_basic"; readonly secret: SecretReference }
  | {
      readonly method: "private_key_jwt";
      readonly key: SigningKeyReference;
      readonly keyId: string;
      readonly algorithm: SignatureAlgorithm;
    }
  | { readonly method: "none" };

export interface ClaimsMapping {
  readonly subject: ClaimPath;
  readonly displayName: ClaimPath;
  readonly email: ClaimPath;
  readonly groups: ClaimPath;
  readonly country: ClaimPath | null;
  /** An AppStream Region such as `eu-west-1`; it orders fleets. Null, and left out: this provider names none. */
  readonly homeRegion?: ClaimPath | null;
  /** MFA is proved when the claim holds one of the values; null: this provider never proves MFA. */
  readonly mfa: { readonly claim: ClaimPath; readonly anyOf: readonly string[] } | null;
}

/** `pseudonym`, or a declared claim where existing home folders must be kept. */
export type UserIdSource =
  | { readonly from: "pseudonym" }
  | { readonly from: "claim"; readonly claim: ClaimPath };

export interface OidcProviderPolicy {
  readonly protocol: "oidc";
  readonly name: LocalizedText;
  /** Compared string-exact with the metadata and every token; a trailing slash counts. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientAuthentication: ClientAuthentication;
  readonly scopes: readonly string[];
  readonly algorithms: readonly SignatureAlgorithm[];
  /** Hosts beside the issuer's own that its endpoints may live on. */
  readonly endpointHosts: readonly string[];
  /** Asked of the provider as `acr_values`; empty asks for nothing. */
  readonly acrValues: readonly string[];
  /** Sent as `max_age` and then checked against `auth_time`; null asks for nothing. */
  readonly maxAuthenticationAgeSeconds: number | null;
  readonly claims: ClaimsMapping;
  readonly userId: UserIdSource;
}

/** Which identity provider's usual attribute names the claims default to. */
export type SamlPreset = "entra" | "okta" | "adfs" | "google" | "ping" | "keycloak";

interface SamlMetadataSource {
  /** The identity provider's metadata as it was last approved; a path beside the policy file. */
  readonly file: string;
  /** Where `streamgate metadata` asks for a newer one; null: the file is replaced by hand. */
  readonly url: string | null;
  /** A file with the PEM certificate that signs the metadata; null: every change of keys needs an approval. */
  readonly signedBy: string | null;
}

/** A secret that holds a private key with its certificate, as PEM text; or a key in KMS, whose certificate is public. */
export type SamlSigningKey = SecretReference | CertifiedKmsKey;

export interface CertifiedKmsKey {
  readonly key: KmsKeyReference;
  /** A PEM file beside the policy; it ships with the compiled policy. */
  readonly certificate: string;
}

interface SamlServiceProviderPolicy {
  /** Null: the address of our metadata for this identity provider. */
  readonly entityId: string | null;
  /** The first signs, all are published. */
  readonly signingKeys: readonly SamlSigningKey[];
  /** Secrets of the same kind: the first is published, all decrypt. Empty: encrypted assertions are refused. */
  readonly decryptionKeys: readonly SecretReference[];
}

/** What a response must have beyond the least, which is one verified signature over the assertion. */
export interface SamlRequirements {
  readonly signedResponse: boolean;
  readonly signedAssertion: boolean;
  readonly encryptedAssertion: boolean;
}

/** Sign-in that nobody here asked for, from a tile at the identity provider. */
export interface IdpInitiatedPolicy {
  /** Application ids that a RelayState may name. */
  readonly applications: readonly string[];
  /** Where a response without RelayState leads; null: to the start page. */
  readonly defaultApplication: string | null;
}

export interface SamlProviderPolicy {
  readonly protocol: "saml";
  readonly name: LocalizedText;
  /** Compared string-exact with the metadata and every Issuer. */
  readonly entityId: string;
  readonly metadata: SamlMetadataSource;
  readonly serviceProvider: SamlServiceProviderPolicy;
  readonly preset: SamlPreset | null;
  readonly require: SamlRequirements;
  /** Accepts AES-CBC, which authenticates nothing, inside a Response whose signature was verified. */
  readonly allowCbc: boolean;
  /** Asks for a fresh sign-in every time, and checks that it was one. */
  readonly forceAuthn: boolean;
  /** Classes asked for in RequestedAuthnContext, one of which must come back; empty asks for nothing. */
  readonly authnContexts: readonly string[];
  /** How old AuthnInstant may be; null asks for nothing. */
  readonly maxAuthenticationAgeSeconds: number | null;
  /** Null: the sign-in must have begun here. */
  readonly idpInitiated: IdpInitiatedPolicy | null;
  /** Attribute names; `NameID` and `AuthnContextClassRef` mean those elements. */
  readonly claims: ClaimsMapping;
  readonly userId: UserIdSource;
}

export type IdentityProviderPolicy = OidcProviderPolicy | SamlProviderPolicy;

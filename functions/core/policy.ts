/**
 * The policy: everything the broker knows about identity providers, fleets, applications and rules.
 * Written as YAML, checked and compiled at deploy (policy-schema.ts, policy-checks.ts), shipped as JSON.
 * Invariant: a list that grants is empty by default, and empty grants nothing.
 */

/** `env:NAME`, `ssm:NAME` or `secret:NAME`; a secret's value never stands in a policy. */
type SecretReference = string;

/** `kms:alias/NAME`: an RSA key that signs inside AWS KMS and never leaves it. */
type KmsKeyReference = string;

/** A text by BCP 47 language; `en` is always there. */
export interface LocalizedText {
  readonly en: string;
  readonly [language: string]: string;
}

/** A claim by its exact name, or a path of names into nested objects. */
export type ClaimPath = string | readonly string[];

export type SignatureAlgorithm = "RS256" | "PS256" | "ES256" | "EdDSA";

export type ClientAuthentication =
  | { readonly method: "client_secret_basic"; readonly secret: SecretReference }
  | {
      readonly method: "private_key_jwt";
      /** PKCS #8 PEM or a private JWK behind a reference, or a key in KMS; that one signs with RS256 only. */
      readonly key: SecretReference | KmsKeyReference;
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

export interface FleetPolicy {
  readonly region: string;
  readonly stack: string;
  readonly fleet: string;
  /** The operator's word for the legal area the data stays in, for example `EU`. */
  readonly jurisdiction: string;
  /** Domain-joined fleets refuse CreateStreamingURL, so they cannot be launched by `streaming_url`. */
  readonly launchMethod: "streaming_url";
  readonly streamView: "app" | "desktop";
  /** A CloudFront domain in front of AppStream that replaces the host of the URL; null leaves it. */
  readonly customDomain: string | null;
}

export interface Audience {
  /** Groups of the policy's one identity provider; with several providers they admit nobody. */
  readonly groups: readonly string[];
  /** Groups by the provider that must have said so: a group's name proves nothing without who claims it. */
  readonly groupsByProvider?: Readonly<Record<string, readonly string[]>>;
  readonly subjects: readonly { readonly identityProvider: string; readonly subject: string }[];
}

export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

/** Open from `from` (inclusive) to `until` (exclusive), wall-clock `HH:MM` in `timeZone`; `until` may be `24:00`. */
export interface HoursCondition {
  readonly timeZone: string;
  readonly days: readonly Weekday[];
  readonly from: string;
  readonly until: string;
}

export interface Conditions {
  readonly mfa: boolean;
  /** Names of `location.networks`; null allows any network. */
  readonly networks: readonly string[] | null;
  readonly hours: HoursCondition | null;
  /** ISO 3166-1 alpha-2 countries the connection must come from, by network or trusted edge; null allows any. */
  readonly countries: readonly string[] | null;
}

export interface ContextDeclaration {
  /** Anchored on both ends before use; values are at most `maxLength` characters. */
  readonly pattern: string;
  readonly maxLength: number;
}

export interface ApplicationPolicy {
  readonly name: LocalizedText;
  readonly description: LocalizedText | null;
  readonly icon: string | null;
  /** The application's Name in the image, or `Desktop` on a desktop-view fleet. */
  readonly appstreamApplication: string;
  readonly fleets: readonly string[];
  readonly audience: Audience;
  readonly conditions: Conditions;
  readonly context: ContextDeclaration | null;
  /** How long the streaming URL may be opened, 1–604800 s; AWS recommends short. */
  readonly validitySeconds: number;
}

/** `ip_database`: a country database beside the functions, for set-ups whose edge names no country. */
export type LocationSource = "claim" | "network" | "edge" | "ip_database";

export interface NetworkPolicy {
  readonly ranges: readonly string[];
  readonly country: string;
  /** Where it is on the map; null uses the country's centre. */
  readonly coordinates: Coordinates | null;
}

export interface Coordinates {
  /** Degrees, north positive. */
  readonly latitude: number;
  /** Degrees, east positive. */
  readonly longitude: number;
}

/** What the operator knows better than the claims. */
export interface HomeRegionPolicy {
  readonly subjects: readonly {
    readonly identityProvider: string;
    readonly subject: string;
    readonly region: string;
  }[];
  /** The first that the person is in counts; a null provider means the policy's one. */
  readonly groups: readonly {
    readonly identityProvider: string | null;
    readonly group: string;
    readonly region: string;
  }[];
}

export interface LocationPolicy {
  readonly sources: readonly LocationSource[];
  readonly networks: Readonly<Record<string, NetworkPolicy>>;
  readonly default: { readonly country: string } | null;
  readonly homeRegions?: HomeRegionPolicy;
}

/** A hard rule: who it covers may only use fleets in these jurisdictions. Never relaxed. */
export interface ResidencyWall {
  readonly id: string;
  /** Application ids; null covers all. */
  readonly applications: readonly string[] | null;
  /** Countries of the user; null covers all. An unknown location is covered: the wall fails closed. */
  readonly countries: readonly string[] | null;
  readonly jurisdictions: readonly string[];
}

/**
 * Which country a wall asks about: where the person is found (`location`), or where the identity provider says the
 * person is at home (`home`), whose sessions then stay within the same walls on a trip and go to the nearest fleet there.
 */
export type WallsFollow = "location" | "home";

export interface ResidencyPolicy {
  readonly walls: readonly ResidencyWall[];
  /** Left out: `location`. */
  readonly follows?: WallsFollow;
}

/** A soft rule: fleets to try first, in this order. The first slope that matches is used. */
export interface Preference {
  readonly applications: readonly string[] | null;
  readonly countries: readonly string[] | null;
  readonly fleets: readonly string[];
}

export interface SessionPolicy {
  readonly brokerSessionSeconds: number;
  readonly loginTransactionSeconds: number;
  /** How long a session-context handle may be redeemed. */
  readonly contextHandleSeconds: number;
  /** How long a launch record is kept in the table. */
  readonly launchRecordSeconds: number;
}

export interface LimitsPolicy {
  /** The whole launch, all candidates together. */
  readonly launchDeadlineMilliseconds: number;
  /** One CreateStreamingURL request. */
  readonly attemptTimeoutMilliseconds: number;
  readonly maxCandidates: number;
}

export interface Policy {
  readonly version: 1;
  readonly development: boolean;
  readonly identityProviders: Readonly<Record<string, IdentityProviderPolicy>>;
  readonly fleets: Readonly<Record<string, FleetPolicy>>;
  readonly applications: Readonly<Record<string, ApplicationPolicy>>;
  readonly location: LocationPolicy;
  readonly residency: ResidencyPolicy;
  readonly preferences: readonly Preference[];
  readonly sessions: SessionPolicy;
  readonly limits: LimitsPolicy;
  /** What the pages tell a person whom nothing else helps; null names nobody. */
  readonly support: LocalizedText | null;
}

/**
 * The Portal API in the policy: whose access tokens it takes, what they must have, which clients may ask for what, and how
 * often. Invariant: an issuer or client that is not listed gets nothing.
 */
import type { ClaimsMapping, SignatureAlgorithm } from "./policy-identity.ts";

/** How access tokens look that are not RFC 9068's. */
export interface DeclaredTokenProfile {
  /** Values of `typ`, without regard to case; `none` stands for a header that has none. */
  readonly types: readonly string[];
  /** The claim that names the client: `azp`, `appid`, `client_id`. */
  readonly client: string;
  /** Whether tokens name their audience. One that does not is told apart by `requires`. */
  readonly hasAudience: boolean;
  /** Claims and the value that each must have, for example `token_use: access`. */
  readonly requires: Readonly<Record<string, string>>;
  /** Claims that only a person's token has, for example `scp`. */
  readonly onlyOfPeople: readonly string[];
}

/** `rfc9068`: `typ: at+jwt`, and every claim that it requires. */
export type TokenProfile = "rfc9068" | DeclaredTokenProfile;

export interface PortalClient {
  /** Application ids; null: every one that the person may launch. */
  readonly applications: readonly string[] | null;
}

export interface AccessTokenIssuer {
  /** Compared string-exact with the metadata and every token. */
  readonly issuer: string;
  readonly audience: string;
  readonly profile: TokenProfile;
  readonly algorithms: readonly SignatureAlgorithm[];
  /** Hosts beside the issuer's own that its endpoints may live on. */
  readonly endpointHosts: readonly string[];
  /** Whose people the tokens name; its `userId` makes theirs, so that a person is the same here and at the browser. */
  readonly identityProvider: string;
  /** Null: the identity provider's own. */
  readonly claims: ClaimsMapping | null;
  /** By client id; empty: nobody. */
  readonly clients: Readonly<Record<string, PortalClient>>;
  /** Proof of possession (RFC 9449): `required` takes no bearer token that anybody could use. */
  readonly dpop: "off" | "optional" | "required";
}

export interface RatePolicy {
  readonly requests: number;
  readonly seconds: number;
}

/** In fixed windows. */
export interface ApiRates {
  readonly person: RatePolicy;
  readonly client: RatePolicy;
  /** Of one execution environment; asked before a token is looked at. */
  readonly address: RatePolicy;
}

export interface PortalApiPolicy {
  readonly issuers: Readonly<Record<string, AccessTokenIssuer>>;
  readonly rates: ApiRates;
}

/** Whether the client may ask for the application at all; the person's own audience is another question. */
export function isForClient({ applications }: PortalClient, application: string): boolean {
  return applications === null || applications.includes(application);
}

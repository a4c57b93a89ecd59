/**
 * What signing somebody in needs from the outside, and what of it travels in sealed cookies. As in ports.ts, time comes
 * in as an argument.
 */
import type { Principal } from "./core/principal.ts";
import type { Refusal } from "./core/refusal.ts";
import type { Result } from "./core/result.ts";
import type { SignInGoal } from "./core/return-page.ts";
import type { SessionsOf } from "./revocation-ports.ts";

/** What must be remembered until the browser comes back; each protocol adds its own. */
export interface ExpectedAnswer {
  /** At least 128 bits; names the login transaction. */
  readonly state: string;
}

export interface ExpectedAuthorization extends ExpectedAnswer {
  readonly nonce: string;
  readonly codeVerifier: string;
}

export interface ExpectedResponse extends ExpectedAnswer {
  /** Of the AuthnRequest: the response's InResponseTo. */
  readonly requestId: string;
  /** Milliseconds since the epoch: a fresh sign-in was asked for, then; null: it was not. */
  readonly authenticatedSince: number | null;
}

/** Where a sign-in begins, whatever its protocol. */
export interface SignInStart<Expected extends ExpectedAnswer> {
  /** `redirectTo`: where to send the browser. `reauthenticate` asks for a fresh sign-in (`prompt=login`, `ForceAuthn`). */
  begin(
    nowMilliseconds: number,
    reauthenticate: boolean,
  ): Promise<Result<Expected & { readonly redirectTo: string }, Refusal>>;
}

/** One OpenID provider of the policy. */
export interface OidcIdentityProvider extends SignInStart<ExpectedAuthorization> {
  /** `parameters` are the callback's own; nothing in them is trusted before this returns. */
  complete(
    parameters: URLSearchParams,
    expected: ExpectedAuthorization,
    nowMilliseconds: number,
  ): Promise<Result<OpenIdSignIn, Refusal>>;
}

/** The same provider, where it ends sessions by itself. */
export interface OidcLogoutVerifier {
  /** A logout token as it came (OpenID Connect Back-Channel Logout 1.0 §2.6). */
  verifyLogout(token: string, nowMilliseconds: number): Promise<Result<VerifiedLogoutToken, Refusal>>;
}

/** A verified ID token: who it is about, and what its provider may end their session by. */
interface OpenIdSignIn {
  readonly principal: Principal;
  readonly logoutKeys: readonly string[];
}

/** A logout token that the provider signed for us, before it is known whether it was used already. */
export interface VerifiedLogoutToken {
  readonly tokenId: string;
  /** Whose sessions all end; undefined where it names nobody, and so a session. */
  readonly person: SessionsOf | undefined;
  /** Those that one session at the provider gave rise to, which will give rise to no other. */
  readonly session: SessionsOf | undefined;
  /** Seconds since the epoch, as in AssertedPrincipal. */
  readonly usableUntil: number;
}

/** A verified SAML assertion, before it is known whether it was used already. */
export interface AssertedPrincipal {
  readonly principal: Principal;
  /** Such an assertion answers one request of ours, or none: that decides in which Region it is used up. */
  readonly assertionId: string;
  /** Seconds since the epoch: until then the assertion could be used again, so it must be remembered. */
  readonly usableUntil: number;
}

/** One SAML identity provider of the policy. */
export interface SamlIdentityProvider extends SignInStart<ExpectedResponse> {
  /** `response` is the form field as it came; `expected` is undefined for a response nobody here asked for. */
  complete(
    response: string,
    expected: ExpectedResponse | undefined,
    nowMilliseconds: number,
  ): Promise<Result<AssertedPrincipal, Refusal>>;
  /** The address of the identity provider to answer, where it wants an answer. */
  logOut(rawQuery: string, nowMilliseconds: number): Promise<Result<VerifiedLogout, Refusal>>;
  /** Our SAML metadata, as XML. */
  serviceProviderMetadata(): Promise<Result<string, Refusal>>;
}

/** A LogoutRequest that the identity provider signed. */
export interface VerifiedLogout {
  readonly requestId: string;
  /** Whose session is to end; null where the subject is an attribute, which a LogoutRequest does not name. */
  readonly subject: string | null;
  /** Seconds since the epoch, as in AssertedPrincipal. */
  readonly usableUntil: number;
  /** Where to send the browser with our signed answer; null: the identity provider wants none. */
  readonly redirectTo: string | null;
}

/** A login transaction as it travels in its sealed cookie. */
export type LoginTransaction<Expected extends ExpectedAnswer> = Expected & {
  readonly identityProvider: string;
  /** Where it was issued, and so is used up. */
  readonly region: string;
  readonly intent: SignInGoal | undefined;
  /** Seconds since the epoch. */
  readonly createdAt: number;
  readonly expiresAt: number;
};

/** Someone the identity provider sent unasked, until the person at the browser says yes; sealed in a cookie. */
export interface PendingSignIn {
  readonly id: string;
  /** Where it was issued, and so is used up. */
  readonly region: string;
  readonly principal: Principal;
  /** The application of the tile; undefined leads to the start page. */
  readonly application: string | undefined;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

/** The broker session as it travels in its sealed cookie. */
export interface BrokerSession {
  readonly principal: Principal;
  /** Random, new at every sign-in. */
  readonly sessionId: string;
  /** Seconds since the epoch. */
  readonly createdAt: number;
  /** The same, finer: a person may sign in again in the second in which they were signed out. Sessions of before lack it. */
  readonly createdAtMilliseconds?: number;
  readonly expiresAt: number;
  /** Digests of what the identity provider may end it by, beside the person; left out where there is nothing. */
  readonly logoutKeys?: readonly string[];
}

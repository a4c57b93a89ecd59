/**
 * What the use cases need from the outside, in domain words. Adapters implement these; tests bring their own.
 * Time comes in as an argument or through `Clock`, so nothing needs a global mock.
 */
import type { AuditEvent } from "./core/audit-event.ts";
import type { GatewayFailure } from "./core/gateway-failure.ts";
import type { LaunchIntent } from "./core/intent.ts";
import type { FailedAttempt, LaunchOutcome, LaunchRecord, Placement } from "./core/launch-record.ts";
import type { Principal } from "./core/principal.ts";
import type { Refusal } from "./core/refusal.ts";
import type { Result } from "./core/result.ts";
import type { StreamingRequest } from "./core/streaming-request.ts";

/** Milliseconds since the epoch. */
export type Clock = () => number;

/** `byteLength` random bytes from a cryptographic source, base64url. */
export type RandomText = (byteLength: number) => string;

/** SHA-256 of the text, base64url. */
export type Digest = (text: string) => string;

export interface StreamingAnswer {
  /** Unchecked: the host must pass core/streaming-url.ts before it becomes a Location. */
  readonly uncheckedUrl: string;
  /** AppStream's own request id, for joining with CloudTrail. */
  readonly requestId: string | undefined;
}

export interface AppStreamGateway {
  /** Mints a bearer URL. Rejects only for a Region of no fleet in the policy; gives up after `timeoutMilliseconds`, retries included. */
  createStreamingUrl(
    request: StreamingRequest,
    timeoutMilliseconds: number,
  ): Promise<Result<StreamingAnswer, GatewayFailure>>;
}

export interface LaunchStore {
  /** Writes the record before any URL exists; an error means no URL may be asked for. */
  begin(record: LaunchRecord): Promise<Result<void, StoreFailure>>;
  /** Moves a launch that is still attempting to its next candidate; the former handle dies with it. */
  reassign(
    launchId: string,
    placement: Placement,
    failedAttempts: readonly FailedAttempt[],
    nowEpochSeconds: number,
  ): Promise<Result<void, StoreFailure>>;
  /** Closes a launch that is still attempting. */
  finish(
    launchId: string,
    outcome: LaunchOutcome,
    failedAttempts: readonly FailedAttempt[],
    nowEpochSeconds: number,
  ): Promise<Result<void, StoreFailure>>;
}

export type StoreFailure =
  /** The condition did not hold: already there, already used, already closed, or expired. */
  | "conflict"
  /** The store did not answer in time, or not usefully. */
  | "unavailable";

/** What counts once: a login transaction, an assertion, a pending sign-in. */
export interface OneTimeStore {
  /** Marks an id used; `conflict` if it was used before. Atomic: of any number at once, exactly one wins. */
  consume(
    id: string,
    /** Seconds since the epoch; from then on the id is unusable for other reasons and may be forgotten. */
    expiresAt: number,
    nowEpochSeconds: number,
  ): Promise<Result<void, StoreFailure>>;
}

/**
 * The stores of what counts once, one in each Region of the broker. Each thing has one home among them, and is used
 * up there wherever it comes back: asking another Region's store instead would let it count twice.
 */
export interface HomeStores {
  /** The Region this function runs in: the home of what it issues, which names it. */
  readonly issuing: string;
  /** Undefined for a Region that is none of the broker's. */
  of(region: string): OneTimeStore | undefined;
  /** The home of what nobody here issued, by its id; the same one in every Region. */
  homeOf(id: string): string;
}

/** What sealed text is for. Each purpose has keys of its own, so one can never be taken for another. */
export type SealPurpose = "broker-session" | "login-transaction" | "pending-sign-in" | "launch-context";

/** Authenticated encryption with rotating keys. */
export interface Sealer {
  seal(purpose: SealPurpose, plaintext: string): Promise<string>;
  /** Undefined for anything not sealed by us for this purpose: forged, truncated, or by a retired key. */
  open(purpose: SealPurpose, sealed: string): Promise<string | undefined>;
}

/** A key that signs and is never seen: RSA, RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 §8.2), which JOSE calls RS256. */
export interface Signer {
  /** Over any number of octets; gives up after seconds, retries included. */
  sign(data: Uint8Array): Promise<Result<Uint8Array, SigningFailure>>;
}

/** Fit for evidence as it is: nothing in it comes from an answer. */
export interface SigningFailure {
  /** The policy's reference. */
  readonly key: string;
  readonly fault: SigningFault;
}

export type SigningFault =
  | "timed_out"
  | "unreachable"
  | "throttled"
  | "server_error"
  | "access_denied"
  | "key_not_found"
  | "key_unusable"
  | "credentials_refused"
  | "request_refused"
  | "garbage_answer"
  /** It signed, and the certificate beside the policy is another key's. */
  | "certificate_of_another_key";

export interface AuditSink {
  write(event: AuditEvent): void;
}

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
  ): Promise<Result<Principal, Refusal>>;
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
  readonly intent: LaunchIntent | undefined;
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
  readonly expiresAt: number;
}

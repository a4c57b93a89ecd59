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

export interface LoginTransactionStore {
  /** Marks a transaction used; `conflict` if it was used before. Atomic: of any number at once, exactly one wins. */
  consume(
    transactionId: string,
    expiresAt: number,
    nowEpochSeconds: number,
  ): Promise<Result<void, StoreFailure>>;
}

/** What sealed text is for. Each purpose has keys of its own, so one can never be taken for another. */
export type SealPurpose = "broker-session" | "login-transaction" | "launch-context";

/** Authenticated encryption with rotating keys. */
export interface Sealer {
  seal(purpose: SealPurpose, plaintext: string): Promise<string>;
  /** Undefined for anything not sealed by us for this purpose: forged, truncated, or by a retired key. */
  open(purpose: SealPurpose, sealed: string): Promise<string | undefined>;
}

export interface AuditSink {
  write(event: AuditEvent): void;
}

/** What the relying party must remember until the browser comes back. */
interface AuthorizationStart {
  /** Where to send the browser. */
  readonly redirectTo: string;
  /** At least 128 bits; names the login transaction. */
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

export interface ExpectedAuthorization {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** One identity provider of the policy. Same shape for every protocol. */
export interface IdentityProvider {
  /** `reauthenticate` asks for a fresh sign-in (`prompt=login`, `ForceAuthn`). */
  begin(nowMilliseconds: number, reauthenticate: boolean): Promise<Result<AuthorizationStart, Refusal>>;
  /** `parameters` are the callback's own; nothing in them is trusted before this returns. */
  complete(
    parameters: URLSearchParams,
    expected: ExpectedAuthorization,
    nowMilliseconds: number,
  ): Promise<Result<Principal, Refusal>>;
}

/** A login transaction as it travels in its sealed cookie. */
export interface LoginTransaction extends ExpectedAuthorization {
  readonly identityProvider: string;
  readonly intent: LaunchIntent | undefined;
  /** Seconds since the epoch. */
  readonly createdAt: number;
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

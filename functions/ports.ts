/**
 * What the use cases need from the outside, in domain words. Adapters implement these; tests bring their own.
 * Time comes in as an argument or through `Clock`, so nothing needs a global mock.
 */
import type { AuditEvent } from "./core/audit-event.ts";
import type { GatewayFailure } from "./core/gateway-failure.ts";
import type { FailedAttempt, LaunchOutcome, LaunchRecord, Placement } from "./core/launch-record.ts";
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

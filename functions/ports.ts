/**
 * What the use cases need from the outside, in domain words. Adapters implement these; tests bring their own.
 * Time comes in as an argument or through `Clock`, so nothing needs a global mock.
 */
import type { AuditEvent } from "./core/audit-event.ts";
import type { ArchivedLaunch } from "./core/explain-launch.ts";
import type { KnownFleet } from "./core/fleet-status.ts";
import type { GatewayFailure } from "./core/gateway-failure.ts";
import type { HandoverClaims } from "./core/handover-token.ts";
import type { FailedAttempt, LaunchOutcome, LaunchRecord, Placement } from "./core/launch-record.ts";
import type { IndexedFleet } from "./core/policy-index.ts";
import type { Result } from "./core/result.ts";
import type { EndCause } from "./core/session-end.ts";
import type { Drain } from "./core/situation.ts";
import type { StreamingRequest } from "./core/streaming-request.ts";

/** Milliseconds since the epoch. */
export type Clock = () => number;

/** `byteLength` random bytes from a cryptographic source, base64url. */
export type RandomText = (byteLength: number) => string;

/** Evenly from 0 (inclusive) to 1 (exclusive), for jitter only. */
export type Chance = () => number;

/** SHA-256 of the text, base64url. */
export type Digest = (text: string) => string;

export interface StreamingAnswer {
  /** Unchecked: the host must pass core/streaming-url.ts before it becomes a Location. */
  readonly uncheckedUrl: string;
  /** AppStream's own request id, for joining with CloudTrail. */
  readonly requestId: string | undefined;
}

/** What DescribeSessions found of one person on one stack and fleet. */
export interface FoundSession {
  readonly sessionId: string;
  readonly isConnected: boolean;
  /** Seconds since the epoch; null where AppStream did not say. */
  readonly expiresAt: number | null;
}

/** Exactly where a person's session can be. */
export interface SessionPlace {
  readonly region: string;
  readonly stack: string;
  readonly fleet: string;
  readonly userId: string;
}

export interface AppStreamGateway {
  /** Mints a bearer URL. Rejects only for a Region of no fleet in the policy; gives up after `timeoutMilliseconds`, retries included. */
  createStreamingUrl(
    request: StreamingRequest,
    timeoutMilliseconds: number,
  ): Promise<Result<StreamingAnswer, GatewayFailure>>;
  /** The person's session that is running or about to; undefined: there is none. */
  findSession(
    place: SessionPlace,
    timeoutMilliseconds: number,
  ): Promise<Result<FoundSession | undefined, GatewayFailure>>;
  /** Ends it at once; its instance is lost. */
  expireSession(
    region: string,
    sessionId: string,
    timeoutMilliseconds: number,
  ): Promise<Result<void, GatewayFailure>>;
}

/** What AppStream says of fleets, looked at before anybody is sent there. */
export interface FleetWatch {
  /**
   * Never rejects and takes `limits.lookAheadMilliseconds` at most: what is not known by then is left out. However many
   * ask, AppStream is asked once for each Region and `limits.capacityRefreshSeconds`.
   */
  observe(fleets: readonly IndexedFleet[], nowMilliseconds: number): Promise<FleetObservation>;
}

/** Both by the policy's fleet id. */
interface FleetObservation {
  readonly fleets: ReadonlyMap<string, KnownFleet>;
  /** By command (`streamgate drain`); the policy's own are in the index. */
  readonly drains: ReadonlyMap<string, Drain>;
}

/** What AppStream said of the policy's fleets in one Region, at one moment. */
export interface FleetSnapshot {
  /** Milliseconds since the epoch: when it was asked. */
  readonly observedAt: number;
  /** How many there were before, so that what is asked in turn goes on where the last one stopped. */
  readonly turn: number;
  /** By policy id; what is not here is not known. */
  readonly fleets: ReadonlyMap<string, KnownFleet>;
}

/** AppStream itself, a Region at a time. */
export interface FleetReader {
  /** `former` keeps what is asked of a few fleets in turn. Never rejects; gives up after seconds. */
  read(
    region: string,
    former: FleetSnapshot | undefined,
    nowMilliseconds: number,
  ): Promise<Result<FleetSnapshot, GatewayFailure>>;
}

/** The same for all execution environments of this Region of the broker: one asks AppStream, and all read the answer. */
export interface FleetSnapshots {
  read(region: string): Promise<Result<FleetSnapshot | undefined, StoreFailure>>;
  /** Whoever gets it asks AppStream. `conflict`: somebody else does, or has since `staleAt`. All in milliseconds since the epoch. */
  claim(region: string, claim: RefreshClaim): Promise<Result<void, StoreFailure>>;
  /** `conflict`: somebody else has claimed it since. */
  publish(region: string, snapshot: FleetSnapshot): Promise<Result<void, StoreFailure>>;
  /** For whoever asked in vain: nobody else should until then. */
  postpone(region: string, until: number): Promise<Result<void, StoreFailure>>;
}

interface RefreshClaim {
  readonly now: number;
  /** From then on somebody else may claim it. */
  readonly until: number;
  /** An observation of before, or of then, is no longer good. */
  readonly staleAt: number;
}

/** Maintenance by command. One table a Region of the broker; the command writes to all of them. */
export interface DrainStore {
  /** By fleet id; also those that are over, which nobody minds. */
  read(): Promise<Result<ReadonlyMap<string, Drain>, StoreFailure>>;
  begin(fleet: string, drain: Drain): Promise<Result<void, StoreFailure>>;
  /** Also where the fleet is not drained. */
  end(fleet: string): Promise<Result<void, StoreFailure>>;
}

/** Where a launch of this person went; whether a session is there is AppStream's to say. */
export interface RecordedPlace {
  readonly fleet: string;
  readonly launchId: string;
  readonly application: string;
  /** Seconds since the epoch. */
  readonly launchedAt: number;
  /** Seconds since the epoch: its session was ended then, so that no place is kept for them. */
  readonly endedAt?: number | undefined;
  /** Who ended it, or what. */
  readonly endedBy?: EndCause | undefined;
}

export interface PlaceStore {
  /** At most one a fleet, from every Region of the broker that answers in time. Never rejects. */
  recent(userId: string, nowEpochSeconds: number): Promise<readonly RecordedPlace[]>;
  /** Replaces the place on that fleet, in this Region. */
  remember(
    userId: string,
    place: RecordedPlace,
    nowEpochSeconds: number,
  ): Promise<Result<void, StoreFailure>>;
}

/** A fleet's free places as one observation has them, and who asks for one. */
export interface DoorVisit {
  /** Policy id. */
  readonly fleet: string;
  readonly freePlaces: number;
  /** Milliseconds since the epoch: the observation that counted them. */
  readonly observedAt: number;
  readonly userId: string;
  /** The person's number in the line; undefined: they did not wait. */
  readonly number: number | undefined;
}

export type DoorAnswer =
  | "entered"
  /** Every place of this observation is given away. */
  | "full"
  /** There is a place, and others have waited for it longer. */
  | "behind"
  /** The store did not answer in time; nobody is held up for that. */
  | "unknown";

/**
 * The door of each fleet, one for all execution environments of this Region: it gives each free place to one person,
 * and to those who wait before those who come.
 */
export interface Doors {
  /** Uses the number up; one that is used up already, or another person's, counts for nothing. */
  enter(visit: DoorVisit): Promise<DoorAnswer>;
  /** What `enter` would answer to a number that is good, without taking the place. */
  look(visit: Omit<DoorVisit, "userId">): Promise<DoorAnswer>;
  /** The person's number in the fleet's line, however often they ask; the next one where they have had none so long. */
  draw(fleet: string, userId: string, keptSeconds: number): Promise<Result<number, StoreFailure>>;
  /** For whoever entered with the number and got nothing for it. */
  giveBack(fleet: string, userId: string, number: number): Promise<void>;
  /** How many in the line come before this number; undefined where it is not known. */
  ahead(fleet: string, number: number): Promise<number | undefined>;
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

/** Past launches, for whoever explains them; it writes nothing. */
export interface LaunchArchive {
  /** Looks in every Region of the broker, since a launch is in one of them. */
  find(launchId: string, nowEpochSeconds: number): Promise<Result<ArchivedLaunch, NotFound>>;
}

export type NotFound =
  /** Every Region said so: it never was, it never got a candidate, or its record is over. */
  | { readonly kind: "not_found" }
  /** Some did not say; it may be there. */
  | { readonly kind: "unavailable"; readonly regions: readonly string[] };

export type StoreFailure =
  /** The condition did not hold: already there, already used, already closed, or expired. */
  | "conflict"
  /** The store did not answer in time, or not usefully. */
  | "unavailable";

/** What counts once: a login transaction, an assertion, a pending sign-in, a proof of possession. */
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
export type SealPurpose =
  | "broker-session"
  | "login-transaction"
  | "pending-sign-in"
  | "launch-context"
  | "waiting-ticket"
  | "approval-request"
  | "api-answer";

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

/** A key in KMS whose public half may be asked for. */
export interface PublishedSigner extends Signer {
  /** SubjectPublicKeyInfo, DER (RFC 5280 §4.1); gives up after seconds. */
  publicKey(): Promise<Result<Uint8Array, SigningFailure>>;
}

/** Signs for applications who somebody is. */
export interface TokenSigner {
  /** A JWT in compact serialisation, by the first of the policy's token keys. */
  sign(claims: HandoverClaims): Promise<Result<string, SigningFailure>>;
  /** Every key that tokens may be verified with; all of them or none. */
  jwks(): Promise<Result<JwkSet, SigningFailure>>;
}

/** RFC 7517 §5. */
export interface JwkSet {
  readonly keys: readonly PublicJwk[];
}

/** Public members only; the id is the key's thumbprint (RFC 7638). */
export type PublicJwk = { readonly kid: string; readonly use: "sig" } & (
  | {
      readonly kty: "EC";
      readonly alg: "ES256";
      readonly crv: string;
      readonly x: string;
      readonly y: string;
    }
  | { readonly kty: "RSA"; readonly alg: "RS256"; readonly n: string; readonly e: string }
);

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
  | "certificate_of_another_key"
  /** It signed, and not with the key that it had shown before. */
  | "another_key"
  /** The secret that holds it cannot be read. */
  | "secret_unavailable";

export interface AuditSink {
  write(event: AuditEvent): void;
}

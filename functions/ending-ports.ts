/**
 * Streaming sessions that are to end because their person was signed out or disabled. Whoever decides it may not touch
 * AppStream, and whoever may, the keeper, decides nothing: a request lies in the table between them for a minute at most.
 */
import type { StreamEndingCause } from "./core/policy-sessions.ts";
import type { Result } from "./core/result.ts";
import type { StoreFailure } from "./ports.ts";
import type { Identity, SessionsOf } from "./revocation-ports.ts";

/** A person with the name that AppStream knows them by. */
export interface StreamingPerson extends Identity {
  readonly userId: string;
}

/** Who signed in under what a later end may name. */
export interface PersonIndex {
  /** In this Region, for as long as a stream that the sign-in leads to may live. */
  remember(
    person: StreamingPerson,
    logoutKeys: readonly string[],
    nowEpochSeconds: number,
  ): Promise<Result<void, StoreFailure>>;
}

export interface RequestedEnd {
  /** Of whom, as the table has it. */
  readonly key: string;
  readonly by: StreamEndingCause;
  /** Seconds since the epoch. */
  readonly requestedAt: number;
  /** Seconds since the epoch: sessions of launches after that are not meant. Null: whatever there is. */
  readonly launchedUntil: number | null;
}

/** What is asked for, of whomever. */
type EndingWanted = Pick<RequestedEnd, "by" | "launchedUntil">;

/** For whoever decides; in one Region, whose keeper ends the sessions of all. */
export interface EndingRequests {
  request(
    sessions: readonly SessionsOf[],
    wanted: EndingWanted,
    nowEpochSeconds: number,
  ): Promise<Result<void, StoreFailure>>;
}

/** For whoever may take back what is asked for, in one Region; also where nothing is. */
export interface EndingWithdrawals {
  withdraw(sessions: SessionsOf, by: StreamEndingCause): Promise<Result<void, StoreFailure>>;
}

/** For an operator: asked for in one Region, taken back in all. */
export interface RegionalEndings extends EndingRequests {
  /** Regions where it is not done. */
  withdraw(sessions: SessionsOf, by: StreamEndingCause): Promise<readonly string[]>;
}

/** For the keeper. */
export interface EndingQueue {
  /** Of this Region, in no order. */
  pending(): Promise<Result<readonly RequestedEnd[], StoreFailure>>;
  /** Everybody who signed in under the key, in any Region. `unavailable`: some Region did not answer. */
  people(key: string, nowEpochSeconds: number): Promise<Result<readonly StreamingPerson[], StoreFailure>>;
  /** `conflict`: somebody has requested it anew since. */
  done(end: RequestedEnd): Promise<Result<void, StoreFailure>>;
}

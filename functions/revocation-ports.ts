/**
 * What ends broker sessions before their time: a revocation, or a person's being disabled. Sessions are sealed cookies
 * that no store lists, so what is stored is whose sessions are over, and every reader asks.
 * Invariant: each Region reads its own table only, and whoever writes writes to all of them.
 */
import type { LocalizedText } from "./core/localized-text.ts";
import type { Refusal } from "./core/refusal.ts";
import type { Result } from "./core/result.ts";
import type { StoreFailure } from "./ports.ts";

/** A person as one identity provider knows them. */
export interface Identity {
  readonly identityProvider: string;
  readonly subject: string;
}

/** Whose sessions: a person's, or those that were sealed with this logout key. */
export type SessionsOf = Identity | { readonly logoutKey: string };

/** An operator took a person's access away. */
export interface Disabling {
  /** Who answers for it. */
  readonly by: string;
  readonly reason: string;
  /** Seconds since the epoch. */
  readonly at: number;
  /** Seconds since the epoch, when it is over; null: until somebody enables the person. */
  readonly until: number | null;
}

/** What is known of the sessions of one person, or of one session. */
export interface Standing {
  /** Milliseconds since the epoch: what was created then or before is over. Undefined: nothing was ended. */
  readonly endedUntil: number | undefined;
  readonly disabling: Disabling | undefined;
}

/** The asking half; of this Region's table alone. */
export interface Revocations {
  /** Everything side by side, so in one round trip. `unavailable` means that nobody may be let in. */
  read(
    identity: Identity,
    logoutKeys: readonly string[],
    nowEpochSeconds: number,
  ): Promise<Result<Standing, StoreFailure>>;
}

export interface RevocationStore extends Revocations {
  /** Ends what was created until then (milliseconds since the epoch). Never takes back what a later call ended. */
  end(sessions: SessionsOf, endedUntil: number, nowEpochSeconds: number): Promise<Result<void, StoreFailure>>;
  disable(identity: Identity, disabling: Disabling): Promise<Result<void, StoreFailure>>;
  /** Also where the person is not disabled. */
  enable(identity: Identity): Promise<Result<void, StoreFailure>>;
}

export interface EndOfSessions {
  readonly sessions: SessionsOf;
  /** As in RevocationStore. */
  readonly endedUntil: number;
}

/** The same in every Region of the broker; each answers the Regions that did not, where it is not done. */
export interface RegionalRevocations {
  end(ends: readonly EndOfSessions[], nowEpochSeconds: number): Promise<readonly string[]>;
  disable(identity: Identity, disabling: Disabling): Promise<readonly string[]>;
  enable(identity: Identity): Promise<readonly string[]>;
}

/**
 * The person behind a genuine session may not go on, whatever they came for. Thrown, since no route has another answer
 * to it: http/unexpected-error.ts makes it the refusal's page.
 */
export class SessionRefused extends Error {
  override readonly name = "SessionRefused";
  readonly refusal: Refusal<"person_disabled" | "session_store_unavailable">;
  readonly support: LocalizedText | null;
  constructor(refused: SessionRefused["refusal"], support: LocalizedText | null) {
    super(refused.reason);
    this.refusal = refused;
    this.support = support;
  }
}

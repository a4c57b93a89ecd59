/** What the Portal API needs from the outside beside the ports of a launch (ports.ts). */
import type { Principal } from "./core/principal.ts";
import type { Refusal } from "./core/refusal.ts";
import type { Result } from "./core/result.ts";
import type { StoreFailure } from "./ports.ts";

/** How a token came with its request. */
export interface PresentedToken {
  /** `DPoP` where the sender says that it has proof, `Bearer` where having the token is all there is. */
  readonly scheme: "Bearer" | "DPoP";
  /** As it came; nothing is known of it. */
  readonly token: string;
  /** The `DPoP` header as it came, and what it must be a proof for. */
  readonly proof: string | undefined;
  readonly method: string;
  /** The broker's own address and the path, without a query. */
  readonly url: string;
}

/** Who asks through a portal: the person, and the client that has their consent. */
export interface PortalCaller {
  readonly principal: Principal;
  /** Policy id of the token's issuer. */
  readonly issuer: string;
  /** One that the policy lists for this issuer. */
  readonly clientId: string;
  /** Seconds since the epoch, maybe with a fraction: when the issuer made the token. */
  readonly issuedAt: number;
  /** What the identity provider may end it by, beside the person: as those of a session. */
  readonly logoutKeys: readonly string[];
}

export interface AccessTokens {
  /** `now` in milliseconds since the epoch. */
  verify(presented: PresentedToken, now: number): Promise<Result<PortalCaller, Refusal>>;
}

/** A request that is done once however often it is sent. */
export interface OnceOnly {
  /** Digest of its key and of whose key it is. */
  readonly id: string;
  /** Digest of what is asked. */
  readonly fingerprint: string;
  /** Of this attempt alone. */
  readonly attempt: string;
}

export type FormerRequest =
  /** The same, and done: its answer, sealed. */
  | { readonly kind: "answered"; readonly sealedAnswer: string }
  | { readonly kind: "in_progress" }
  /** The same key with another request. */
  | { readonly kind: "other_request" }
  | { readonly kind: "unavailable" };

export interface IdempotencyStore {
  /** Ok: this attempt does it. Atomic: of any number at once, exactly one. All times in seconds since the epoch. */
  begin(request: OnceOnly, leaseEnds: number, nowEpochSeconds: number): Promise<Result<void, FormerRequest>>;
  /** Keeps the answer for whoever asks again. `conflict`: another attempt has taken over since. */
  finish(request: OnceOnly, sealedAnswer: string, expiresAt: number): Promise<Result<void, StoreFailure>>;
  /** Nothing was done: the next one with this key begins anew. */
  release(request: OnceOnly, nowEpochSeconds: number): Promise<Result<void, StoreFailure>>;
}

export interface RateWindow {
  /** Digest of what is counted. */
  readonly id: string;
  readonly ceiling: number;
  /** Seconds since the epoch. */
  readonly startsAt: number;
  readonly endsAt: number;
}

export interface RateCounters {
  /** Counts one more and says how many there are now; `conflict`: the ceiling is reached, and nothing was counted. */
  count(window: RateWindow): Promise<Result<number, StoreFailure>>;
}

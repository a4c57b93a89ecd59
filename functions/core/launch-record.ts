/**
 * The record of one launch: who asked for what, what was considered and why, and what became of it.
 * Written before the URL is asked for. CloudTrail hides the user id and the URL of CreateStreamingURL, so this is
 * the only proof of who was given which desktop.
 * Invariant: never the URL, a token, an assertion or the launch context in clear.
 */
import type { CandidateFinding, Diagnostics } from "./decide.ts";
import type { CandidateFault } from "./gateway-failure.ts";
import type { Principal } from "./principal.ts";

/** A fleet that was tried and did not give a URL. */
export interface FailedAttempt {
  readonly fleet: string;
  readonly fault: CandidateFault;
}

export type LaunchOutcome =
  | { readonly state: "url_created" }
  | { readonly state: "failed"; readonly reason: string };

/** The fleet being tried and the one-time handle bound to it. */
export interface Placement {
  readonly fleetId: string;
  readonly region: string;
  readonly stack: string;
  readonly fleet: string;
  /** SHA-256 of the handle's secret half, base64url; the handle itself is stored nowhere. */
  readonly handleDigest: string;
}

export interface LaunchRecord {
  readonly launchId: string;
  readonly correlationId: string;
  readonly identityProvider: string;
  readonly subject: string;
  readonly userId: string;
  readonly application: string;
  readonly policyVersion: string;
  readonly candidates: readonly CandidateFinding[];
  readonly location: {
    readonly country: string | null;
    readonly provenance: string;
    readonly network: string | null;
  };
  /** Sealed launch context for the instance that redeems the handle; undefined where the launch has none. */
  readonly sealedContext: string | undefined;
  readonly placement: Placement;
  readonly failedAttempts: readonly FailedAttempt[];
  /** Seconds since the epoch. */
  readonly createdAt: number;
  readonly handleExpiresAt: number;
  /** When the table may forget the record; every condition tests it, since deletion by TTL is late. */
  readonly expiresAt: number;
}

export interface LaunchFacts {
  readonly launchId: string;
  readonly correlationId: string;
  readonly principal: Principal;
  readonly applicationId: string;
  readonly diagnostics: Diagnostics;
  readonly sealedContext: string | undefined;
  readonly placement: Placement;
  readonly nowEpochSeconds: number;
  readonly contextHandleSeconds: number;
  readonly launchRecordSeconds: number;
}

export function launchRecord(facts: LaunchFacts): LaunchRecord {
  const { principal, diagnostics, nowEpochSeconds } = facts;
  return {
    launchId: facts.launchId,
    correlationId: facts.correlationId,
    identityProvider: principal.identityProvider,
    subject: principal.subject,
    userId: principal.userId,
    application: facts.applicationId,
    policyVersion: diagnostics.policyVersion,
    candidates: diagnostics.candidates,
    location: {
      country: diagnostics.location.country ?? null,
      provenance: diagnostics.location.provenance,
      network: diagnostics.location.network ?? null,
    },
    sealedContext: facts.sealedContext,
    placement: facts.placement,
    failedAttempts: [],
    createdAt: nowEpochSeconds,
    handleExpiresAt: nowEpochSeconds + facts.contextHandleSeconds,
    expiresAt: nowEpochSeconds + facts.launchRecordSeconds,
  };
}

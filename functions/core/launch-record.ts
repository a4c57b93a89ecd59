/**
 * The record of one launch: who asked for what, what was considered and why, and what became of it.
 * Written before the URL is asked for. CloudTrail hides the user id and the URL of CreateStreamingURL, so this is
 * the only proof of who was given which desktop.
 * Invariant: never the URL, a token, an assertion or what the application is handed in clear.
 */

import type { NamedApproval } from "./approval.ts";
import type { CandidateFinding, Diagnostics } from "./decision.ts";
import type { DecisionBasis } from "./decision-basis.ts";
import type { CandidateFault, FleetSetupFault } from "./gateway-failure.ts";
import type { Principal } from "./principal.ts";

/** A fleet that was tried and did not give a URL. */
export interface FailedAttempt {
  readonly fleet: string;
  readonly fault: CandidateFault | FleetSetupFault | NotAsked;
}

/**
 * Why AppStream was not even asked. `no_place`: the last one went to somebody else, or others wait for it.
 * `budget_spent`: too many launches tried again of late.
 */
export type NotAsked = "no_place" | "region_resting" | "budget_spent";

export type LaunchOutcome =
  | { readonly state: "url_created" }
  /** Sent to the identity provider, which signs them in to AppStream itself. */
  | { readonly state: "handed_to_federation" }
  | { readonly state: "failed"; readonly reason: string };

/** The fleet being tried and the one-time handle bound to it. */
export interface Placement {
  readonly fleetId: string;
  readonly region: string;
  readonly stack: string;
  readonly fleet: string;
  /** SHA-256 of the handle's secret half, base64url; the handle itself is stored nowhere. */
  readonly handleDigest: string;
  /** SHA-256 of handle-binding.ts's text, base64url: who must come from where with the handle. */
  readonly binding: string;
}

export interface LaunchRecord {
  readonly launchId: string;
  readonly correlationId: string;
  readonly identityProvider: string;
  readonly subject: string;
  readonly userId: string;
  readonly application: string;
  readonly policyVersion: string;
  /** Who opened the application to them; left out where nobody need to. */
  readonly approval?: NamedApproval;
  readonly candidates: readonly CandidateFinding[];
  /** What the decision was made from: with the policy of that version it can be made again. */
  readonly basis: DecisionBasis;
  /** How long the person waited for a place; null: not at all. */
  readonly waitedSeconds: number | null;
  readonly location: {
    readonly country: string | null;
    readonly provenance: string;
    readonly network: string | null;
  };
  /** Sealed, for the instance that redeems the handle (handed-facts.ts); undefined where the application gets nothing. */
  readonly sealedHandover: string | undefined;
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
  readonly basis: DecisionBasis;
  readonly waitedSeconds: number | null;
  readonly sealedHandover: string | undefined;
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
    ...(diagnostics.approval && { approval: diagnostics.approval }),
    candidates: diagnostics.candidates,
    basis: facts.basis,
    waitedSeconds: facts.waitedSeconds,
    location: {
      country: diagnostics.location.country ?? null,
      provenance: diagnostics.location.provenance,
      network: diagnostics.location.network ?? null,
    },
    sealedHandover: facts.sealedHandover,
    placement: facts.placement,
    failedAttempts: [],
    createdAt: nowEpochSeconds,
    handleExpiresAt: nowEpochSeconds + facts.contextHandleSeconds,
    expiresAt: nowEpochSeconds + facts.launchRecordSeconds,
  };
}

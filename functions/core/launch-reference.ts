/**
 * What the reference code of a page leads to: the launch that it was the answer of, or, where no candidate was tried and
 * so no record was written, what was decided and from what.
 * Invariant: no launch context, URL or token, and no application id that the policy does not know: it is a caller's text.
 */

import type { LocatedInput } from "./decide.ts";
import type { Decision } from "./decision.ts";
import { basisOf, type DecisionBasis } from "./decision-basis.ts";
import type { LaunchOutcome } from "./launch-record.ts";

export interface LaunchReference {
  readonly correlationId: string;
  /** Of the launch's record; null where none was written. */
  readonly launchId: string | null;
  readonly identityProvider: string;
  readonly subject: string;
  readonly userId: string;
  /** Null where the policy has no such application. */
  readonly application: string | null;
  readonly policyVersion: string;
  readonly state: LaunchOutcome["state"];
  /** Why they were refused, or wait, or were asked to choose, where the state is `failed`. */
  readonly reason: string | null;
  /** Null where the record has it, or the application was unknown. */
  readonly basis: DecisionBasis | null;
  /** Seconds since the epoch. */
  readonly createdAt: number;
  readonly expiresAt: number;
}

export interface ReferenceFacts {
  readonly correlationId: string;
  /** Undefined where no record was written. */
  readonly launchId: string | undefined;
  readonly input: LocatedInput;
  readonly decision: Decision;
  readonly outcome: LaunchOutcome;
  readonly nowEpochSeconds: number;
}

/** Whoever calls the help desk does so within days. */
const KEPT_SECONDS = 30 * 86_400;

export function launchReference(facts: ReferenceFacts): LaunchReference {
  const { correlationId, launchId, input, decision, outcome, nowEpochSeconds } = facts;
  const { identityProvider, subject, userId } = input.principal;
  const isUnknown = decision.outcome === "refuse" && decision.refusal.reason === "application_unknown";
  return {
    ...{ correlationId, launchId: launchId ?? null, identityProvider, subject, userId },
    application: isUnknown ? null : input.applicationId,
    policyVersion: decision.diagnostics.policyVersion,
    state: outcome.state,
    reason: outcome.state === "failed" ? outcome.reason : null,
    basis: launchId !== undefined || isUnknown ? null : basisOf(input),
    createdAt: nowEpochSeconds,
    expiresAt: nowEpochSeconds + KEPT_SECONDS,
  };
}

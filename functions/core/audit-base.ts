/**
 * What every audit event has: when, for which request, how grave; and whom and why in the words that all events share.
 * Invariant: of a principal no display name, e-mail address or group; of a refusal what its evidence may hold.
 */
import type { Principal } from "./principal.ts";
import { presentationOf, type Refusal } from "./refusal.ts";

/** The fields of every event. */
export interface AuditBase {
  readonly schema: "streamgate.audit.v1";
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly correlationId: string;
  readonly severity: "info" | "notice" | "error";
}

export interface AuditPrincipal {
  readonly identityProvider: string;
  readonly subject: string;
  readonly userId: string;
}

export interface AuditRefusal {
  readonly reason: string;
  readonly evidence: Refusal["evidence"];
}

/** The part every event starts with; `time` is the moment of writing. */
export interface AuditStamp {
  readonly time: string;
  readonly correlationId: string;
}

export function base(stamp: AuditStamp, refused: Refusal | undefined): AuditBase {
  return {
    schema: "streamgate.audit.v1",
    time: stamp.time,
    correlationId: stamp.correlationId,
    severity: severityOf(refused),
  };
}

function severityOf(refused: Refusal | undefined): AuditBase["severity"] {
  if (refused === undefined) return "info";
  return presentationOf(refused.reason).operatorFault ? "error" : "notice";
}

export function auditPrincipal(principal: Principal | undefined): AuditPrincipal | null {
  return principal === undefined
    ? null
    : { identityProvider: principal.identityProvider, subject: principal.subject, userId: principal.userId };
}

export function auditRefusal(refused: Refusal | undefined): AuditRefusal | null {
  return refused === undefined ? null : { reason: refused.reason, evidence: refused.evidence };
}

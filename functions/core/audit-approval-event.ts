/**
 * What is written down of just-in-time approval: who asked for what and why, and who answered what. The reason is the
 * person's own words, bounded and plain (approval-text.ts), for whoever reviews what was approved.
 */
import type { ApprovalDecision, ApprovalRequest } from "./approval.ts";
import { type AuditBase, type AuditPrincipal, type AuditStamp, base } from "./audit-base.ts";

export interface ApprovalEvent extends AuditBase {
  /** `approval_expired` once, when somebody looks at a request that nobody answered in time. */
  readonly event: "approval_requested" | "approval_granted" | "approval_refused" | "approval_expired";
  readonly outcome: "requested" | "granted" | "refused" | "expired";
  /** Who asked. */
  readonly principal: AuditPrincipal;
  readonly approver: AuditPrincipal | null;
  readonly approvalId: string;
  readonly application: string;
  readonly reason: string;
  readonly comment: string | null;
  /** Seconds since the epoch: until when it may be answered, once granted until when the application is open; null of a no. */
  readonly until: number | null;
}

export function approvalRequestedEvent(stamp: AuditStamp, request: ApprovalRequest): ApprovalEvent {
  return eventOf(stamp, request, "requested", null, request.answerUntil);
}

export function approvalDecidedEvent(
  stamp: AuditStamp,
  request: ApprovalRequest,
  decision: ApprovalDecision,
): ApprovalEvent {
  const outcome = decision.verdict === "approved" ? "granted" : "refused";
  return eventOf(stamp, request, outcome, decision, decision.openUntil);
}

export function approvalExpiredEvent(stamp: AuditStamp, request: ApprovalRequest): ApprovalEvent {
  return eventOf(stamp, request, "expired", null, request.answerUntil);
}

function eventOf(
  stamp: AuditStamp,
  { id, application, requester, reason }: ApprovalRequest,
  outcome: ApprovalEvent["outcome"],
  decision: ApprovalDecision | null,
  until: number | null,
): ApprovalEvent {
  return {
    ...base(stamp, undefined),
    event: `approval_${outcome}`,
    outcome,
    principal: requester,
    approver: decision?.approver ?? null,
    approvalId: id,
    application,
    reason,
    comment: decision?.comment ?? null,
    until,
  };
}

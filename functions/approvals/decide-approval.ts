/**
 * An approver answers a request. Order: the request, who may (core/approval.ts), the answer in the request's home, of any
 * number at once the first, the audit event, the grant in every Region.
 * Invariant: an answer that was not counted opens nothing; one that was counted opens the application at least where the
 * person's own page finds it.
 */
import type { ApprovalGrants } from "../approval-ports.ts";
import {
  type ApprovalDecision,
  type ApprovalRequest,
  grantOf,
  identityOf,
  isSameIdentity,
  mayDecide,
} from "../core/approval.ts";
import { approvalDecidedEvent } from "../core/audit-approval-event.ts";
import { faultEvent } from "../core/audit-event.ts";
import type { Principal } from "../core/principal.ts";
import { type Refusal, refusal } from "../core/refusal.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { StoreFailure } from "../ports.ts";
import { auditStamp, epochSeconds } from "../timestamps.ts";
import { type ApprovalPorts, knownApproval } from "./known-approval.ts";

export interface DecideApprovalPorts extends ApprovalPorts {
  readonly grants: Pick<ApprovalGrants, "write">;
}

interface Answer {
  readonly principal: Principal;
  readonly id: string;
  readonly verdict: ApprovalDecision["verdict"];
  /** Passed by core/approval-text.ts. */
  readonly comment: string | null;
  readonly correlationId: string;
}

export type DecideApproval = (answer: Answer) => Promise<Result<ApprovalDecision, Refusal>>;

export function createDecideApproval(ports: DecideApprovalPorts): DecideApproval {
  return async ({ principal, id, verdict, comment, correlationId }) => {
    const known = await knownApproval(ports, id, correlationId);
    if (!known.ok) return known;
    const { request, application, details } = known.value;
    const asked = { request, decision: known.value.decision, requesterEmail: details.email };
    const decidedAt = epochSeconds(ports.now());
    const permitted = mayDecide(principal, application, asked, decidedAt);
    if (!permitted.ok) return permitted;

    const openUntil = verdict === "approved" ? decidedAt + permitted.value.grantSeconds : null;
    const decision = { verdict, approver: identityOf(principal), comment, decidedAt, openUntil };
    const closed = await closeOnce(ports, request, decision);
    const named = { approval: request.id, application: request.application };
    const stamp = auditStamp(ports.now(), correlationId);
    if (!closed.ok) {
      if (closed.error === "conflict") return err(refusal("approval_over", named));
      const detail = { approval: request.id, verdict, userId: principal.userId };
      ports.audit.write(faultEvent(stamp, "approval_answer_uncertain", detail));
      return err(refusal("approval_store_unavailable", named));
    }
    ports.audit.write(approvalDecidedEvent(stamp, request, decision));
    const grant = grantOf(request, decision);
    const without = grant === undefined ? [] : await ports.grants.write(grant, "everywhere");
    if (without.length > 0) {
      const detail = { approval: request.id, regions: without.join(" ") };
      ports.audit.write(faultEvent(stamp, "approval_grant_not_written", detail));
    }
    return ok(decision);
  };
}

/** Where no answer came the request is asked what became of it: a yes that stands must not go untold. */
async function closeOnce(
  { approvals }: DecideApprovalPorts,
  request: ApprovalRequest,
  decision: ApprovalDecision,
): Promise<Result<void, StoreFailure>> {
  const closed = await approvals.close(request, decision, decision.decidedAt);
  if (closed.ok || closed.error === "conflict") return closed;
  const found = await approvals.find(request.id, decision.decidedAt);
  const stands = found.ok ? found.value?.decision : undefined;
  const isOurs =
    stands?.verdict === decision.verdict &&
    stands.decidedAt === decision.decidedAt &&
    isSameIdentity(stands.approver, decision.approver);
  return isOurs ? ok(undefined) : closed;
}

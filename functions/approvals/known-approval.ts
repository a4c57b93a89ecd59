/** A request with everything that is known of it: from its home, opened, and told once where nobody answered it in time. */
import type { ApprovalStore, StoredApproval } from "../approval-ports.ts";
import { type ApprovalState, stateOf } from "../core/approval.ts";
import { approvalExpiredEvent } from "../core/audit-approval-event.ts";
import type { IndexedApplication, PolicyIndex } from "../core/policy-index.ts";
import { type Refusal, refusal } from "../core/refusal.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { AuditSink, Clock, Sealer } from "../ports.ts";
import { auditStamp, epochSeconds } from "../timestamps.ts";
import { openDetails, type RequestDetails } from "./request-details.ts";

export interface ApprovalPorts {
  readonly index: PolicyIndex;
  readonly approvals: ApprovalStore;
  readonly sealer: Sealer;
  readonly audit: AuditSink;
  readonly now: Clock;
}

export interface KnownApproval extends Pick<StoredApproval, "request" | "decision"> {
  readonly details: RequestDetails;
  readonly state: ApprovalState;
  /** Undefined where the policy has it no more. */
  readonly application: IndexedApplication | undefined;
}

export async function knownApproval(
  ports: ApprovalPorts,
  id: string,
  correlationId: string,
): Promise<Result<KnownApproval, Refusal<"approval_not_found" | "approval_store_unavailable">>> {
  const now = epochSeconds(ports.now());
  const found = await ports.approvals.find(id, now);
  if (!found.ok) return err(refusal("approval_store_unavailable"));
  if (found.value === undefined) return err(refusal("approval_not_found"));
  const { request, decision, sealedDetails, isClosedUnanswered } = found.value;
  const details = await openDetails(ports.sealer, request.id, sealedDetails);
  if (details === undefined) return err(refusal("approval_not_found", { fault: "unreadable" }));
  const state = stateOf(request, decision, now);
  if (state === "expired" && !isClosedUnanswered) {
    const closed = await ports.approvals.close(request, "unanswered", now);
    if (closed.ok) ports.audit.write(approvalExpiredEvent(auditStamp(ports.now(), correlationId), request));
  }
  const application = ports.index.applications.get(request.application);
  return ok({ request, decision, details, state, application });
}

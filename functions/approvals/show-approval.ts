/**
 * A request, for whom it concerns: whoever made it, who waits, and the approvers of its application. Everybody else is told
 * what is told of a request that never was.
 * Invariant: whoever waits is sent on only once their grant is in this Region's table, where their launch will look.
 */
import type { ApprovalGrants } from "../approval-ports.ts";
import { approvalNeeded, grantOf, isApprover, isSameIdentity, mayDecide } from "../core/approval.ts";
import type { Principal } from "../core/principal.ts";
import { type Refusal, refusal } from "../core/refusal.ts";
import { err, ok, type Result } from "../core/result.ts";
import { epochSeconds } from "../timestamps.ts";
import { type ApprovalPorts, type KnownApproval, knownApproval } from "./known-approval.ts";

export interface ShowApprovalPorts extends ApprovalPorts {
  readonly grants: Pick<ApprovalGrants, "write">;
}

export interface ShownApproval extends KnownApproval {
  readonly role: "requester" | "approver";
  /** The approver may answer it now. */
  readonly mayDecide: boolean;
  /** The requester may launch now. */
  readonly isGranted: boolean;
}

export type ShowApproval = (
  principal: Principal,
  id: string,
  correlationId: string,
) => Promise<Result<ShownApproval, Refusal>>;

export function createShowApproval(ports: ShowApprovalPorts): ShowApproval {
  return async (principal, id, correlationId) => {
    const known = await knownApproval(ports, id, correlationId);
    if (!known.ok) return known;
    const { request, decision, application, details } = known.value;
    const now = epochSeconds(ports.now());
    if (!isSameIdentity(principal, request.requester)) {
      if (!isApprover(principal, application)) return err(refusal("approval_not_found"));
      const asked = { request, decision, requesterEmail: details.email };
      const isDecidable = mayDecide(principal, application, asked, now).ok;
      return ok({ ...known.value, role: "approver", mayDecide: isDecidable, isGranted: false });
    }
    const grant = grantOf(request, decision);
    const isGranted =
      application !== undefined && grant !== undefined && !approvalNeeded(application, principal, grant, now);
    // The approver's Region may not have reached this one.
    if (isGranted && (await ports.grants.write(grant, "here")).length > 0) {
      return err(refusal("approval_store_unavailable", { application: request.application }));
    }
    return ok({ ...known.value, role: "requester", mayDecide: false, isGranted });
  };
}

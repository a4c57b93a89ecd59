/** `POST /approvals/{request}`: an approver's answer. Only a form of our own page answers anything. */
import type { DecideApproval } from "../approvals/decide-approval.ts";
import { type ApprovalDecision, homeOfApproval } from "../core/approval.ts";
import { readComment } from "../core/approval-text.ts";
import { approvalPath } from "../core/intent.ts";
import { approvalPage } from "../core/return-page.ts";
import type { Route } from "../http/define-function.ts";
import { readForm } from "../http/form.ts";
import type { HttpRequest } from "../http/request.ts";
import { redirect } from "../http/response.ts";
import { isFromOurPage } from "../http/same-origin.ts";
import { type ApprovalPagePorts, refusedPage, signedIn, toSignIn } from "./approval-session.ts";

export interface DecideApprovalRoutePorts extends ApprovalPagePorts {
  readonly decideApproval: DecideApproval;
}

export const decideApprovalRoute: Route<DecideApprovalRoutePorts> = async (request, ports) => {
  if (!isFromOurPage(request, ports.origin)) return refusedPage(request, ports, "cross_site_request");
  const id = request.pathParameters.request ?? "";
  if (homeOfApproval(id) === undefined) return refusedPage(request, ports, "approval_not_found");
  const answer = readAnswer(request);
  if (answer === undefined) return refusedPage(request, ports, "approval_form_invalid");
  const principal = await signedIn(request, ports);
  if (principal === undefined) return toSignIn(request, ports, approvalPage(id));
  const { correlationId } = request;
  const decided = await ports.decideApproval({ principal, id, ...answer, correlationId });
  if (decided.ok) return redirect(approvalPath(id));
  // What was refused for good is not tried again; where the table was away it may be.
  const mayRetry = decided.error.reason === "approval_store_unavailable";
  return refusedPage(request, ports, decided.error, mayRetry ? { retry: approvalPath(id) } : {});
};

/** Undefined for a form that is not ours. */
function readAnswer(request: HttpRequest): Pick<ApprovalDecision, "verdict" | "comment"> | undefined {
  const form = readForm(request);
  if (!form.ok) return undefined;
  const [verdict, ...others] = form.value.getAll("verdict");
  if (others.length > 0 || (verdict !== "approved" && verdict !== "refused")) return undefined;
  const comment = readComment(form.value.get("comment") ?? "");
  return comment.ok ? { verdict, comment: comment.value } : undefined;
}

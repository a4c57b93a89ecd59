/**
 * `GET /approvals/{request}`: whoever asked waits here and is led to their launch once it is approved; an approver sees what
 * is asked. Everybody else finds nothing.
 */
import type { ShowApproval } from "../approvals/show-approval.ts";
import { homeOfApproval } from "../core/approval.ts";
import { approvalPath, launchPath } from "../core/intent.ts";
import { approvalPage } from "../core/return-page.ts";
import { decidePage } from "../http/approval-decide-page.ts";
import { requestAnswer, requestPage } from "../http/approval-request-page.ts";
import type { Route } from "../http/define-function.ts";
import { redirect } from "../http/response.ts";
import { epochSeconds } from "../timestamps.ts";
import { type ApprovalPagePorts, refusedPage, signedIn, toSignIn } from "./approval-session.ts";
import { decideView, requestView } from "./approval-view.ts";

export interface ShowApprovalRoutePorts extends ApprovalPagePorts {
  readonly showApproval: ShowApproval;
}

export const showApprovalRoute: Route<ShowApprovalRoutePorts> = async (request, ports) => {
  const id = request.pathParameters.request ?? "";
  if (homeOfApproval(id) === undefined) return refusedPage(request, ports, "approval_not_found");
  const principal = await signedIn(request, ports);
  if (principal === undefined) return toSignIn(request, ports, approvalPage(id));
  const shown = await ports.showApproval(principal, id, request.correlationId);
  if (!shown.ok) return refusedPage(request, ports, shown.error, { retry: approvalPath(id) });

  const { role, state, isGranted, details } = shown.value;
  if (request.prefersJson) return requestAnswer(state);
  if (isGranted) return redirect(launchPath(details.intent));
  const nowEpochSeconds = epochSeconds(ports.now());
  const page = { request, index: ports.index, principal, nowEpochSeconds };
  return role === "requester"
    ? requestPage(request, requestView(page, shown.value, ports.origin))
    : decidePage(request, decideView(page, shown.value));
};

/** `GET /approvals`: the open requests that the person may answer, and their own. */

import type { ListApprovals } from "../approvals/list-approvals.ts";
import { APPROVALS_PAGE } from "../core/return-page.ts";
import { approvalListPage } from "../http/approval-list-page.ts";
import type { Route } from "../http/define-function.ts";
import { navigationFor } from "../http/navigation.ts";
import { epochSeconds } from "../timestamps.ts";
import { type ApprovalPagePorts, signedIn, toSignIn } from "./approval-session.ts";
import { listedRequest } from "./approval-view.ts";

export interface ListApprovalsRoutePorts extends ApprovalPagePorts {
  readonly listApprovals: ListApprovals;
}

export const listApprovalsRoute: Route<ListApprovalsRoutePorts> = async (request, ports) => {
  const principal = await signedIn(request, ports);
  if (principal === undefined) return toSignIn(request, ports, APPROVALS_PAGE);
  const found = await ports.listApprovals(principal, request.correlationId);
  const now = epochSeconds(ports.now());
  return approvalListPage(request, {
    toDecide: found.isApprover ? found.toDecide.map((one) => listedRequest(one, false, now)) : undefined,
    own: found.own.map((one) => listedRequest(one, true, now)),
    isWhole: found.isWhole,
    navigation: navigationFor(request, ports.index, principal, "approvals"),
  });
};

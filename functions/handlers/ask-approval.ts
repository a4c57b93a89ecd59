/** `POST /approvals`: the person gives their reason. Only a form of our own page asks for anything. */
import type { AskApproval } from "../approvals/ask-approval.ts";
import { approvalPath, launchPath } from "../core/intent.ts";
import { askPage } from "../http/approval-ask-page.ts";
import type { Route } from "../http/define-function.ts";
import { readForm } from "../http/form.ts";
import { redirect } from "../http/response.ts";
import { isFromOurPage } from "../http/same-origin.ts";
import { type ApprovalPagePorts, refusedPage, signedIn, toSignIn } from "./approval-session.ts";
import { askView } from "./approval-view.ts";
import { readIntent } from "./launch-intent.ts";

export interface AskApprovalRoutePorts extends ApprovalPagePorts {
  readonly askApproval: AskApproval;
}

export const askApprovalRoute: Route<AskApprovalRoutePorts> = async (request, ports) => {
  if (!isFromOurPage(request, ports.origin)) return refusedPage(request, ports, "cross_site_request");
  const form = readForm(request);
  const [reason, ...others] = form.ok ? form.value.getAll("reason") : [];
  if (!form.ok || reason === undefined || others.length > 0) {
    return refusedPage(request, ports, "approval_form_invalid");
  }
  const intent = readIntent(form.value.get("application") ?? "", form.value);
  if (!intent.ok) return refusedPage(request, ports, intent.error);
  const principal = await signedIn(request, ports);
  if (principal === undefined) return toSignIn(request, ports, intent.value);

  const { correlationId } = request;
  const asked = await ports.askApproval({ principal, intent: intent.value, reason, correlationId });
  const retry = launchPath(intent.value);
  if (asked.ok) return redirect(asked.value.outcome === "asked" ? approvalPath(asked.value.id) : retry);
  const { fault } = asked.error.evidence;
  const former = { reason, fault: fault === "too_long" ? fault : "too_short" } as const;
  const isForTheForm = asked.error.reason === "approval_reason_invalid" && !request.prefersJson;
  const view = isForTheForm
    ? askView({ request, index: ports.index, principal }, intent.value, former)
    : undefined;
  // Nothing was tried that an auditor must know of: the person is still writing.
  return view === undefined ? refusedPage(request, ports, asked.error, { retry }) : askPage(request, view);
};

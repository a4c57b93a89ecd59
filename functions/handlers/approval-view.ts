/** What the pages of just-in-time approval are shown, from the use cases' answers: policy ids become names, moments durations. */
import type { KnownApproval } from "../approvals/known-approval.ts";
import type { ShownApproval } from "../approvals/show-approval.ts";
import { approvalPath, intentFields, type LaunchIntent, launchPath } from "../core/intent.ts";
import type { LocalizedText } from "../core/localized-text.ts";
import type { PolicyIndex } from "../core/policy-index.ts";
import type { Principal } from "../core/principal.ts";
import type { AskView } from "../http/approval-ask-page.ts";
import type { DecideView } from "../http/approval-decide-page.ts";
import type { ListedRequest } from "../http/approval-list-page.ts";
import type { RequestView } from "../http/approval-request-page.ts";
import { navigationFor } from "../http/navigation.ts";
import type { HttpRequest } from "../http/request.ts";

export interface PageContext {
  readonly request: HttpRequest;
  readonly index: PolicyIndex;
  readonly principal: Principal;
  readonly nowEpochSeconds: number;
}

/** Undefined for an application that asks for no approval. */
export function askView(
  { request, index, principal }: Omit<PageContext, "nowEpochSeconds">,
  intent: LaunchIntent,
  former?: AskView["former"],
): AskView | undefined {
  const application = index.applications.get(intent.application)?.application;
  if (!application?.approval) return undefined;
  const { grantSeconds, minReasonLength } = application.approval;
  return {
    application: application.name,
    ...{ grantSeconds, minReasonLength, former },
    intent: intentFields(intent),
    navigation: navigationFor(request, index, principal, undefined),
  };
}

export function requestView(
  { request: page, index, principal, nowEpochSeconds }: PageContext,
  { request, decision, state, application, details }: ShownApproval,
  origin: string,
): RequestView {
  const self = approvalPath(request.id);
  return {
    state,
    application: nameOf(application, request.application),
    reason: request.reason,
    comment: decision?.comment ?? null,
    askedSecondsAgo: nowEpochSeconds - request.askedAt,
    answerInSeconds: request.answerUntil - nowEpochSeconds,
    self,
    link: `${origin}${self}`,
    launch: launchPath(details.intent),
    notifyEmail: application?.application.approval?.notify?.email ?? null,
    navigation: navigationFor(page, index, principal, undefined),
  };
}

export function decideView(
  { request: page, index, principal, nowEpochSeconds }: PageContext,
  { request, decision, state, application, details, mayDecide }: ShownApproval,
): DecideView {
  const { identityProvider, subject } = request.requester;
  const provider = index.policy.identityProviders[identityProvider]?.name ?? { en: identityProvider };
  return {
    ...{ state, mayDecide },
    application: nameOf(application, request.application),
    person: { displayName: details.displayName, email: details.email, subject, provider },
    opensAt: details.intent.context,
    reason: request.reason,
    comment: decision?.comment ?? null,
    askedSecondsAgo: nowEpochSeconds - request.askedAt,
    answerInSeconds: request.answerUntil - nowEpochSeconds,
    answeredSecondsAgo: decision === null ? undefined : nowEpochSeconds - decision.decidedAt,
    grantSeconds: application?.application.approval?.grantSeconds ?? 0,
    self: approvalPath(request.id),
    navigation: navigationFor(page, index, principal, "approvals"),
  };
}

export function listedRequest(
  { request, details, application }: KnownApproval,
  isOwn: boolean,
  nowEpochSeconds: number,
): ListedRequest {
  const { displayName, email } = details;
  return {
    application: nameOf(application, request.application),
    href: approvalPath(request.id),
    person: isOwn ? undefined : (displayName ?? email ?? request.requester.subject),
    reason: request.reason,
    askedSecondsAgo: nowEpochSeconds - request.askedAt,
  };
}

/** The policy may have lost the application since. */
function nameOf(application: KnownApproval["application"], id: string): LocalizedText {
  return application?.application.name ?? { en: id };
}

/**
 * `GET /wait/{application}`: the waiting page's own question. JSON always; it starts nothing, so that asking is harmless.
 * Only our own page gets an answer: what another site's page asks would tell it who is signed in here.
 */
import { readSession, type SessionPorts } from "../broker-session.ts";
import { requestRefusedEvent } from "../core/audit-event.ts";
import { type Refusal, type RefusalReason, refusal } from "../core/refusal.ts";
import { SESSION_COOKIE, waitingCookie } from "../http/cookies.ts";
import type { Route } from "../http/define-function.ts";
import { refuse } from "../http/refusal-response.ts";
import type { HttpRequest } from "../http/request.ts";
import type { HttpResponse } from "../http/response.ts";
import { readyAnswer, stillWaitingAnswer } from "../http/waiting-page.ts";
import type { AskAgain } from "../launching/ask-again.ts";
import type { AuditSink } from "../ports.ts";
import { auditStamp, epochSeconds } from "../timestamps.ts";
import { evidenceOf } from "./evidence.ts";
import { readIntent } from "./launch-intent.ts";
import { ticketCookies, waitingPaths, waitingView } from "./waiting-view.ts";

export interface AskAgainPorts extends SessionPorts {
  readonly askAgain: AskAgain;
  readonly audit: AuditSink;
}

export const askAgainRoute: Route<AskAgainPorts> = async (request, ports) => {
  // A browser that does not say keeps its cookies from other sites' questions by SameSite.
  const site = request.headers["sec-fetch-site"] ?? "same-origin";
  if (site !== "same-origin") return refused(request, ports, "cross_site_request");
  const intent = readIntent(request.pathParameters.application ?? "", request.query);
  if (!intent.ok) return refused(request, ports, intent.error);
  const session = await readSession(ports, request.cookies.get(SESSION_COOKIE));
  // Whoever's session ends while they wait comes here once more: nothing to write down.
  if (session === undefined) return problem(request, refusal("not_signed_in"));

  const { application, hasConsented = false } = intent.value;
  const standing = await ports.askAgain({
    principal: session.principal,
    application,
    evidence: evidenceOf(request, ports.index),
    sealedTicket: request.cookies.get(waitingCookie(application)),
    hasConsented,
  });
  if (!standing.ok) return problem(request, standing.error);
  if (standing.value.state === "ready") return readyAnswer();
  const waiting = waitingView(ports.index, application, standing.value, epochSeconds(ports.now()));
  const view = { ...waiting, measuredRegions: [] };
  return {
    ...stillWaitingAnswer(request, view, waitingPaths(intent.value)),
    cookies: ticketCookies(request, application, standing.value),
  };
};

function refused(request: HttpRequest, ports: AskAgainPorts, reason: RefusalReason): HttpResponse {
  const stamp = auditStamp(ports.now(), request.correlationId);
  ports.audit.write(requestRefusedEvent(stamp, request.routeKey, refusal(reason)));
  return problem(request, refusal(reason));
}

function problem(request: HttpRequest, refusedFor: Refusal): HttpResponse {
  return refuse({ ...request, prefersJson: true }, refusedFor);
}

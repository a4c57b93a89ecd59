/**
 * `POST /launch/{application}`: ends the session that the choice page showed, and goes on to the launch. Only a form of
 * our own page ends anything.
 */
import { readSession, type SessionPorts } from "../broker-session.ts";
import { requestRefusedEvent } from "../core/audit-event.ts";
import { launchPath } from "../core/intent.ts";
import { type Refusal, type RefusalReason, refusal } from "../core/refusal.ts";
import { SESSION_COOKIE } from "../http/cookies.ts";
import type { Route } from "../http/define-function.ts";
import { readForm } from "../http/form.ts";
import { onwardPage } from "../http/pages.ts";
import { refuse, type WaysOn } from "../http/refusal-response.ts";
import type { HttpRequest } from "../http/request.ts";
import type { HttpResponse } from "../http/response.ts";
import { isFromOurPage } from "../http/same-origin.ts";
import type { EndSession } from "../launching/end-session.ts";
import type { AuditSink } from "../ports.ts";
import { auditStamp } from "../timestamps.ts";
import { evidenceOf } from "./evidence.ts";
import { readIntent } from "./launch-intent.ts";
import { signInPath } from "./sign-in-path.ts";

export interface EndSessionRoutePorts extends SessionPorts {
  readonly endSession: EndSession;
  readonly audit: AuditSink;
  /** The broker's own origin, from configuration, never from Host. */
  readonly origin: string;
}

export const endSessionRoute: Route<EndSessionRoutePorts> = async (request, ports) => {
  if (!isFromOurPage(request, ports.origin)) return refused(request, ports, "cross_site_request");
  const intent = readIntent(request.pathParameters.application ?? "", request.query);
  if (!intent.ok) return refused(request, ports, intent.error);
  const retry = launchPath(intent.value);
  const session = await readSession(ports, request.cookies.get(SESSION_COOKIE));
  if (session === undefined) {
    const [only, ...others] = Object.keys(ports.index.policy.identityProviders);
    // With several providers the launch itself asks which.
    const signIn = only !== undefined && others.length === 0 ? signInPath(ports, only, intent.value) : retry;
    return refused(request, ports, "not_signed_in", { signIn });
  }
  const launchId = shownLaunch(request);
  if (launchId === undefined) return refused(request, ports, "streaming_session_gone", { retry });

  const { application, hasConsented = false } = intent.value;
  const ended = await ports.endSession({
    principal: session.principal,
    ...{ application, launchId, hasConsented },
    evidence: evidenceOf(request, ports.index),
    correlationId: request.correlationId,
  });
  if (!ended.ok) return refused(request, ports, ended.error, { retry });
  return onwardPage(request, retry, [], "session_end");
};

function refused(
  request: HttpRequest,
  ports: EndSessionRoutePorts,
  why: RefusalReason | Refusal,
  ways: WaysOn = {},
): HttpResponse {
  const reason = typeof why === "string" ? refusal(why) : why;
  const stamp = auditStamp(ports.now(), request.correlationId);
  ports.audit.write(requestRefusedEvent(stamp, request.routeKey, reason));
  return refuse(request, reason, { ...ways, support: ports.index.policy.support });
}

/** The launch of the session that the page showed; undefined for a form that is not ours. */
function shownLaunch(request: HttpRequest): string | undefined {
  const form = readForm(request);
  const [shown, ...others] = form.ok ? form.value.getAll("launch") : [];
  return others.length === 0 ? shown : undefined;
}

/** `POST /logout`: ends the broker session of this browser. The stream and the identity provider's own session stay. */
import { openSession, type SealedSessionPorts } from "../broker-session.ts";
import { signOutEvent } from "../core/audit-event.ts";
import { clearCookie, SESSION_COOKIE } from "../http/cookies.ts";
import type { Route } from "../http/define-function.ts";
import { refuseAndAudit } from "../http/refusal-response.ts";
import { redirect } from "../http/response.ts";
import { isFromOurPage } from "../http/same-origin.ts";
import type { AuditSink } from "../ports.ts";
import { auditStamp } from "../timestamps.ts";

export interface LogoutPorts extends SealedSessionPorts {
  readonly audit: AuditSink;
  /** The broker's own origin, from configuration, never from Host. */
  readonly origin: string;
}

export const logoutRoute: Route<LogoutPorts> = async (request, ports) => {
  if (!isFromOurPage(request, ports.origin)) {
    const { support } = ports.index.policy;
    return refuseAndAudit({ ...ports, support }, request, "cross_site_request");
  }
  const session = await openSession(ports, request.cookies.get(SESSION_COOKIE));
  ports.audit.write(signOutEvent(auditStamp(ports.now(), request.correlationId), session?.principal));
  return redirect("/", [clearCookie(SESSION_COOKIE)]);
};

/** Who is at a page of just-in-time approval, and how such a page refuses: with an audit event, and the way to sign in. */
import { readSession, type SessionPorts } from "../broker-session.ts";
import { requestRefusedEvent } from "../core/audit-event.ts";
import type { Principal } from "../core/principal.ts";
import { type Refusal, type RefusalReason, refusal } from "../core/refusal.ts";
import { goalLoginPath, type SignInGoal } from "../core/return-page.ts";
import { SESSION_COOKIE } from "../http/cookies.ts";
import { signInPage } from "../http/pages.ts";
import { refuse, type WaysOn } from "../http/refusal-response.ts";
import type { HttpRequest } from "../http/request.ts";
import { type HttpResponse, redirect } from "../http/response.ts";
import type { AuditSink } from "../ports.ts";
import { auditStamp } from "../timestamps.ts";

export interface ApprovalPagePorts extends SessionPorts {
  readonly audit: AuditSink;
  /** The broker's own origin, from configuration, never from Host. */
  readonly origin: string;
}

export async function signedIn(
  request: HttpRequest,
  ports: ApprovalPagePorts,
): Promise<Principal | undefined> {
  return (await readSession(ports, request.cookies.get(SESSION_COOKIE)))?.principal;
}

/** A browser goes to sign in and comes back; with several providers the person chooses. A program is told. */
export function toSignIn(request: HttpRequest, ports: ApprovalPagePorts, goal: SignInGoal): HttpResponse {
  if (request.prefersJson) return refuse(request, refusal("not_signed_in"));
  const providers = Object.entries(ports.index.policy.identityProviders);
  const links = providers.map(([id, { name, protocol }]) => ({
    name,
    href: goalLoginPath({ id, protocol }, goal),
  }));
  const [only, ...others] = links;
  return only !== undefined && others.length === 0 ? redirect(only.href) : signInPage(request, links);
}

export function refusedPage(
  request: HttpRequest,
  ports: ApprovalPagePorts,
  why: RefusalReason | Refusal,
  ways: WaysOn = {},
): HttpResponse {
  const refused = typeof why === "string" ? refusal(why) : why;
  const stamp = auditStamp(ports.now(), request.correlationId);
  ports.audit.write(requestRefusedEvent(stamp, request.routeKey, refused));
  return refuse(request, refused, { ...ways, support: ports.index.policy.support });
}

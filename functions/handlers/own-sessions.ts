/**
 * `GET /sessions`: the person's streaming sessions in all Regions. `POST /sessions`: ends one or all of them, after a page
 * that says what is lost. Invariant: only a form of our own page ends anything, and only what is this person's.
 */
import { readSession, type SessionPorts } from "../broker-session.ts";
import { requestRefusedEvent } from "../core/audit-event.ts";
import type { Principal } from "../core/principal.ts";
import type { Refusal } from "../core/refusal.ts";
import { SESSIONS_PAGE } from "../core/return-page.ts";
import { SESSION_COOKIE } from "../http/cookies.ts";
import type { Route } from "../http/define-function.ts";
import { readForm } from "../http/form.ts";
import { navigationFor } from "../http/navigation.ts";
import { refuseAndAudit } from "../http/refusal-response.ts";
import type { HttpRequest } from "../http/request.ts";
import { type HttpResponse, redirect } from "../http/response.ts";
import { isFromOurPage } from "../http/same-origin.ts";
import { confirmEndPage, type SessionsView, sessionsPage } from "../http/sessions-page.ts";
import { endAllSessions } from "../people/end-all.ts";
import type { OwnSessions } from "../people/own-sessions.ts";
import type { AuditSink } from "../ports.ts";
import { auditStamp, epochSeconds } from "../timestamps.ts";
import { toSignInFor } from "./page-sign-in.ts";
import { ownSessionCard } from "./session-view.ts";

export interface OwnSessionsRoutePorts extends SessionPorts {
  readonly ownSessions: OwnSessions;
  readonly audit: AuditSink;
  /** The broker's own origin, from configuration, never from Host. */
  readonly origin: string;
}

export const sessionsRoute: Route<OwnSessionsRoutePorts> = async (request, ports) => {
  const session = await readSession(ports, request.cookies.get(SESSION_COOKIE));
  if (session === undefined) return toSignInFor(request, ports, SESSIONS_PAGE);
  const view = await viewOf(request, ports, session.principal);
  const { query } = request;
  const status = {
    ended: countIn(query, "ended"),
    failed: countIn(query, "failed"),
    isGone: query.has("gone"),
  };
  return sessionsPage(request, view, status);
};

export const endSessionsRoute: Route<OwnSessionsRoutePorts> = async (request, ports) => {
  const { support } = ports.index.policy;
  const refuse = { ...ports, support };
  if (!isFromOurPage(request, ports.origin)) return refuseAndAudit(refuse, request, "cross_site_request");
  const session = await readSession(ports, request.cookies.get(SESSION_COOKIE));
  if (session === undefined) return toSignInFor(request, ports, SESSIONS_PAGE);
  const wanted = wantedIn(request);
  if (wanted === undefined) return refuseAndAudit(refuse, request, "sessions_form_invalid");
  const { principal } = session;
  if (!wanted.isConfirmed) {
    const view = await viewOf(request, ports, principal);
    const [first] = view.cards.filter(({ id }) => wanted.id === undefined || id === wanted.id);
    if (first === undefined) return redirect("/sessions?gone=1");
    return confirmEndPage(request, view, wanted.id === undefined, [first]);
  }
  return await endWanted(request, ports, principal, wanted.id);
};

async function endWanted(
  request: HttpRequest,
  ports: OwnSessionsRoutePorts,
  principal: Principal,
  id: string | undefined,
): Promise<HttpResponse> {
  const by = { kind: "self" } as const;
  const { correlationId } = request;
  const told = (refused: Refusal): void =>
    ports.audit.write(requestRefusedEvent(auditStamp(ports.now(), correlationId), request.routeKey, refused));
  if (id === undefined) {
    const { ended, refused } = await endAllSessions(ports.ownSessions, principal, correlationId, by);
    for (const refusal of refused) told(refusal);
    const parts = [
      ...(ended > 0 ? [`ended=${ended}`] : []),
      ...(refused.length > 0 ? [`failed=${refused.length}`] : []),
    ];
    return redirect(`/sessions?${parts.length === 0 ? "gone=1" : parts.join("&")}`);
  }
  const ended = await ports.ownSessions.end({ principal, id, correlationId, by });
  if (ended.ok) return redirect("/sessions?ended=1");
  told(ended.error);
  return redirect(
    ended.error.reason === "streaming_session_gone" ? "/sessions?gone=1" : "/sessions?failed=1",
  );
}

async function viewOf(
  request: HttpRequest,
  { index, ownSessions, now }: OwnSessionsRoutePorts,
  principal: Principal,
): Promise<SessionsView> {
  const { sessions, silentRegions } = await ownSessions.list(principal);
  return {
    cards: sessions.map((session) => ownSessionCard(index, session)),
    silentRegions,
    nowEpochSeconds: epochSeconds(now()),
    navigation: navigationFor(request, index, principal, "sessions"),
  };
}

interface Wanted {
  /** Undefined: all of them. */
  readonly id: string | undefined;
  readonly isConfirmed: boolean;
}

/** Either one session or all; undefined for a form that is not ours. */
function wantedIn(request: HttpRequest): Wanted | undefined {
  const form = readForm(request);
  if (!form.ok) return undefined;
  const ids = form.value.getAll("id");
  const isAll = form.value.getAll("all").join() === "yes";
  const [id] = ids;
  if (ids.length > 1 || isAll === (id !== undefined)) return undefined;
  return { id, isConfirmed: form.value.getAll("confirmed").join() === "yes" };
}

/** Of our own redirect; whatever else stands there counts as nothing. */
function countIn(query: URLSearchParams, name: string): number {
  const text = query.get(name) ?? "";
  return /^[1-9]\d?$/.test(text) ? Number(text) : 0;
}

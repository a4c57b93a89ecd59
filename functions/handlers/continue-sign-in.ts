/**
 * `GET` and `POST /login/{idp}/continue`: asks a person whom the identity provider sent unasked whether to go on as
 * that person, and takes the yes. Only a form of this page counts as one.
 */
import { readSession, type SessionPorts } from "../broker-session.ts";
import { launchPath } from "../core/intent.ts";
import type { LocalizedText } from "../core/localized-text.ts";
import type { Principal } from "../core/principal.ts";
import { goalPath } from "../core/return-page.ts";
import { clearCookie, PROPOSAL_COOKIE, SESSION_COOKIE, setCookie } from "../http/cookies.ts";
import type { Route } from "../http/define-function.ts";
import { readForm } from "../http/form.ts";
import { continuePage, onwardPage } from "../http/pages.ts";
import { type RefusalPorts, refuse, refuseAndAudit } from "../http/refusal-response.ts";
import type { HttpRequest } from "../http/request.ts";
import { isFromOurPage } from "../http/same-origin.ts";
import { type AcceptProposal, readProposal } from "../sign-in/proposed-sign-in.ts";
import { orWritten, writeSignIn } from "../sign-in/sign-in-audit.ts";
import type { PendingSignIn } from "../sign-in-ports.ts";

export interface ContinuePorts extends SessionPorts, RefusalPorts {
  /** The policy's identity providers by id. */
  readonly providers: ReadonlyMap<string, unknown>;
  readonly acceptProposal: AcceptProposal;
  readonly origin: string;
}

export const continueRoute: Route<ContinuePorts> = async (request, ports) => {
  const { idp = "" } = request.pathParameters;
  const pending = await readProposal(ports, idp, request.cookies.get(PROPOSAL_COOKIE));
  if (pending === undefined) {
    return refuseAndAudit(ports, request, "pending_sign_in_missing");
  }
  const session = await readSession(ports, request.cookies.get(SESSION_COOKIE));
  const { application } = pending;
  return continuePage(request, {
    action: `/login/${idp}/continue`,
    proposal: pending.id,
    person: personName(pending.principal),
    application: application === undefined ? undefined : applicationName(ports, application),
    // Whoever goes on takes the place of this one.
    current: session && isOther(session.principal, pending) ? personName(session.principal) : undefined,
  });
};

export const acceptContinueRoute: Route<ContinuePorts> = async (request, ports) => {
  const { idp = "" } = request.pathParameters;
  const { support } = ports;
  if (!isFromOurPage(request, ports.origin)) {
    return refuseAndAudit(ports, request, "cross_site_request");
  }
  const pending = await readProposal(ports, idp, request.cookies.get(PROPOSAL_COOKIE));
  // Another site may have put its own proposal into the cookie since the page was shown.
  if (pending === undefined || pending.id !== shownProposal(request)) {
    return refuseAndAudit(ports, request, "pending_sign_in_missing");
  }
  const matter = { identityProvider: idp, correlationId: request.correlationId };
  const accepted = await orWritten(ports, matter, ports.acceptProposal(pending));
  const cleared = clearCookie(PROPOSAL_COOKIE);
  const outcome = accepted.ok ? { principal: accepted.value.principal } : { refusal: accepted.error };
  writeSignIn(ports, matter, outcome);
  if (!accepted.ok) {
    // Where the proposal's home was away the same yes may be said again; beginning anew needs no such home.
    const isOver = accepted.error.reason !== "login_store_unavailable";
    const { application } = pending;
    const retry = application && launchPath({ application, context: undefined, client: "web" });
    return refuse(request, accepted.error, { support, retry }, isOver ? [cleared] : []);
  }
  const { sealedSession, lifetimeSeconds, intent } = accepted.value;
  return onwardPage(request, goalPath(intent), [
    cleared,
    setCookie(SESSION_COOKIE, sealedSession, lifetimeSeconds),
  ]);
};

function shownProposal(request: HttpRequest): string | undefined {
  const form = readForm(request);
  const [shown, ...others] = form.ok ? form.value.getAll("proposal") : [];
  return others.length === 0 ? shown : undefined;
}

function isOther(current: Principal, { principal }: PendingSignIn): boolean {
  return current.identityProvider !== principal.identityProvider || current.subject !== principal.subject;
}

/** Something the person knows themselves by; the subject where the identity provider says nothing better. */
function personName({ displayName, email, subject }: Principal): string {
  if (displayName !== undefined && email !== undefined) return `${displayName} (${email})`;
  return displayName ?? email ?? subject;
}

function applicationName({ index }: SessionPorts, application: string): LocalizedText | undefined {
  return index.applications.get(application)?.application.name;
}

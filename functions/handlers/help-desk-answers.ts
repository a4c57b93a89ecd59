/** What the help desk's routes share: who asks, whether the form is ours, and the pages that come of it. */
import { readSession, type SessionPorts } from "../broker-session.ts";
import { presentationOf, type Refusal } from "../core/refusal.ts";
import { err, ok, type Result } from "../core/result.ts";
import { HELP_DESK_PAGE } from "../core/return-page.ts";
import { SESSION_COOKIE } from "../http/cookies.ts";
import { readForm } from "../http/form.ts";
import { type DeskView, type EndOutcome, helpDeskPage, personPage } from "../http/help-desk-page.ts";
import { navigationFor } from "../http/navigation.ts";
import { refuse, refuseAndAudit } from "../http/refusal-response.ts";
import type { HttpRequest } from "../http/request.ts";
import type { HttpResponse } from "../http/response.ts";
import { isFromOurPage } from "../http/same-origin.ts";
import type { HelpDesk, Operator, PersonAnswer } from "../people/help-desk.ts";
import type { AuditSink } from "../ports.ts";
import { epochSeconds } from "../timestamps.ts";
import { faultOf, type LookupForm } from "./help-desk-form.ts";
import { toSignInFor } from "./page-sign-in.ts";
import { sessionCard } from "./session-view.ts";

export interface HelpDeskRoutePorts extends SessionPorts {
  readonly helpDesk: HelpDesk;
  readonly audit: AuditSink;
  /** The broker's own origin, from configuration, never from Host. */
  readonly origin: string;
}

/** Whoever is signed in; whether they may ask is the use case's to say. */
export async function operatorOf(
  request: HttpRequest,
  ports: HelpDeskRoutePorts,
): Promise<Result<Operator, HttpResponse>> {
  const session = await readSession(ports, request.cookies.get(SESSION_COOKIE));
  if (session === undefined) return err(toSignInFor(request, ports, HELP_DESK_PAGE));
  return ok({ operator: session.principal, correlationId: request.correlationId });
}

/** Only a form of our own page; one that cannot be read has no fields. */
export async function formOf(
  request: HttpRequest,
  ports: HelpDeskRoutePorts,
): Promise<Result<{ readonly asking: Operator; readonly form: URLSearchParams }, HttpResponse>> {
  const { support } = ports.index.policy;
  if (!isFromOurPage(request, ports.origin)) {
    return err(refuseAndAudit({ ...ports, support }, request, "cross_site_request"));
  }
  const asking = await operatorOf(request, ports);
  if (!asking.ok) return asking;
  const form = readForm(request);
  return ok({ asking: asking.value, form: form.ok ? form.value : new URLSearchParams() });
}

export function deskView(
  request: HttpRequest,
  { index }: HelpDeskRoutePorts,
  { operator }: Operator,
): DeskView {
  const providers = Object.entries(index.policy.identityProviders)
    .filter(([, { userId }]) => userId.from === "pseudonym")
    .map(([id, { name }]) => ({ id, name }));
  return { navigation: navigationFor(request, index, operator, "helpDesk"), providers };
}

export function shownPerson(
  request: HttpRequest,
  ports: HelpDeskRoutePorts,
  asking: Operator,
  { person, list }: PersonAnswer,
  lookup: LookupForm | undefined,
  outcome?: EndOutcome,
): HttpResponse {
  const view = {
    ...deskView(request, ports, asking),
    ...{ person, silentRegions: list.silentRegions, nowEpochSeconds: epochSeconds(ports.now()) },
    cards: list.sessions.map((session) => sessionCard(ports.index, session)),
    lookup: { by: lookup?.by ?? "", value: lookup?.value ?? "" },
  };
  return personPage(request, view, outcome);
}

/** The questions again, with what is wrong and what was typed; a stranger gets the page that tells nothing. */
export function faultyPage(
  request: HttpRequest,
  ports: HelpDeskRoutePorts,
  asking: Operator,
  refused: Refusal,
  typed: { readonly lookup?: LookupForm | undefined; readonly reference?: string | undefined },
): HttpResponse {
  const fault = faultOf(refused);
  if (fault === undefined) return refusedPage(request, ports, refused);
  const { status } = presentationOf(refused.reason);
  const { lookup, reference } = typed;
  return helpDeskPage(request, deskView(request, ports, asking), {
    ...{ status, fault, typed: lookup, reference },
  });
}

export function refusedPage(
  request: HttpRequest,
  { index }: HelpDeskRoutePorts,
  refused: Refusal,
): HttpResponse {
  return refuse(request, refused, { support: index.policy.support });
}

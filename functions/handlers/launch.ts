/**
 * `GET /launch/{application}`: the SSO link. Signed in: 303 to the stream, a page to wait on, or a choice. Not signed in:
 * 303 to sign-in and back. Invariant: the intent survives whatever the answer is.
 */
import type { Broker, LaunchAnswer } from "../broker.ts";
import { readSession, type SessionPorts } from "../broker-session.ts";
import { type LaunchIntent, launchPath, loginPath } from "../core/intent.ts";
import { nativeClientUrl } from "../core/native-client.ts";
import type { RefusalReason } from "../core/refusal.ts";
import { askPage } from "../http/approval-ask-page.ts";
import { ARRIVAL_COOKIE, isArriving } from "../http/arrival.ts";
import { choiceAnswer, choicePage } from "../http/choice-page.ts";
import { clearCookie, SESSION_COOKIE, waitingCookie } from "../http/cookies.ts";
import type { Route } from "../http/define-function.ts";
import { launchQuestionPage } from "../http/launch-question.ts";
import { nativeClientPage } from "../http/native-client-page.ts";
import { signInPage } from "../http/pages.ts";
import { refuse, refuseAndAudit } from "../http/refusal-response.ts";
import type { HttpRequest } from "../http/request.ts";
import { type HttpResponse, redirect } from "../http/response.ts";
import { isWithoutClick } from "../http/same-origin.ts";
import { waitingAnswer, waitingPage } from "../http/waiting-page.ts";
import type { AuditSink } from "../ports.ts";
import { epochSeconds } from "../timestamps.ts";
import { askView } from "./approval-view.ts";
import { choiceView } from "./choice-view.ts";
import { evidenceOf } from "./evidence.ts";
import { readIntent, withoutForeignYes } from "./launch-intent.ts";
import { signInPath } from "./sign-in-path.ts";
import { regionsToMeasure, ticketCookies, waitingPaths, waitingView } from "./waiting-view.ts";

export interface LaunchPorts extends SessionPorts {
  readonly broker: Broker;
  readonly audit: AuditSink;
}

export const launchRoute: Route<LaunchPorts> = async (request, ports) => {
  const answer = await answerLaunch(request, ports);
  if (!request.cookies.has(ARRIVAL_COOKIE)) return answer;
  return { ...answer, cookies: [...(answer.cookies ?? []), clearCookie(ARRIVAL_COOKIE)] };
};

async function answerLaunch(request: HttpRequest, ports: LaunchPorts): Promise<HttpResponse> {
  const { query, correlationId } = request;
  if (!isNavigation(request)) return refused(request, ports, "not_a_navigation");
  const asked = readIntent(request.pathParameters.application ?? "", query);
  if (!asked.ok) return refused(request, ports, asked.error);
  const wanted = query.get("idp");
  const { identityProviders } = ports.index.policy;
  if (wanted !== null && !Object.hasOwn(identityProviders, wanted)) {
    return refused(request, ports, "identity_provider_unknown");
  }

  const session = await readSession(ports, request.cookies.get(SESSION_COOKIE));
  const isOther = wanted !== null && session?.principal.identityProvider !== wanted;
  const intent = withoutForeignYes(request, asked.value);
  if (session === undefined || isOther) return toSignIn(request, ports, intent, wanted);

  const question = questionBefore(request, ports, asked.value);
  if (question !== undefined) return question;

  const { principal } = session;
  const { application, hasConsented = false } = intent;
  const launch = await ports.broker.launch({
    ...{
      principal,
      intent,
      evidence: evidenceOf(request, ports.index),
      correlationId,
      hasConsented,
    },
    sealedTicket: request.cookies.get(waitingCookie(application)),
  });
  if (launch.ok) return answerTo(request, ports, intent, launch.value);
  if (launch.error.reason === "approval_required" && !request.prefersJson) {
    const view = askView({ request, index: ports.index, principal }, intent);
    if (view !== undefined) return askPage(request, view);
  }
  const { support } = ports.index.policy;
  const signIn = signInPath(ports, principal.identityProvider, intent, true);
  return refuse(request, launch.error, { retry: launchPath(intent), signIn, support });
}

/**
 * What stands between another site's page and a launch that nobody clicked for. Its link leads through a page of ours,
 * and without the yes to fleets elsewhere, which this page does not ask for.
 */
function questionBefore(
  request: HttpRequest,
  ports: LaunchPorts,
  intent: LaunchIntent,
): HttpResponse | undefined {
  if (!isWithoutClick(request) || isArriving(request, launchPath(intent))) return undefined;
  if (request.prefersJson) return refused(request, ports, "cross_site_request");
  const name = ports.index.applications.get(intent.application)?.application.name;
  return name && launchQuestionPage(request, name, launchPath({ ...intent, hasConsented: false }));
}

function answerTo(
  request: HttpRequest,
  ports: LaunchPorts,
  intent: LaunchIntent,
  answer: LaunchAnswer,
): HttpResponse {
  const { index, now } = ports;
  const nowEpochSeconds = epochSeconds(now());
  switch (answer.outcome) {
    case "stream":
      return onStream(request, ports, intent, answer);
    case "wait": {
      const measuredRegions = regionsToMeasure(index, intent.application, request);
      const waiting = waitingView(index, intent.application, answer, nowEpochSeconds);
      const view = { ...waiting, measuredRegions };
      const respond = request.prefersJson ? waitingAnswer : waitingPage;
      const cookies = ticketCookies(request, intent.application, answer);
      return { ...respond(request, view, waitingPaths(intent)), cookies };
    }
    case "choose": {
      const view = choiceView(index, intent, answer, nowEpochSeconds);
      return request.prefersJson ? choiceAnswer(request, view) : choicePage(request, view);
    }
  }
}

/** The native client takes streaming URLs only; a federated sign-in is the browser's. */
function onStream(
  request: HttpRequest,
  { index }: LaunchPorts,
  intent: LaunchIntent,
  { url, by }: Extract<LaunchAnswer, { outcome: "stream" }>,
): HttpResponse {
  const ticket = waitingCookie(intent.application);
  const cookies = request.cookies.has(ticket) ? [clearCookie(ticket)] : [];
  if (by === "federation" || intent.client === "web") return redirect(url, cookies);
  const page = nativeClientPage(request, {
    nativeUrl: nativeClientUrl(url),
    browserHref: launchPath({ ...intent, client: "web" }),
    againHref: launchPath(intent),
    validSeconds: index.applications.get(intent.application)?.application.validitySeconds ?? 0,
  });
  return { ...page, cookies };
}

function refused(request: HttpRequest, ports: LaunchPorts, reason: RefusalReason): HttpResponse {
  return refuseAndAudit({ ...ports, support: ports.index.policy.support }, request, reason);
}

/** A browser says what it will do with the answer: a streaming URL is minted for a top-level page, not for an image, a frame or a prefetch. */
function isNavigation({ headers }: HttpRequest): boolean {
  const destination = headers["sec-fetch-dest"] ?? "document";
  const purpose = headers["sec-purpose"] ?? headers.purpose ?? "";
  return destination === "document" && !purpose.toLowerCase().includes("prefetch");
}

function toSignIn(
  request: HttpRequest,
  ports: LaunchPorts,
  intent: LaunchIntent,
  wanted: string | null,
): HttpResponse {
  if (request.prefersJson) return refused(request, ports, "not_signed_in");
  const all = Object.entries(ports.index.policy.identityProviders);
  const providers = wanted === null ? all : all.filter(([id]) => id === wanted);
  const links = providers.map(([id, { name, protocol }]) => ({
    name,
    href: loginPath({ id, protocol }, intent),
  }));
  const [only, ...others] = links;
  return only !== undefined && others.length === 0 ? redirect(only.href) : signInPage(request, links);
}

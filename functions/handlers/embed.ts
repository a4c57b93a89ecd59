/**
 * `GET /embed/{application}`: the page that a portal frames, which opens nothing by itself. `POST /embed/{application}`: its
 * script asks for the streaming URL. Invariant: only our own page asks, and only the policy's portals may hold that page.
 */
import type { Broker, LaunchAnswer } from "../broker.ts";
import { readSession, type SessionPorts } from "../broker-session.ts";
import { EMBEDDED_VALIDITY_SECONDS, type Embedding, embeddingOf } from "../core/embedding.ts";
import { type LaunchIntent, launchPath } from "../core/intent.ts";
import type { IndexedApplication } from "../core/policy-index.ts";
import { type RefusalReason, refusal } from "../core/refusal.ts";
import { choiceAnswer } from "../http/choice-page.ts";
import { clearCookie, SESSION_COOKIE, waitingCookie } from "../http/cookies.ts";
import type { Route } from "../http/define-function.ts";
import { embeddedStreamAnswer, embedPage } from "../http/embed-page.ts";
import { refuse, refuseAndAudit } from "../http/refusal-response.ts";
import type { HttpRequest } from "../http/request.ts";
import { type HttpResponse, redirect } from "../http/response.ts";
import { isFromOurPage } from "../http/same-origin.ts";
import { waitingAnswer } from "../http/waiting-page.ts";
import type { AuditSink } from "../ports.ts";
import { epochSeconds } from "../timestamps.ts";
import { choiceView } from "./choice-view.ts";
import { evidenceOf } from "./evidence.ts";
import { readIntent } from "./launch-intent.ts";
import { ticketCookies, waitingPaths, waitingView } from "./waiting-view.ts";

export interface EmbedPorts extends SessionPorts {
  readonly broker: Broker;
  readonly audit: AuditSink;
  /** The broker's own origin, from configuration, never from Host. */
  readonly origin: string;
  /** Development only. */
  readonly emulatorOrigin: string | undefined;
}

export const embedPageRoute: Route<EmbedPorts> = async (request, ports) => {
  const asked = readEmbedding(request, ports);
  if (typeof asked === "string") return refused(request, ports, asked);
  const { intent, application, embedding } = asked;
  // It opens by itself, which is the portal's to ask for. Outside of one it is a launch like any other, which another site's
  // page starts for nobody.
  if (request.headers["sec-fetch-dest"] === "document") return redirect(launchPath(intent));
  return embedPage(request, {
    application: application.application.name,
    launchHref: launchPath(intent),
    embedding,
  });
};

export const embedStreamRoute: Route<EmbedPorts> = async (asHtml, ports) => {
  const request = { ...asHtml, prefersJson: true };
  if (!isFromOurPage(request, ports.origin)) return refused(request, ports, "cross_site_request");
  const asked = readEmbedding(request, ports);
  if (typeof asked === "string") return refused(request, ports, asked);
  const session = await readSession(ports, request.cookies.get(SESSION_COOKIE));
  if (session === undefined) return refused(request, ports, "not_signed_in");
  const { intent } = asked;
  const launch = await ports.broker.launch({
    principal: session.principal,
    intent,
    evidence: evidenceOf(request, ports.index),
    correlationId: request.correlationId,
    sealedTicket: request.cookies.get(waitingCookie(intent.application)),
    hasConsented: false,
    needsStreamingUrl: true,
    maxValiditySeconds: EMBEDDED_VALIDITY_SECONDS,
  });
  if (launch.ok) return answerTo(request, ports, intent, launch.value);
  const isFederated = launch.error.reason === "no_streaming_url";
  return refuse(request, isFederated ? refusal("embedding_not_possible") : launch.error);
};

function answerTo(
  request: HttpRequest,
  ports: EmbedPorts,
  intent: LaunchIntent,
  answer: LaunchAnswer,
): HttpResponse {
  const { index, now } = ports;
  const nowEpochSeconds = epochSeconds(now());
  const ticket = waitingCookie(intent.application);
  switch (answer.outcome) {
    case "stream":
      // A federated fleet is reached through the identity provider, which no frame may hold.
      if (answer.by === "federation") return refused(request, ports, "embedding_not_possible");
      return {
        ...embeddedStreamAnswer(answer.url, answer.launchId),
        cookies: request.cookies.has(ticket) ? [clearCookie(ticket)] : [],
      };
    case "wait": {
      const waiting = waitingView(index, intent.application, answer, nowEpochSeconds);
      return {
        ...waitingAnswer(request, { ...waiting, measuredRegions: [] }, waitingPaths(intent)),
        cookies: ticketCookies(request, intent.application, answer),
      };
    }
    case "choose":
      return choiceAnswer(request, choiceView(index, intent, answer, nowEpochSeconds));
  }
}

interface AskedEmbedding {
  readonly intent: LaunchIntent;
  readonly application: IndexedApplication;
  readonly embedding: Embedding;
}

/** Whether there is such an application is nobody's business who may not embed it. */
function readEmbedding(
  request: HttpRequest,
  { index, emulatorOrigin }: EmbedPorts,
): AskedEmbedding | RefusalReason {
  const intent = readIntent(request.pathParameters.application ?? "", request.query);
  if (!intent.ok) return intent.error === "application_unknown" ? "embedding_not_allowed" : intent.error;
  const application = index.applications.get(intent.value.application);
  const embedding = application && embeddingOf(application, index, emulatorOrigin);
  if (application === undefined || embedding === undefined) return "embedding_not_allowed";
  // The portal says where the frame leads; the yes to fleets elsewhere is not its to say.
  return { intent: { ...intent.value, hasConsented: false }, application, embedding };
}

function refused(request: HttpRequest, ports: EmbedPorts, reason: RefusalReason): HttpResponse {
  return refuseAndAudit({ ...ports, support: ports.index.policy.support }, request, reason);
}

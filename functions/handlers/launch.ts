/** `GET /launch/{application}`: the SSO link. Signed in: 303 to the stream. Not signed in: 303 to sign-in and back. */
import type { Broker } from "../broker.ts";
import { readSession, type SessionPorts } from "../broker-session.ts";
import { type LaunchIntent, launchPath, loginPath } from "../core/intent.ts";
import { nativeClientUrl } from "../core/native-client.ts";
import type { RefusalReason } from "../core/refusal.ts";
import { SESSION_COOKIE } from "../http/cookies.ts";
import type { Route } from "../http/define-function.ts";
import { nativeClientPage, signInPage } from "../http/pages.ts";
import { refuse, refuseAndAudit } from "../http/refusal-response.ts";
import type { HttpRequest } from "../http/request.ts";
import { type HttpResponse, redirect } from "../http/response.ts";
import type { AuditSink } from "../ports.ts";
import { readIntent } from "./launch-intent.ts";

export interface LaunchPorts extends SessionPorts {
  readonly broker: Broker;
  readonly audit: AuditSink;
}

export const launchRoute: Route<LaunchPorts> = async (request, ports) => {
  const { query, viewer, correlationId } = request;
  if (!isNavigation(request)) return refused(request, ports, "not_a_navigation");
  const intent = readIntent(request.pathParameters.application ?? "", query);
  if (!intent.ok) return refused(request, ports, intent.error);
  const wanted = query.get("idp");
  const { identityProviders } = ports.index.policy;
  if (wanted !== null && !Object.hasOwn(identityProviders, wanted)) {
    return refused(request, ports, "identity_provider_unknown");
  }

  const session = await readSession(ports, request.cookies.get(SESSION_COOKIE));
  const isOther = wanted !== null && session?.principal.identityProvider !== wanted;
  if (session === undefined || isOther) return toSignIn(request, ports, intent.value, wanted);

  const { principal } = session;
  const evidence = { clientIp: viewer.clientIp, edge: viewer.edge };
  const launch = await ports.broker.launch({ principal, intent: intent.value, evidence, correlationId });
  if (!launch.ok) {
    const { support } = ports.index.policy;
    const provider = identityProviders[principal.identityProvider];
    const target = { id: principal.identityProvider, protocol: provider?.protocol ?? "oidc" } as const;
    const signIn = loginPath(target, intent.value, true);
    return refuse(request, launch.error, { retry: launchPath(intent.value), signIn, support });
  }
  const { streamingUrl } = launch.value;
  return intent.value.client === "native"
    ? nativeClientPage(request, nativeClientUrl(streamingUrl), launchPath({ ...intent.value, client: "web" }))
    : redirect(streamingUrl);
};

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

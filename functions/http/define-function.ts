/**
 * The one middy stack of every function. `before` runs top-down, `after` and `onError` bottom-up:
 *   restEvents        a REST API's event becomes an HTTP API's, and the answer one for a REST API
 *   responseHeaders   correlation id and security headers on every answer, errors included
 *   unexpectedErrors  anything thrown is a bug or a broken set-up: an opaque 500 with the correlation id
 */
import middy from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import type { AuditSink } from "../ports.ts";
import type { Branding } from "./branding.ts";
import { type EdgeTrust, isAdmitted } from "./edge.ts";
import { keepLanguage } from "./language-choice.ts";
import { refuseAndAudit } from "./refusal-response.ts";
import { type HttpRequest, newCorrelationId, parseRequest } from "./request.ts";
import type { HttpResponse } from "./response.ts";
import { fromRestEvent, isRestEvent, toRestResult } from "./rest-event.ts";
import { cachingOf, securityHeaders, sharingOf } from "./security-headers.ts";
import { unexpected } from "./unexpected-error.ts";

/** One route: parse, call a use case, respond. */
export type Route<P> = (request: HttpRequest, ports: P) => Promise<HttpResponse>;

export interface FunctionParts<P> {
  /** By API Gateway route key, for example `GET /launch/{application}`. */
  readonly routes: Readonly<Record<string, Route<P>>>;
  /** The adapters, built once and kept; rejects on every request for which the set-up is broken. */
  readonly ports: () => Promise<P>;
  readonly edgeTrust: () => Promise<EdgeTrust>;
  /** How its pages look; left out, as the product's own. */
  readonly branding?: () => Promise<Branding>;
  readonly audit: AuditSink;
}

/** A REST API's event (payload 1.0) is taken as well, and answered as one. */
export type FunctionHandler = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

interface Handled {
  event: APIGatewayProxyEventV2;
  response: APIGatewayProxyStructuredResultV2 | null;
  readonly error: Error | null;
  readonly internal: Record<string, unknown>;
}

export function defineFunction<P>(parts: FunctionParts<P>): FunctionHandler {
  const correlationIds = new WeakMap<APIGatewayProxyEventV2, string>();
  const correlationIdOf = (event: APIGatewayProxyEventV2): string => {
    const known = correlationIds.get(event) ?? newCorrelationId();
    correlationIds.set(event, known);
    return known;
  };
  const addHeaders = (handled: Handled): void => {
    const { response } = handled;
    if (response === null) return;
    const own = response.headers?.["content-security-policy"];
    const headers = securityHeaders(
      correlationIdOf(handled.event),
      own === undefined ? undefined : String(own),
      cachingOf(handled.event.routeKey, response.statusCode),
      sharingOf(handled.event.routeKey),
    );
    response.headers = { ...response.headers, ...headers };
  };

  const refusalPorts = { audit: parts.audit, now: () => Date.now(), support: null };

  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Error, Context>()
    .use({
      before: (request) => readRestEvent(request as Handled),
      after: (request) => answerRestEvent(request as Handled),
      onError: (request) => answerRestEvent(request as Handled),
    })
    .use({
      after: (request) => addHeaders(request as Handled),
      onError: (request) => addHeaders(request as Handled),
    })
    .use({
      onError: (request) => {
        const handled = request as Handled;
        handled.response = unexpected(parts.audit, handled, correlationIdOf(handled.event));
      },
    })
    .handler(async (event: APIGatewayProxyEventV2) => {
      const trust = await parts.edgeTrust();
      const request = parseRequest(event, trust, correlationIdOf(event));
      if (!isAdmitted(event, trust)) return refuseAndAudit(refusalPorts, request, "edge_required");
      const route = Object.hasOwn(parts.routes, event.routeKey) ? parts.routes[event.routeKey] : undefined;
      if (route === undefined) throw new TypeError("no such route in this function");
      const ports = await parts.ports();
      const branded = { ...request, branding: await parts.branding?.() };
      return keepLanguage(request, await route(branded, ports));
    }) as FunctionHandler;
}

function readRestEvent(handled: Handled): void {
  const { event, internal } = handled;
  // Whoever may call the function by hand may send anything; what is no object is an event with nothing in it.
  if (typeof event !== "object" || event === null) handled.event = {} as APIGatewayProxyEventV2;
  else if (isRestEvent(event)) {
    internal.isRest = true;
    handled.event = fromRestEvent(event);
  }
}

function answerRestEvent(handled: Handled): void {
  const { response, internal } = handled;
  if (internal.isRest === true && response !== null) handled.response = toRestResult(response);
}

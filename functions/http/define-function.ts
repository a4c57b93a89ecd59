/**
 * The one middy stack of every function. `before` runs top-down, `after` and `onError` bottom-up:
 *   restEvents        a REST API's event becomes an HTTP API's, and the answer one for a REST API
 *   responseHeaders   correlation id and security headers on every answer, errors included
 *   unexpectedErrors  anything thrown is a bug or a broken set-up: an opaque 500 with the correlation id
 * Invariant: no exception's message reaches a client; what is written about it holds names and places only.
 */
import middy from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import { faultEvent } from "../core/audit-event.ts";
import { refusal } from "../core/refusal.ts";
import type { AuditSink } from "../ports.ts";
import { auditStamp } from "../timestamps.ts";
import type { EdgeTrust } from "./edge.ts";
import { refuse } from "./refusal-response.ts";
import { type HttpRequest, newCorrelationId, parseRequest } from "./request.ts";
import { type HttpResponse, json } from "./response.ts";
import { fromRestEvent, isRestEvent, toRestResult } from "./rest-event.ts";
import { securityHeaders } from "./security-headers.ts";

/** One route: parse, call a use case, respond. */
export type Route<P> = (request: HttpRequest, ports: P) => Promise<HttpResponse>;

export interface FunctionParts<P> {
  /** By API Gateway route key, for example `GET /launch/{application}`. */
  readonly routes: Readonly<Record<string, Route<P>>>;
  /** Builds the adapters once; its promise is kept, so a broken set-up is reported on every request. */
  readonly ports: () => Promise<P>;
  readonly edgeTrust: () => Promise<EdgeTrust>;
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
    response.headers = { ...response.headers, ...securityHeaders(correlationIdOf(handled.event)) };
  };

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
      const request = parseRequest(event, await parts.edgeTrust(), correlationIdOf(event));
      const route = parts.routes[event.routeKey];
      if (route === undefined) throw new TypeError("no such route in this function");
      return await route(request, await parts.ports());
    }) as FunctionHandler;
}

function readRestEvent(handled: Handled): void {
  const { event, internal } = handled;
  if (!isRestEvent(event)) return;
  internal.isRest = true;
  handled.event = fromRestEvent(event);
}

function answerRestEvent(handled: Handled): void {
  const { response, internal } = handled;
  if (internal.isRest === true && response !== null) handled.response = toRestResult(response);
}

function unexpected(audit: AuditSink, { event, error }: Handled, correlationId: string): HttpResponse {
  const stamp = auditStamp(Date.now(), correlationId);
  audit.write(
    faultEvent(stamp, "unexpected_error", { route: event.routeKey ?? null, ...describeError(error) }),
  );
  const isHttp = typeof event.requestContext?.http === "object" && typeof event.headers === "object";
  if (!isHttp) return json(500, { status: 500, correlationId }, "application/problem+json");
  const request = parseRequest(event, { certificateSubject: undefined, secrets: [] }, correlationId);
  return refuse(request, refusal(error?.name === "ConfigError" ? "setup_invalid" : "unexpected_error"));
}

/**
 * Name and stack frames. The message is cut out: it may quote what was being worked on. A broken set-up lists its
 * own faults, which show no secret.
 */
function describeError(error: Error | null): Record<string, string> {
  const { name = "unknown", message = "", stack = "" } = error ?? {};
  const afterMessage = stack.slice(Math.max(0, stack.indexOf(message)) + message.length);
  const frames = afterMessage.split("\n").filter((line) => /^\s+at \S.*:\d+:\d+\)?$/.test(line));
  const faults = name === "ConfigError" ? { faults: message } : undefined;
  const at = frames.slice(0, 4).map((line) => line.trim());
  return { error: name, at: at.join(" < "), ...faults };
}

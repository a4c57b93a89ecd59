/**
 * One request through the gateway: limits, route, handler, answer.
 * Invariant: a handler sees nothing here that it would not see in AWS, and a fault of the handler
 * is the client's 500 without a word about its cause.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 */

import type { IncomingMessage } from "node:http";
import { apiGatewayEvent, decodedPath, type HttpRequestFacts, type MatchedRoute } from "./event.ts";
import { headerPairs } from "./headers.ts";
import { authorize, type IamAuthorizer } from "./iam-authorizer.ts";
import { invoke, type LambdaHandler } from "./invocation.ts";
import { readBody } from "./request-body.ts";
import { gatewayMessage, type HttpAnswer, httpAnswer } from "./response.ts";
import { matchRoute } from "./route-matching.ts";

/** Request line and header values together. */
const MAX_HEADER_BYTES = 10_240;

export interface GatewayRoute {
  /** `GET /launch/{application}`, `ANY /{proxy+}` or `$default`. */
  readonly routeKey: string;
  readonly handler: LambdaHandler;
  /** Who signed is found out first. @default nobody asks */
  readonly authorizer?: IamAuthorizer;
}

export interface Gateway {
  readonly origin: URL;
  readonly routes: readonly GatewayRoute[];
  readonly maxBodyBytes: number;
  readonly integrationTimeoutMs: number;
  readonly onFault: (routeKey: string, error: unknown) => void;
}

/** Rejects only when the client goes away before its request is complete. */
export async function answer(
  gateway: Gateway,
  request: IncomingMessage,
  requestId: string,
): Promise<HttpAnswer> {
  const { method = "GET", url = "/", httpVersion, rawHeaders } = request;
  const body = await readBody(request, gateway.maxBodyBytes);
  if (headerBytes(method, url, rawHeaders) > MAX_HEADER_BYTES) {
    return gatewayMessage(431, "Request Header Fields Too Large");
  }
  if (body === null) return gatewayMessage(413, "Request Entity Too Large");
  const path = pathOrNull(url);
  if (path === null) return gatewayMessage(400, "Bad Request");
  const match = matchRoute(gateway.routes, method, path);
  if (match === null) return gatewayMessage(404, "Not Found");

  const remoteAddress = request.socket.remoteAddress ?? "";
  const facts: HttpRequestFacts = {
    ...{ method, url, httpVersion, rawHeaders, body, remoteAddress, requestId },
    origin: gateway.origin,
    receivedAtMs: Date.now(),
  };
  const { route, pathParameters } = match;
  const matched = { routeKey: route.routeKey, pathParameters };
  if (route.authorizer === undefined) return integrate(gateway, route, matched, facts);
  const signed = authorize(
    route.authorizer,
    { method, url, headers: request.headers, body },
    facts.receivedAtMs,
  );
  if (signed.outcome === "forbidden") return gatewayMessage(403, "Forbidden");
  const caller = signed.outcome === "caller" ? { caller: signed.caller } : {};
  return integrate(gateway, route, { ...matched, ...caller }, facts);
}

async function integrate(
  { integrationTimeoutMs, onFault }: Gateway,
  { routeKey, handler }: GatewayRoute,
  matched: MatchedRoute,
  facts: HttpRequestFacts,
): Promise<HttpAnswer> {
  const event = apiGatewayEvent(facts, matched);
  const functionName = routeKey.replaceAll(/[^A-Za-z0-9]+/g, "-");
  const invocation = await invoke(handler, event, { functionName, timeoutMs: integrationTimeoutMs });
  if (invocation.outcome === "timed_out") return gatewayMessage(503, "Service Unavailable");
  try {
    if (invocation.outcome === "threw") throw invocation.error;
    return httpAnswer(invocation.result);
  } catch (error) {
    onFault(routeKey, error);
    return gatewayMessage(500, "Internal Server Error");
  }
}

function headerBytes(method: string, url: string, rawHeaders: readonly string[]): number {
  return headerPairs(rawHeaders).reduce(
    (total, [, value]) => total + value.length,
    method.length + url.length,
  );
}

function pathOrNull(url: string): string | null {
  try {
    return decodedPath(url);
  } catch {
    // A URIError says only that some escape is not UTF-8, which the refusal says too.
    return null;
  }
}

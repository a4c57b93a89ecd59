/**
 * Anything thrown is a bug or a broken set-up: an opaque answer with the correlation id, and an event that says where.
 * Invariant: no exception's message reaches a client; what is written about it holds names and places only.
 * One is neither: SessionRefused, which is a refusal that every route would have to answer alike.
 */
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { faultEvent, requestRefusedEvent } from "../core/audit-event.ts";
import { refusal } from "../core/refusal.ts";
import type { AuditSink } from "../ports.ts";
import { SessionRefused } from "../revocation-ports.ts";
import { auditStamp } from "../timestamps.ts";
import type { EdgeTrust } from "./edge.ts";
import { refuse } from "./refusal-response.ts";
import { type HttpRequest, parseRequest } from "./request.ts";
import { type HttpResponse, json } from "./response.ts";

interface Unexpected {
  readonly event: APIGatewayProxyEventV2;
  readonly error: Error | null;
}

export function unexpected(
  audit: AuditSink,
  { event, error }: Unexpected,
  correlationId: string,
): HttpResponse {
  const stamp = auditStamp(Date.now(), correlationId);
  const route = typeof event.routeKey === "string" ? event.routeKey : null;
  if (error instanceof SessionRefused) return sessionRefused(audit, event, error, correlationId);
  audit.write(faultEvent(stamp, "unexpected_error", { route, ...describeError(error) }));
  const request = readable(event, correlationId);
  if (request === undefined) return json(500, { status: 500, correlationId }, "application/problem+json");
  return refuse(request, refusal(error?.name === "ConfigError" ? "setup_invalid" : "unexpected_error"));
}

function sessionRefused(
  audit: AuditSink,
  event: APIGatewayProxyEventV2,
  { refusal: refused, support }: SessionRefused,
  correlationId: string,
): HttpResponse {
  const request = parseRequest(event, NO_TRUST, correlationId);
  const isForPrograms = event.routeKey.includes(" /api/");
  audit.write(requestRefusedEvent(auditStamp(Date.now(), correlationId), event.routeKey, refused));
  return refuse({ ...request, prefersJson: request.prefersJson || isForPrograms }, refused, { support });
}

const NO_TRUST: EdgeTrust = { certificateSubject: undefined, secrets: [], required: false };

/** Undefined for what no API Gateway sends. */
function readable(event: APIGatewayProxyEventV2, correlationId: string): HttpRequest | undefined {
  try {
    return parseRequest(event, NO_TRUST, correlationId);
  } catch {
    // The fault event says already what was wrong with this one.
    return undefined;
  }
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

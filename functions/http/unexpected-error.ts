/**
 * Anything thrown is a bug or a broken set-up: an opaque answer with the correlation id, and an event that says where.
 * Invariant: no exception's message reaches a client; what is written about it holds names and places only.
 */
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { faultEvent } from "../core/audit-event.ts";
import { refusal } from "../core/refusal.ts";
import type { AuditSink } from "../ports.ts";
import { auditStamp } from "../timestamps.ts";
import { refuse } from "./refusal-response.ts";
import { parseRequest } from "./request.ts";
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

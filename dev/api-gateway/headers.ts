/**
 * PURE: raw HTTP headers as an API Gateway HTTP API hands them to a function (payload format 2.0).
 * Names are lower-case, duplicates are joined with a comma, and cookies leave the headers for a list of their own.
 */

import type { HttpRequestFacts } from "./event.ts";

/** A gateway ends the client's connection, so what describes that connection never reaches the function. */
const CONNECTION_HEADERS = new Set([
  "connection",
  "expect",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

export interface FunctionHeaders {
  readonly headers: Record<string, string>;
  /** In the order sent; empty when the request has no `Cookie`. */
  readonly cookies: string[];
}

export function functionHeaders(facts: HttpRequestFacts): FunctionHeaders {
  const headers = new Map<string, string>();
  const cookies: string[] = [];
  for (const [name, value] of headerPairs(facts.rawHeaders)) {
    if (name === "cookie") cookies.push(...splitCookies(value));
    else if (!CONNECTION_HEADERS.has(name)) {
      const earlier = headers.get(name);
      headers.set(name, earlier === undefined ? value : `${earlier},${value}`);
    }
  }

  const claimedOrigin = headers.get("x-forwarded-for");
  headers.set("content-length", String(facts.body.length));
  // Appended, never replaced: what stands before the last address is the client's own claim.
  headers.set(
    "x-forwarded-for",
    claimedOrigin ? `${claimedOrigin}, ${facts.remoteAddress}` : facts.remoteAddress,
  );
  headers.set("x-forwarded-port", facts.origin.port);
  headers.set("x-forwarded-proto", facts.origin.protocol.replace(":", ""));
  return { headers: Object.fromEntries(headers), cookies };
}

/** `rawHeaders` of node:http alternates names and values; names come back lower-case. */
export function headerPairs(rawHeaders: readonly string[]): readonly (readonly [string, string])[] {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    pairs.push([(rawHeaders[index] ?? "").toLowerCase(), rawHeaders[index + 1] ?? ""]);
  }
  return pairs;
}

function splitCookies(value: string): string[] {
  return value
    .split(";")
    .map((cookie) => cookie.replace(/^[ \t]+|[ \t]+$/g, ""))
    .filter((cookie) => cookie !== "");
}

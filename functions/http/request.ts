/**
 * API Gateway's payload 2.0 event → what a handler reads. Nothing here is trusted; it is only parsed.
 */
import { randomBytes } from "node:crypto";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { Branding } from "./branding.ts";
import { callerArnOf, type EdgeTrust, isOurEdge, readViewer, type Viewer } from "./edge.ts";
import { unfoldFetchMetadata } from "./fetch-metadata.ts";
import { preferredLanguages } from "./language-choice.ts";

export interface HttpRequest {
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string | undefined>>;
  readonly query: URLSearchParams;
  /** As it came, without `?`: what was signed must not be decoded and encoded again. */
  readonly rawQuery: string;
  /** As it came; http/form.ts reads it. */
  readonly body: { readonly text: string; readonly isBase64: boolean };
  readonly cookies: ReadonlyMap<string, string>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** ARN of whoever signed the request, where an IAM authorizer of API Gateway's checked the signature. */
  readonly callerArn: string | undefined;
  /** Made by us for this request; on every page, answer and event. */
  readonly correlationId: string;
  readonly viewer: Viewer;
  readonly prefersJson: boolean;
  /** Primary language subtags by preference, lower case: what the reader chose, then at most five of the browser's. */
  readonly languages: readonly string[];
  /** How the answer's pages look: put here once the function has its policy. Until then they are the product's own. */
  readonly branding?: Branding | undefined;
}

export function parseRequest(
  event: APIGatewayProxyEventV2,
  trust: EdgeTrust,
  correlationId: string,
): HttpRequest {
  const query = new URLSearchParams(event.rawQueryString);
  const cookies = parseCookies(event.cookies ?? []);
  const accepted = preferences(event.headers["accept-language"] ?? "").map(
    (range) => range.split("-", 1)[0] ?? "",
  );
  return {
    routeKey: event.routeKey,
    pathParameters: event.pathParameters ?? {},
    query,
    rawQuery: event.rawQueryString,
    body: { text: event.body ?? "", isBase64: event.isBase64Encoded },
    cookies,
    headers: unfoldFetchMetadata(event.headers, isOurEdge(event, trust)),
    callerArn: callerArnOf(event),
    correlationId,
    viewer: readViewer(event, trust),
    prefersJson: isForPrograms(event.routeKey) || prefersJson(event.headers.accept ?? ""),
    languages: preferredLanguages({ query, cookies }, accepted),
  };
}

/** Crockford's base32 in groups of four, 80 bits: short enough to read over the telephone. */
export function newCorrelationId(): string {
  const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const characters = [...randomBytes(16)].map((byte) => alphabet.charAt(byte & 31)).join("");
  return characters.replace(/(.{4})(?!$)/g, "$1-");
}

/** RFC 6265 §4.1.1: a cookie's name is a token. */
const COOKIE_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * A name that comes twice is left out: someone planted one of them, and which one cannot be told. Nothing but space
 * and tab is trimmed: browsers do not see a `__Host-` behind other white space, and let a sub-domain set such a name.
 */
function parseCookies(cookies: readonly string[]): ReadonlyMap<string, string> {
  const seen = new Map<string, string>();
  const repeated = new Set<string>();
  for (const cookie of cookies) {
    const separator = cookie.indexOf("=");
    if (separator < 1) continue;
    const name = cookie.slice(0, separator).replace(/^[ \t]+/, "");
    if (!COOKIE_NAME.test(name)) continue;
    if (seen.has(name)) repeated.add(name);
    seen.set(name, cookie.slice(separator + 1).replace(/[ \t]+$/, ""));
  }
  for (const name of repeated) seen.delete(name);
  return seen;
}

/** Whoever asks there reads no page, whatever a default of theirs accepts. */
function isForPrograms(routeKey: string | undefined): boolean {
  return / \/(?:api|context)\//.test(String(routeKey));
}

function prefersJson(accept: string): boolean {
  const ranges = preferences(accept);
  const json = ranges.findIndex((range) => /^application\/(?:problem\+)?json$/.test(range));
  const html = ranges.indexOf("text/html");
  return json >= 0 && (html < 0 || json < html);
}

/** The items of an Accept-like header, best quality first; `q=0` is left out (RFC 9110 §12.4.2). */
function preferences(header: string): readonly string[] {
  return header
    .slice(0, 500)
    .split(",")
    .map((item) => {
      const [range = "", ...parameters] = item.trim().toLowerCase().split(";");
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
      return { range: range.trim(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ range, quality }) => range !== "" && quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .slice(0, 5)
    .map(({ range }) => range);
}

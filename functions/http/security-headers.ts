/**
 * Headers of every dynamic answer. Streaming URLs are bearer secrets: nothing is cached but keys and the launch
 * button's script, which are everybody's, nothing is framed, and no address of ours travels as a Referer.
 */
import { STYLE_SOURCE } from "./layout.ts";

/** What one page may do beyond every other: CSP sources, none where left out. */
export interface PagePermissions {
  /** Of its script. */
  readonly script?: string | undefined;
  /** Exact addresses of script files that it loads beside its own. */
  readonly scriptFiles?: readonly string[] | undefined;
  /** Of its styles, beside the frame's: one source, or several with a space between. */
  readonly style?: string | undefined;
  /** Whom the script may ask. */
  readonly connect?: readonly string[] | undefined;
  readonly images?: readonly string[] | undefined;
  /** What it may frame. */
  readonly frames?: readonly string[] | undefined;
  /** Exact origins that may frame it; `x-frame-options` knows no list and is left to them. */
  readonly frameAncestors?: readonly string[] | undefined;
}

/** Goes into the page's own `content-security-policy`; define-function.ts leaves that as it is. */
export function contentSecurityPolicy(permissions: PagePermissions = {}): string {
  const { script, style, scriptFiles = [], connect = [] } = permissions;
  const { images = [], frames = [], frameAncestors = [] } = permissions;
  const directive = (name: string, sources: readonly string[]): readonly string[] =>
    sources.length === 0 ? [] : [`${name} ${sources.join(" ")}`];
  return [
    "default-src 'none'",
    ...directive("style-src", style === undefined ? [STYLE_SOURCE] : [STYLE_SOURCE, style]),
    ...directive("script-src", script === undefined ? scriptFiles : [script, ...scriptFiles]),
    ...directive("connect-src", connect),
    ...directive("img-src", images),
    ...directive("frame-src", frames),
    "form-action 'self'",
    "base-uri 'none'",
    ...directive("frame-ancestors", frameAncestors.length === 0 ? ["'none'"] : frameAncestors),
  ].join("; ");
}

const EVERY_PAGE = contentSecurityPolicy();

/** The launch button's script: every portal's pages load it, and it is the same for everybody. */
const BUTTON_SCRIPT = "GET /launch-button.js";

const CACHEABLE: Readonly<Record<string, string>> = {
  // Once it is found: as long as a new key must be published before it signs.
  "GET /.well-known/jwks.json": "public, max-age=300",
  "GET /openapi.json": "public, max-age=300",
  [BUTTON_SCRIPT]: "public, max-age=3600, stale-while-revalidate=86400",
};

/** Undefined for every route whose answers are somebody's; what a route says itself has no part in it. */
export function cachingOf(routeKey: string, statusCode: number | undefined): string | undefined {
  return (statusCode === 200 || statusCode === 304) && Object.hasOwn(CACHEABLE, routeKey)
    ? CACHEABLE[routeKey]
    : undefined;
}

/** Whose pages may load the answer as a script, an image or the like. Undefined: our own only. */
export function sharingOf(routeKey: string): "cross-origin" | undefined {
  return routeKey === BUTTON_SCRIPT ? "cross-origin" : undefined;
}

/** `own`: the policy of the one page whose script may run. */
export function securityHeaders(
  correlationId: string,
  own?: string,
  caching = "no-store",
  sharing = "same-origin",
): Record<string, string> {
  return {
    "cache-control": caching,
    "content-security-policy": own ?? EVERY_PAGE,
    "correlation-id": correlationId,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": sharing,
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=63072000; includeSubDomains",
    "x-content-type-options": "nosniff",
    ...(own === undefined || own.includes("frame-ancestors 'none'") ? { "x-frame-options": "DENY" } : {}),
  };
}

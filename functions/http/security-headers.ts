/**
 * Headers of every dynamic answer. Streaming URLs are bearer secrets: nothing is cached but keys that are everybody's,
 * nothing is framed, and no address of ours travels as a Referer.
 */
import { STYLE_SOURCE } from "./layout.ts";

/** What one page may do beyond every other. */
export interface PagePermissions {
  /** CSP source of its script. */
  readonly script: string;
  /** Whom the script may ask. */
  readonly connect: readonly string[];
}

/** Goes into the page's own `content-security-policy`; define-function.ts leaves that as it is. */
export function contentSecurityPolicy(permissions?: PagePermissions): string {
  return [
    "default-src 'none'",
    `style-src ${STYLE_SOURCE}`,
    ...(permissions === undefined
      ? []
      : [`script-src ${permissions.script}`, `connect-src ${permissions.connect.join(" ")}`]),
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

const EVERY_PAGE = contentSecurityPolicy();

/** Once it is found: as long as a new key must be published before it signs. */
const CACHEABLE: Readonly<Record<string, string>> = { "GET /.well-known/jwks.json": "public, max-age=300" };

/** Undefined for every route whose answers are somebody's; what a route says itself has no part in it. */
export function cachingOf(routeKey: string, statusCode: number | undefined): string | undefined {
  return statusCode === 200 && Object.hasOwn(CACHEABLE, routeKey) ? CACHEABLE[routeKey] : undefined;
}

/** `own`: the policy of the one page whose script may run. */
export function securityHeaders(
  correlationId: string,
  own?: string,
  caching = "no-store",
): Record<string, string> {
  return {
    "cache-control": caching,
    "content-security-policy": own ?? EVERY_PAGE,
    "correlation-id": correlationId,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=63072000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
  };
}

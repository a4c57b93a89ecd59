/**
 * Headers of every dynamic answer. Streaming URLs are bearer secrets: nothing is cached, nothing is framed,
 * and no address of ours travels as a Referer.
 */
import { STYLE_SOURCE } from "./layout.ts";

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src ${STYLE_SOURCE}`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

export function securityHeaders(correlationId: string): Record<string, string> {
  return {
    "cache-control": "no-store",
    "content-security-policy": CONTENT_SECURITY_POLICY,
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

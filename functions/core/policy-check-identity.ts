/**
 * Identity providers: https everywhere, loopback http only in development, and no provider twice.
 */
import { laterClaims } from "./first-claims.ts";
import type { Policy } from "./policy.ts";
import type { PolicyIssue } from "./policy-schema.ts";

const LOOPBACK: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

export function checkIdentityProviders({ development, identityProviders }: Policy): readonly PolicyIssue[] {
  const providers = Object.entries(identityProviders);
  const transport = providers.flatMap(([id, { issuer }]) => {
    const { protocol, hostname } = new URL(issuer);
    if (protocol === "https:" || (development && LOOPBACK.includes(hostname))) return [];
    const message = LOOPBACK.includes(hostname)
      ? "must be https; http to this machine needs `development: true`, which cannot be deployed"
      : "must be https";
    return [{ path: ["identityProviders", id, "issuer"], message }];
  });
  const twice = laterClaims(
    providers.map(([id, { issuer, clientId }]) => ({ id, key: `${issuer} ${clientId}` })),
    (later, first) => ({
      path: ["identityProviders", later.id, "issuer"],
      message: `is already the provider \`${first.id}\` with the same clientId; one person would have two identities`,
    }),
  );
  return [...transport, ...twice];
}

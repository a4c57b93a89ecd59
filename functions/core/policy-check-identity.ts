/**
 * Identity providers: https everywhere, loopback http only in development, and no provider twice. What only SAML has
 * is in policy-check-saml.ts.
 */
import { laterClaims } from "./first-claims.ts";
import { kmsAlias } from "./kms-key.ts";
import type { IdentityProviderPolicy, Policy } from "./policy.ts";
import type { PolicyIssue } from "./policy-schema.ts";

const LOOPBACK: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

export function checkIdentityProviders({
  applications,
  development,
  identityProviders,
}: Policy): readonly PolicyIssue[] {
  const providers = Object.entries(identityProviders);
  const openId = providers.flatMap(([id, provider]) =>
    provider.protocol === "oidc" ? [{ id, issuer: provider.issuer, clientId: provider.clientId }] : [],
  );
  const transport = openId.flatMap(({ id, issuer }) => {
    const message = transportFault(issuer, development);
    return message === undefined ? [] : [{ path: ["identityProviders", id, "issuer"], message }];
  });
  const twice = laterClaims(
    openId.map(({ id, issuer, clientId }) => ({ id, key: `${issuer} ${clientId}` })),
    (later, first) => ({
      path: ["identityProviders", later.id, "issuer"],
      message: `is already the provider \`${first.id}\` with the same clientId; one person would have two identities`,
    }),
  );
  const claimed = laterClaims(
    providers.filter(([, { userId }]) => userId.from === "claim").map(([id]) => ({ id, key: "claim" })),
    (later, first) => ({
      path: ["identityProviders", later.id, "userId"],
      message: `must be a pseudonym: \`${first.id}\` already takes user ids from a claim, and two providers could claim one desktop`,
    }),
  );
  const unattributed = Object.entries(applications)
    .filter(([, { audience }]) => providers.length > 1 && audience.groups.length > 0)
    .map(([id]) => ({
      path: ["applications", id, "audience", "groups"],
      message:
        "must name the provider of each group, since the policy has several: write `groupsByProvider: { provider: [group] }`",
    }));
  return [...transport, ...algorithms(providers), ...twice, ...claimed, ...unattributed];
}

/** The functions ask KMS for RSASSA-PKCS1-v1_5 with SHA-256 and may ask for nothing else. */
function algorithms(
  providers: readonly (readonly [string, IdentityProviderPolicy])[],
): readonly PolicyIssue[] {
  return providers.flatMap(([id, provider]) => {
    if (provider.protocol !== "oidc") return [];
    const method = provider.clientAuthentication;
    if (method.method !== "private_key_jwt" || kmsAlias(method.key) === undefined) return [];
    if (method.algorithm === "RS256") return [];
    const path = ["identityProviders", id, "clientAuthentication", "algorithm"];
    return [{ path, message: "must be RS256: it is what a key in KMS signs with here" }];
  });
}

/** What is wrong with fetching from this URL, which the schema has found to be http or https. */
export function transportFault(url: string, development: boolean): string | undefined {
  const { protocol, hostname } = new URL(url);
  if (protocol === "https:") return undefined;
  if (!LOOPBACK.includes(hostname)) return "must be https";
  return development
    ? undefined
    : "must be https; http to this machine needs `development: true`, which cannot be deployed";
}

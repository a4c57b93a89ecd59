/**
 * Identity providers: https everywhere, loopback http only in development, and no provider twice. What only SAML has
 * is in policy-check-saml.ts.
 */
import { laterClaims } from "./first-claims.ts";
import { kmsAlias } from "./kms-key.ts";
import type { Policy } from "./policy.ts";
import type { PolicyRules } from "./policy-rules.ts";
import type { PolicyIssue } from "./policy-schema.ts";

const LOOPBACK: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

export const identityRules = {
  issuer_not_https: issuersNotHttps,
  kms_key_algorithm: algorithms,
  oidc_provider_twice: providersTwice,
  user_id_claimed_twice: userIdsClaimedTwice,
  group_without_provider: groupsWithoutProvider,
} satisfies PolicyRules;

function openIdProviders({ identityProviders }: Policy) {
  return Object.entries(identityProviders).flatMap(([id, provider]) =>
    provider.protocol === "oidc" ? [{ id, ...provider }] : [],
  );
}

function issuersNotHttps(policy: Policy): readonly PolicyIssue[] {
  return openIdProviders(policy).flatMap(({ id, issuer }) => {
    const message = transportFault(issuer, policy.development);
    const path = ["identityProviders", id, "issuer"];
    return message === undefined ? [] : [{ path, message, dependsOn: [["development"]] }];
  });
}

/** The functions ask KMS for RSASSA-PKCS1-v1_5 with SHA-256 and may ask for nothing else. */
function algorithms(policy: Policy): readonly PolicyIssue[] {
  return openIdProviders(policy).flatMap(({ id, clientAuthentication: method }) => {
    if (method.method !== "private_key_jwt" || kmsAlias(method.key) === undefined) return [];
    if (method.algorithm === "RS256") return [];
    const path = ["identityProviders", id, "clientAuthentication", "algorithm"];
    return [{ path, message: "must be RS256: it is what a key in KMS signs with here" }];
  });
}

function providersTwice(policy: Policy): readonly PolicyIssue[] {
  return laterClaims(
    openIdProviders(policy).map(({ id, issuer, clientId }) => ({ id, key: `${issuer} ${clientId}` })),
    (later, first) => ({
      path: ["identityProviders", later.id, "issuer"],
      message: `is already the provider \`${first.id}\` with the same clientId; one person would have two identities`,
    }),
  );
}

function userIdsClaimedTwice({ identityProviders }: Policy): readonly PolicyIssue[] {
  const claiming = Object.entries(identityProviders).filter(([, { userId }]) => userId.from === "claim");
  return laterClaims(
    claiming.map(([id]) => ({ id, key: "claim" })),
    (later, first) => ({
      path: ["identityProviders", later.id, "userId"],
      message: `must be a pseudonym: \`${first.id}\` already takes user ids from a claim, and two providers could claim one desktop`,
    }),
  );
}

function groupsWithoutProvider({ applications, identityProviders }: Policy): readonly PolicyIssue[] {
  const hasSeveral = Object.keys(identityProviders).length > 1;
  return Object.entries(applications)
    .filter(([, { audience }]) => hasSeveral && audience.groups.length > 0)
    .map(([id]) => ({
      path: ["applications", id, "audience", "groups"],
      message:
        "must name the provider of each group, since the policy has several: write `groupsByProvider: { provider: [group] }`",
    }));
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

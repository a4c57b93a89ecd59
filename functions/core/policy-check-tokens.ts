/** Tokens that the broker signs: with keys that do nothing else, and with groups that say who claimed them. */

import { suggestion } from "./closest.ts";
import { signingKeyReferenceOf } from "./kms-key.ts";
import type { Policy } from "./policy.ts";
import { transportFault } from "./policy-check-identity.ts";
import type { TokenPolicy } from "./policy-handover.ts";
import type { IdentityProviderPolicy } from "./policy-identity.ts";
import type { PolicyRules } from "./policy-rules.ts";
import type { PolicyIssue } from "./policy-schema.ts";
import { secretName } from "./secret-name.ts";

export const tokenRules = {
  token_without_key: tokensWithoutKey,
  token_issuer_not_https: issuers,
  token_key_of_two_uses: keysOfTwoUses,
  token_group_provider: groupProviders,
} satisfies PolicyRules;

interface Placed {
  readonly path: PolicyIssue["path"];
  readonly token: TokenPolicy;
}

export function placedTokens({ applications }: Policy): readonly Placed[] {
  return Object.entries(applications).flatMap(([id, { handover }]) => {
    const browser = handover?.browser ?? null;
    if (browser === null) return [];
    const here = ["applications", id, "handover", "browser"];
    const { cookies, frontChannel } = browser;
    return [
      ...cookies.map(({ token }, index) => ({ path: [...here, "cookies", index, "token"], token })),
      ...(frontChannel === null
        ? []
        : [{ path: [...here, "frontChannel", "token"], token: frontChannel.token }]),
    ];
  });
}

function tokensWithoutKey(policy: Policy): readonly PolicyIssue[] {
  if ((policy.tokens?.keys ?? []).length > 0) return [];
  return placedTokens(policy).map(({ path }) => ({
    path,
    message: "needs a key to be signed with: write `tokens: { keys: [secret:NAME] }`",
    dependsOn: [["tokens"]],
  }));
}

function issuers({ tokens, development }: Policy): readonly PolicyIssue[] {
  const issuer = tokens?.issuer ?? null;
  const message = issuer === null ? undefined : transportFault(issuer, development);
  return message === undefined ? [] : [{ path: ["tokens", "issuer"], message, dependsOn: [["development"]] }];
}

/** What signs for an identity provider or for a fleet must not be able to sign somebody in to an application. */
function keysOfTwoUses({ tokens, identityProviders, fleets }: Policy): readonly PolicyIssue[] {
  const others = [
    ...Object.values(identityProviders).flatMap(keysOf),
    ...Object.values(fleets).flatMap(({ instances }) => instances?.key ?? []),
  ];
  const used = new Set(others.map(secretName));
  return (tokens?.keys ?? []).flatMap((key, index) =>
    used.has(secretName(key))
      ? [
          {
            path: ["tokens", "keys", index],
            message: "has another use in this policy; tokens need a key of their own",
          },
        ]
      : [],
  );
}

function keysOf(provider: IdentityProviderPolicy): readonly string[] {
  if (provider.protocol === "saml") {
    const { signingKeys, decryptionKeys } = provider.serviceProvider;
    return [...signingKeys.map(signingKeyReferenceOf), ...decryptionKeys];
  }
  const { clientAuthentication: method } = provider;
  if (method.method === "none") return [];
  return [method.method === "private_key_jwt" ? method.key : method.secret];
}

function groupProviders(policy: Policy): readonly PolicyIssue[] {
  const providers = Object.keys(policy.identityProviders);
  return placedTokens(policy).flatMap(({ path, token: { groups, groupsByProvider = {} } }) => {
    const unknown = Object.keys(groupsByProvider)
      .filter((id) => !providers.includes(id))
      .map((id) => ({
        path: [...path, "groupsByProvider", id],
        message: `\`${id}\` is not in identityProviders${suggestion(id, providers)}`,
        dependsOn: [["identityProviders", id]],
      }));
    if (groups.length === 0 || providers.length < 2) return unknown;
    const message =
      "must name the provider of each group, since the policy has several: write `groupsByProvider: { provider: [group] }`";
    return [...unknown, { path: [...path, "groups"], message }];
  });
}

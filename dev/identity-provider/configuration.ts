/**
 * The OpenID provider's configuration: strict where a relying party should meet strictness (PKCE, RFC 9207 `iss`,
 * exact redirect URIs), and every claim in the ID token, as Entra ID and Okta do it.
 */

import type { AdapterFactory, Configuration, JWKS, KoaContextWithOIDC } from "oidc-provider";
import { extraTokenClaims, resourceIndicators } from "./access-tokens.ts";
import { MFA_CONTEXT, PASSWORD_CONTEXT } from "./authentication-context.ts";
import { clientMetadata, type OpenIdClient } from "./clients.ts";
import type { DemoPerson } from "./people.ts";
import { faultPage, PAGE_HEADERS } from "./sign-in-page.ts";
import { fetchOnLoopback, SIGN_OUT_FEATURES } from "./sign-out.ts";

export interface ProviderParts {
  readonly clients: readonly OpenIdClient[];
  readonly people: readonly DemoPerson[];
  /** Of access tokens that are JWTs. Default: none are. */
  readonly audiences?: readonly string[];
  readonly jwks: JWKS;
  readonly cookieKey: string;
  /** Cookies know no ports: two providers on one host would sign each other's people out. */
  readonly cookieSuffix: string;
  readonly adapter: AdapterFactory;
}

const SCOPES = ["openid", "profile", "email", "groups", "country"];

export function providerConfiguration(parts: ProviderParts): Configuration {
  return {
    clients: parts.clients.map(clientMetadata),
    jwks: parts.jwks,
    adapter: parts.adapter,
    cookies: {
      keys: [parts.cookieKey],
      names: {
        session: `_session_${parts.cookieSuffix}`,
        interaction: `_interaction_${parts.cookieSuffix}`,
        resume: `_interaction_resume_${parts.cookieSuffix}`,
      },
    },
    scopes: SCOPES,
    acrValues: [MFA_CONTEXT, PASSWORD_CONTEXT],
    claims: {
      openid: ["sub", "amr", "acr", "auth_time"],
      profile: ["name", "preferred_username"],
      email: ["email", "email_verified"],
      groups: ["groups"],
      country: ["country"],
    },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      ...SIGN_OUT_FEATURES,
      resourceIndicators: resourceIndicators(parts.audiences ?? []),
    },
    fetch: fetchOnLoopback,
    extraTokenClaims: extraTokenClaims(parts.people),
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_ctx, sub) => account(parts.people.find((person) => person.sub === sub)),
    loadExistingGrant: grantEverything,
    // Given as plain numbers: the provider complains about its own defaults.
    ttl: {
      AccessToken: 300,
      AuthorizationCode: 60,
      IdToken: 300,
      Interaction: 900,
      Session: 28_800,
      Grant: 28_800,
    },
    clientBasedCORS: () => false,
    renderError: (ctx, { error, error_description }) => {
      ctx.set(PAGE_HEADERS);
      ctx.body = faultPage(`${error}: ${error_description ?? "no description"}`);
    },
  };
}

function account(person: DemoPerson | undefined) {
  if (!person) return undefined;
  const { sub, name, email, groups, country, username } = person;
  const claims = { sub, name, email, email_verified: true, groups, country, preferred_username: username };
  return { accountId: sub, claims: () => claims };
}

async function grantEverything({ oidc }: KoaContextWithOIDC) {
  const { client, session, provider } = oidc;
  if (!client || !session?.accountId) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(SCOPES.join(" "));
  await grant.save();
  return grant;
}

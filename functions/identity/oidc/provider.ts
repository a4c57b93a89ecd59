/**
 * One OpenID provider of the policy: authorization code flow with PKCE S256, state and nonce through openid-client,
 * and our own ID token policy beside its checks; both must accept.
 * Invariant: nothing of the callback is trusted, and no token leaves this file.
 */
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type ClientAuth,
  Configuration,
  calculatePKCECodeChallenge,
  clockTolerance,
  customFetch,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from "openid-client";
import type { OidcProviderPolicy } from "../../core/policy-identity.ts";
import { type Refusal, refusal } from "../../core/refusal.ts";
import { err, ok, type Result } from "../../core/result.ts";
import type { ExpectedAuthorization, OidcIdentityProvider, OidcLogoutVerifier } from "../../sign-in-ports.ts";
import { epochSeconds } from "../../timestamps.ts";
import { type MappingRules, mapPrincipal } from "../principal-mapping.ts";
import { readAuthorizationResponse } from "./authorization-response.ts";
import type { BoundedFetch } from "./bounded-fetch.ts";
import type { ProviderMetadata } from "./discovery.ts";
import { exchangeRefusal } from "./exchange-refusal.ts";
import { verifyIdToken } from "./id-token.ts";
import type { VerifiedClaims } from "./id-token-claims.ts";
import { logoutKeysOf } from "./logout-keys.ts";
import { verifyLogoutToken } from "./logout-token.ts";
import { providerDocuments } from "./provider-documents.ts";
import { jwksResponse } from "./published-keys.ts";
import type { KeySource } from "./signed-token.ts";
import { readTokenResponse } from "./token-response.ts";

export interface OidcProviderOptions {
  readonly policy: OidcProviderPolicy;
  /** One for each identity provider: the mix-up defence where `iss` is not sent (RFC 9700 §4.4). */
  readonly redirectUri: string;
  /** Asked before the browser leaves, so that a secret that cannot be had costs nobody a typed password. */
  readonly clientAuthentication: () => Promise<Result<ClientAuth, Refusal>>;
  readonly mapping: MappingRules;
  /** The policy says `development: true`. */
  readonly development: boolean;
}

export function createOidcProvider(options: OidcProviderOptions): OidcIdentityProvider & OidcLogoutVerifier {
  const { fetchBounded, metadata, keysOf } = providerDocuments(options.policy, options.development);

  return {
    async begin(now, reauthenticate) {
      const discovered = await metadata.get(now);
      if (!discovered.ok) return discovered;
      const authentication = await options.clientAuthentication();
      if (!authentication.ok) return authentication;
      const state = randomState();
      const nonce = randomNonce();
      const codeVerifier = randomPKCECodeVerifier();
      const configuration = configure(options, discovered.value, authentication.value, fetchBounded);
      const codeChallenge = await calculatePKCECodeChallenge(codeVerifier);
      const parameters = authorizationParameters(options, { state, nonce, codeChallenge, reauthenticate });
      return ok({
        redirectTo: buildAuthorizationUrl(configuration, parameters).href,
        state,
        nonce,
        codeVerifier,
      });
    },

    async complete(parameters, expected, now) {
      const discovered = await metadata.get(now);
      if (!discovered.ok) return discovered;
      const { issuer, authorization_response_iss_parameter_supported: isIssuerRequired } = discovered.value;
      const answer = readAuthorizationResponse(parameters, issuer, isIssuerRequired);
      if (!answer.ok) return answer;
      const source = keysOf(discovered.value, now);
      const authentication = await options.clientAuthentication();
      if (!authentication.ok) return authentication;
      const attempt = {
        authentication: authentication.value,
        parameters,
        expected,
        code: answer.value.code,
        nowEpochSeconds: epochSeconds(now),
      };
      const verified = await exchange(options, discovered.value, fetchBounded, source, attempt);
      if (!verified.ok) return verified;
      const { claims, authenticatedAt } = verified.value;
      const principal = mapPrincipal(claims, authenticatedAt, options.mapping);
      return principal.ok
        ? ok({ principal: principal.value, logoutKeys: logoutKeysOf(claims, options.mapping) })
        : principal;
    },

    async verifyLogout(token, now) {
      const discovered = await metadata.get(now);
      if (!discovered.ok) return discovered;
      const { policy, mapping } = options;
      const rules = { policy, mapping, nowEpochSeconds: epochSeconds(now) };
      return await verifyLogoutToken(token, rules, keysOf(discovered.value, now));
    },
  };
}

interface ExchangeAttempt {
  readonly authentication: ClientAuth;
  readonly parameters: URLSearchParams;
  readonly expected: ExpectedAuthorization;
  readonly code: string;
  readonly nowEpochSeconds: number;
}

/**
 * Our policy judges the ID token the moment it arrives and so has refreshed the keys by the time openid-client asks
 * for them; openid-client then gets the same keys from our cache and makes its own checks.
 */
async function exchange(
  options: OidcProviderOptions,
  metadata: ProviderMetadata,
  fetchBounded: BoundedFetch,
  keys: KeySource,
  { authentication, parameters, expected, code, nowEpochSeconds }: ExchangeAttempt,
): Promise<Result<VerifiedClaims, Refusal>> {
  const { policy } = options;
  let verdict: Result<VerifiedClaims, Refusal> = err(
    refusal("token_response_invalid", { fault: "no_id_token" }),
  );
  const fetchWatched: BoundedFetch = async (url, request) => {
    if (url === metadata.jwks_uri) return jwksResponse(await keys.current());
    const response = await fetchBounded(url, request);
    const tokens = await readTokenResponse(response.clone());
    if (tokens !== undefined) {
      const { issuer, clientId, algorithms, maxAuthenticationAgeSeconds } = policy;
      const { nonce } = expected;
      const { accessToken } = tokens;
      const rules = {
        issuer,
        clientId,
        algorithms,
        maxAuthenticationAgeSeconds,
        nonce,
        accessToken,
        code,
        nowEpochSeconds,
      };
      verdict = await verifyIdToken(tokens.idToken, rules, keys);
    }
    return response;
  };
  const configuration = configure(options, metadata, authentication, fetchWatched);
  const callback = new URL(options.redirectUri);
  // Only what was looked at goes on: the library refuses parameters of other flows with reasons that mislead.
  for (const name of ["code", "state", "iss"]) {
    const value = parameters.get(name);
    if (value !== null) callback.searchParams.set(name, value);
  }
  try {
    await authorizationCodeGrant(configuration, callback, {
      pkceCodeVerifier: expected.codeVerifier,
      expectedState: expected.state,
      expectedNonce: expected.nonce,
      idTokenExpected: true,
      ...(policy.maxAuthenticationAgeSeconds !== null && { maxAge: policy.maxAuthenticationAgeSeconds }),
    });
    return verdict;
  } catch (cause) {
    const isJudged = !verdict.ok && verdict.error.reason !== "token_response_invalid";
    return isJudged ? verdict : err(exchangeRefusal(cause));
  }
}

/** A new configuration for each use: openid-client would otherwise keep a key cache of its own beside ours. */
function configure(
  { policy, development }: OidcProviderOptions,
  metadata: ProviderMetadata,
  authentication: ClientAuth,
  fetchBounded: BoundedFetch,
): Configuration {
  const configuration = new Configuration(
    { ...metadata, id_token_signing_alg_values_supported: [...policy.algorithms] },
    policy.clientId,
    { [clockTolerance]: 60 },
    authentication,
  );
  configuration[customFetch] = (url, request) => fetchBounded(url, request as Parameters<BoundedFetch>[1]);
  enableNonRepudiationChecks(configuration);
  if (development && policy.issuer.startsWith("http:")) allowInsecureRequests(configuration);
  return configuration;
}

function authorizationParameters(
  { policy, redirectUri }: OidcProviderOptions,
  once: {
    readonly state: string;
    readonly nonce: string;
    readonly codeChallenge: string;
    readonly reauthenticate: boolean;
  },
): Record<string, string> {
  return {
    redirect_uri: redirectUri,
    scope: policy.scopes.join(" "),
    state: once.state,
    nonce: once.nonce,
    code_challenge: once.codeChallenge,
    code_challenge_method: "S256",
    ...(once.reauthenticate && { prompt: "login" }),
    ...(policy.acrValues.length > 0 && { acr_values: policy.acrValues.join(" ") }),
    ...(policy.maxAuthenticationAgeSeconds !== null && {
      max_age: String(policy.maxAuthenticationAgeSeconds),
    }),
  };
}

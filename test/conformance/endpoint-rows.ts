/** What can be wrong with the provider's metadata, key set and token endpoint. */
import type { Behaviour, HostileEndpoint } from "../../dev/identity-provider/hostile/script.ts";
import type { HostileProvider } from "../../dev/identity-provider/hostile.ts";
import { makeKey, signWith } from "../support/identity-builders.ts";
import { ACCESS_TOKEN, type ConformanceRow, MARKUP } from "./attempt.ts";

const DISCOVERY = "OIDC Discovery §4.3";
const ENDPOINTS = "RFC 8414 §6.2";
const TOKEN_RESPONSE = "OIDC Core §3.1.3.3";
const TOKEN_ERROR = "RFC 6749 §5.2";
const AVAILABILITY = "CWE-400";

const behaving = (endpoint: HostileEndpoint, behaviour: Behaviour) => (hostile: HostileProvider) => {
  hostile.script.behaviour[endpoint] = behaviour;
};

const withMetadata = (metadata: Readonly<Record<string, unknown>>) => (hostile: HostileProvider) => {
  hostile.script.metadata = metadata;
};

const withTokenResponse = (members: Readonly<Record<string, unknown>>) => (hostile: HostileProvider) => {
  hostile.script.tokenResponse = { access_token: ACCESS_TOKEN, ...members };
};

const weakKey = makeKey("RS256", { keyId: "weak", modulusLength: 1024 });
const cubicKey = makeKey("RS256", { keyId: "cubic", publicExponent: 3 });
const twins = [makeKey("RS256", { keyId: "twin" }), makeKey("RS256", { keyId: "twin" })];
const pair = [makeKey("RS256", { keyId: "one" }), makeKey("RS256", { keyId: "two" })];

export const DISCOVERY_ROWS: readonly ConformanceRow[] = [
  {
    name: "the metadata is another issuer's",
    clause: DISCOVERY,
    reason: "provider_metadata_invalid",
    provider: withMetadata({ issuer: "https://login.evil.example" }),
  },
  {
    name: "the metadata's issuer has a trailing slash",
    clause: DISCOVERY,
    reason: "provider_metadata_invalid",
    provider: (hostile) => withMetadata({ issuer: `${hostile.issuer}/` })(hostile),
  },
  {
    name: "the metadata has no issuer",
    clause: DISCOVERY,
    reason: "provider_metadata_invalid",
    provider: withMetadata({ issuer: undefined }),
  },
  ...["authorization_endpoint", "token_endpoint", "jwks_uri"].map(
    (member): ConformanceRow => ({
      name: `${member} is on a foreign host`,
      clause: ENDPOINTS,
      reason: "provider_metadata_invalid",
      provider: withMetadata({ [member]: "https://evil.example/x" }),
    }),
  ),
  {
    name: "the token endpoint is missing",
    clause: "OIDC Discovery §3",
    reason: "provider_metadata_invalid",
    provider: withMetadata({ token_endpoint: undefined }),
  },
  {
    name: "the provider announces PKCE without S256",
    clause: "RFC 9700 §2.1.1",
    reason: "provider_metadata_invalid",
    provider: withMetadata({ code_challenge_methods_supported: ["plain"] }),
  },
  ...(
    [
      ["garbage", { kind: "garbage" }],
      ["10 MB", { kind: "huge" }],
      ["a redirect", { kind: "redirect" }],
      ["500", { kind: "status", status: 500 }],
      ["404", { kind: "status", status: 404 }],
    ] as const
  ).map(
    ([name, behaviour]): ConformanceRow => ({
      name: `discovery answers ${name}`,
      clause: name === "a redirect" ? "CWE-918" : AVAILABILITY,
      reason: "provider_unavailable",
      provider: behaving("discovery", behaviour),
    }),
  ),
  {
    name: "discovery never answers",
    clause: AVAILABILITY,
    reason: "provider_unavailable",
    provider: behaving("discovery", { kind: "never" }),
    isSlow: true,
  },
];

export const KEY_SET_ROWS: readonly ConformanceRow[] = [
  {
    name: "the only key is RSA of 1024 bits",
    clause: "RFC 7518 §3.3",
    reason: "provider_unavailable",
    provider: (hostile) => signWith(hostile, [weakKey]),
  },
  {
    name: "the token's key is RSA of 1024 bits, beside a good one",
    clause: "RFC 7518 §3.3",
    reason: "id_token_key",
    provider: (hostile) => signWith(hostile, [weakKey, ...pair]),
  },
  {
    name: "the token's key has exponent 3",
    clause: "FIPS 186-5 §A.1.1",
    reason: "id_token_key",
    provider: (hostile) => signWith(hostile, [cubicKey, ...pair]),
  },
  {
    name: "two keys have the token's key id",
    clause: "RFC 7517 §4.5",
    reason: "id_token_key",
    provider: (hostile) => signWith(hostile, twins),
  },
  {
    name: "the token names no key and two could have signed",
    clause: "OIDC Core §10.1",
    reason: "id_token_key",
    provider: (hostile) => signWith(hostile, pair, { kid: undefined }),
  },
  {
    name: "the key set answers garbage",
    clause: "RFC 7517 §5",
    reason: "provider_unavailable",
    provider: behaving("jwks", { kind: "garbage" }),
  },
  {
    name: "the key set never answers",
    clause: AVAILABILITY,
    reason: "provider_unavailable",
    provider: behaving("jwks", { kind: "never" }),
    isSlow: true,
  },
];

export const TOKEN_ENDPOINT_ROWS: readonly ConformanceRow[] = [
  {
    name: "the token response has no ID token",
    clause: TOKEN_RESPONSE,
    reason: "token_response_invalid",
    provider: withTokenResponse({ id_token: undefined }),
  },
  {
    name: "the ID token is no text",
    clause: TOKEN_RESPONSE,
    reason: "token_response_invalid",
    provider: withTokenResponse({ id_token: { iss: "x" } }),
  },
  {
    name: "the token response has no access token",
    clause: TOKEN_RESPONSE,
    reason: "token_response_invalid",
    provider: withTokenResponse({ access_token: undefined }),
  },
  {
    name: "the token type is unknown",
    clause: TOKEN_RESPONSE,
    reason: "token_response_invalid",
    provider: withTokenResponse({ token_type: MARKUP }),
  },
  ...(
    [
      ["invalid_grant", "code_rejected"],
      ["invalid_client", "provider_client_rejected"],
      ["unauthorized_client", "provider_client_rejected"],
      ["invalid_request", "token_response_invalid"],
      [MARKUP, "token_response_invalid"],
    ] as const
  ).map(
    ([error, reason]): ConformanceRow => ({
      name: `the token endpoint answers ${error === MARKUP ? "an unknown error full of markup" : error}`,
      clause: TOKEN_ERROR,
      reason,
      provider: behaving("token", { kind: "error", error }),
    }),
  ),
  {
    name: "the token endpoint answers garbage",
    clause: TOKEN_RESPONSE,
    reason: "token_response_invalid",
    provider: behaving("token", { kind: "garbage" }),
  },
  {
    name: "the token endpoint answers 10 MB",
    clause: AVAILABILITY,
    reason: "provider_unavailable",
    provider: behaving("token", { kind: "huge" }),
  },
  {
    name: "the token endpoint redirects with 307",
    clause: "RFC 9110 §15.4.8",
    reason: "provider_unavailable",
    provider: behaving("token", { kind: "redirect" }),
  },
  {
    name: "the token endpoint answers 500",
    clause: AVAILABILITY,
    reason: "provider_unavailable",
    provider: behaving("token", { kind: "status", status: 500 }),
  },
  {
    name: "the token endpoint never answers",
    clause: AVAILABILITY,
    reason: "provider_unavailable",
    provider: behaving("token", { kind: "never" }),
    isSlow: true,
  },
];

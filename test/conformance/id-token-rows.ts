/** What can be wrong with the ID token. Its signature is right wherever the row does not say otherwise. */
import type { Signing } from "../../dev/identity-provider/hostile/script.ts";
import type { HostileProvider } from "../../dev/identity-provider/hostile.ts";
import { CLIENT_ID, freshClaims } from "../support/identity-builders.ts";
import { ACCESS_TOKEN, type ConformanceRow } from "./attempt.ts";

/** OIDC Core §3.1.3.7, by the number of the step. */
const step = (number: number) => `OIDC Core §3.1.3.7 (${number})`;
const CLAIMS = "OIDC Core §2";
const ALGORITHM = "RFC 8725 §3.1";
const UNTRUSTED_HEADER = "RFC 8725 §3.10";
const COMPACT = "RFC 7515 §7.1";
const WEEK = 604_800;

type Claims = Readonly<Record<string, unknown>>;
type Provider = (hostile: HostileProvider) => void;

const now = () => Math.floor(Date.now() / 1000);

function withClaims(claims: Claims | ((hostile: HostileProvider) => Claims)): Provider {
  return (hostile) => {
    hostile.script.idToken.claims = typeof claims === "function" ? claims(hostile) : { ...claims };
  };
}

const withHeader =
  (header: Claims, signing: Signing = "good"): Provider =>
  ({ script }) => {
    script.idToken = { signing, claims: {}, header };
  };

/** A valid token, changed as a text. */
function withText(change: (header: string, payload: string, signature: string) => string): Provider {
  return (hostile) => {
    hostile.script.tokenResponse = {
      access_token: ACCESS_TOKEN,
      get id_token() {
        const [header = "", payload = "", signature = ""] = hostile
          .mint({ claims: freshClaims(hostile) })
          .split(".");
        return change(header, payload, signature);
      },
    };
  };
}

export const SIGNATURE_ROWS: readonly ConformanceRow[] = [
  {
    name: "one bit of the signature is flipped",
    clause: step(6),
    reason: "id_token_signature",
    provider: withHeader({}, "broken_signature"),
  },
  {
    name: "an unpublished key signed under the published id",
    clause: step(6),
    reason: "id_token_signature",
    provider: withHeader({}, "wrong_key"),
  },
  {
    name: "the token is unsecured, alg none",
    clause: "RFC 8725 §2.1",
    reason: "id_token_malformed",
    provider: withHeader({}, "none"),
  },
  {
    name: "alg is none over a signature",
    clause: "RFC 8725 §2.1",
    reason: "id_token_algorithm",
    provider: withHeader({ alg: "none" }),
  },
  {
    name: "an HMAC is keyed with the public key's PEM",
    clause: "RFC 8725 §2.1",
    reason: "id_token_algorithm",
    provider: withHeader({}, "hs256_public_key"),
  },
  ...["RS384", "PS256", "ES256", "rs256"].map(
    (alg): ConformanceRow => ({
      name: `alg is ${alg}, which the policy does not allow`,
      clause: alg === "rs256" ? ALGORITHM : step(7),
      reason: "id_token_algorithm",
      provider: withHeader({ alg }),
    }),
  ),
  {
    name: "alg is missing",
    clause: ALGORITHM,
    reason: "id_token_algorithm",
    provider: withHeader({ alg: undefined }),
  },
  {
    name: "the key id is unknown",
    clause: "OIDC Core §10.1",
    reason: "id_token_key",
    provider: withHeader({ kid: "unknown" }),
  },
  {
    name: "the key id is a number",
    clause: "RFC 7515 §4.1.4",
    reason: "id_token_header",
    provider: withHeader({ kid: 1 }),
  },
  ...Object.entries({
    jku: "https://evil.example/jwks",
    jwk: { kty: "RSA", n: "AQAB", e: "AQAB" },
    x5u: "https://evil.example/chain.pem",
    x5c: ["MIIB"],
    crit: ["exp"],
    b64: false,
    zip: "DEF",
  }).map(
    ([member, value]): ConformanceRow => ({
      name: `the header holds ${member}`,
      clause: member === "crit" ? "RFC 7515 §4.1.11" : UNTRUSTED_HEADER,
      reason: "id_token_header",
      provider: withHeader({ [member]: value }),
    }),
  ),
  ...["at+jwt", "logout+jwt", "secevent+jwt"].map(
    (typ): ConformanceRow => ({
      name: `the type is ${typ}`,
      clause: "RFC 8725 §3.11",
      reason: "id_token_header",
      provider: withHeader({ typ }),
    }),
  ),
  {
    name: "the token is no JWT",
    clause: "RFC 7519 §7.2",
    reason: "id_token_malformed",
    provider: withHeader({}, "not_a_jwt"),
  },
  {
    name: "the token is a JWE",
    clause: step(1),
    reason: "id_token_malformed",
    provider: withText((header, payload, signature) => `${header}..${payload}.${signature}.${signature}`),
  },
  {
    name: "base64url is padded",
    clause: "RFC 7515 §2",
    reason: "id_token_malformed",
    provider: withText((header, payload, signature) => `${header}.${payload}.${signature}==`),
  },
  {
    name: "base64url holds a space",
    clause: COMPACT,
    reason: "id_token_malformed",
    provider: withText(
      (header, payload, signature) => `${header}.${payload.slice(0, 4)} ${payload.slice(4)}.${signature}`,
    ),
  },
  {
    name: "a line feed follows the token",
    clause: COMPACT,
    reason: "id_token_malformed",
    provider: withText((header, payload, signature) => `${header}.${payload}.${signature}\n`),
  },
  {
    name: "the payload is exchanged under another's signature",
    clause: step(6),
    reason: "id_token_signature",
    provider: withText((header, _payload, signature) => {
      const payload = Buffer.from('{"sub":"admin"}').toString("base64url");
      return `${header}.${payload}.${signature}`;
    }),
  },
];

export const CLAIM_ROWS: readonly ConformanceRow[] = [
  ...["iss", "sub", "aud", "exp", "iat", "nonce"].map(
    (claim): ConformanceRow => ({
      name: `${claim} is missing`,
      clause: claim === "nonce" ? step(11) : CLAIMS,
      reason: "id_token_claim_missing",
      provider: withClaims({ [claim]: undefined }),
    }),
  ),
  {
    name: "the token's iss is another issuer",
    clause: step(2),
    reason: "id_token_issuer",
    provider: withClaims({ iss: "https://login.evil.example" }),
  },
  {
    name: "the token's iss has a trailing slash",
    clause: step(2),
    reason: "id_token_issuer",
    provider: withClaims(({ issuer }) => ({ iss: `${issuer}/` })),
  },
  {
    name: "aud is another client",
    clause: step(3),
    reason: "id_token_audience",
    provider: withClaims({ aud: "another-client" }),
  },
  {
    name: "aud lists us and another without azp",
    clause: step(4),
    reason: "id_token_authorized_party",
    provider: withClaims({ aud: [CLIENT_ID, "another-client"] }),
  },
  {
    name: "aud lists us and another, azp is the other",
    clause: step(5),
    reason: "id_token_authorized_party",
    provider: withClaims({ aud: [CLIENT_ID, "another-client"], azp: "another-client" }),
  },
  {
    name: "aud is us alone, azp is another client",
    clause: step(5),
    reason: "id_token_authorized_party",
    provider: withClaims({ azp: "another-client" }),
  },
  {
    name: "the nonce is wrong",
    clause: step(11),
    reason: "id_token_nonce",
    provider: withClaims({ nonce: "nonce-of-somebody-else" }),
  },
  {
    name: "the nonce is that of another tab",
    clause: step(11),
    reason: "id_token_nonce",
    async callback({ hostile, openTab }) {
      hostile.script.idToken.claims = { nonce: (await openTab()).transaction.nonce };
    },
  },
  ...(
    [
      ["exp is an hour ago", 9, "id_token_expired", () => ({ exp: now() - 3_600 })],
      ["nbf is in an hour", null, "id_token_not_yet_valid", () => ({ nbf: now() + 3_600 })],
      ["iat is in an hour", 10, "id_token_issued_in_future", () => ({ iat: now() + 3_600 })],
      ["iat is a week old", 10, "id_token_too_old", () => ({ iat: now() - WEEK })],
      ["exp is a text", 9, "id_token_claim_invalid", () => ({ exp: String(now() + 300) })],
      ["iat is negative", 10, "id_token_claim_invalid", () => ({ iat: -1 })],
    ] as const
  ).map(
    ([name, number, reason, claims]): ConformanceRow => ({
      name,
      clause: number === null ? "RFC 7519 §4.1.5" : step(number),
      reason,
      provider: (hostile) => withClaims(claims())(hostile),
    }),
  ),
  ...(
    [
      ["a number", 7],
      ["empty", ""],
      ["256 characters long", "s".repeat(256)],
      ["null", null],
    ] as const
  ).map(
    ([name, sub]): ConformanceRow => ({
      name: `sub is ${name}`,
      clause: CLAIMS,
      reason: "id_token_subject",
      provider: withClaims({ sub }),
    }),
  ),
  {
    name: "at_hash is another token's",
    clause: "OIDC Core §3.1.3.8",
    reason: "id_token_hash",
    provider: withClaims({ at_hash: "77QmUPtjPfzWtF2AnpK9RQ" }),
  },
  {
    name: "c_hash is another code's",
    clause: "OIDC Core §3.3.2.10",
    reason: "id_token_hash",
    provider: withClaims({ c_hash: "LDktKdoQak3Pk0cnXxCltA" }),
  },
  {
    name: "max_age was sent and auth_time is missing",
    clause: step(13),
    reason: "id_token_authentication_age",
    policy: { maxAuthenticationAgeSeconds: 300 },
    provider: withClaims({ auth_time: undefined }),
  },
  {
    name: "max_age was sent and the sign-in is older",
    clause: step(13),
    reason: "id_token_authentication_age",
    policy: { maxAuthenticationAgeSeconds: 300 },
    provider: (hostile) => withClaims({ auth_time: now() - 3_600 })(hostile),
  },
];

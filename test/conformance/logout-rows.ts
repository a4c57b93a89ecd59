/** What is altered of a logout token, or of the request that brings it, and the rule that it then breaks. */
import { createHmac } from "node:crypto";
import { base64url } from "../support/identity-builders.ts";
import { EVENT, KEY, type LogoutStage, OTHER_KEY, type SendDeviations } from "./logout-attempt.ts";

export interface LogoutRow {
  readonly name: string;
  /** Specification and section. */
  readonly clause: string;
  /** Of `logout_token_invalid`, or another reason. */
  readonly rule: string;
  readonly token?: (stage: LogoutStage) => string | undefined;
  readonly deviations?: (token: string) => SendDeviations;
}

export interface LogoutControl {
  readonly name: string;
  readonly clause: string;
  readonly token: (stage: LogoutStage) => string;
}

const now = () => Math.floor(Date.now() / 1000);
const logout = "Back-Channel Logout §2.6";

export const LOGOUT_CONTROLS: readonly LogoutControl[] = [
  { name: "nothing is altered", clause: logout, token: ({ token }) => token() },
  { name: "typ is JWT", clause: "Back-Channel Logout §2.4", token: ({ token }) => token({}, { typ: "JWT" }) },
  {
    name: "typ is missing",
    clause: "Back-Channel Logout §2.4",
    token: ({ token }) => token({}, { typ: undefined }),
  },
  {
    name: "typ is a whole media type",
    clause: "RFC 7515 §4.1.9",
    token: ({ token }) => token({}, { typ: "application/logout+jwt" }),
  },
  {
    name: "aud is a list of us alone",
    clause: `${logout} (3)`,
    token: ({ token }) => token({ aud: ["streamgate"] }),
  },
  {
    name: "only the person is named",
    clause: `${logout} (4)`,
    token: ({ token }) => token({ sid: undefined }),
  },
  {
    name: "only the session is named",
    clause: `${logout} (4)`,
    token: ({ token }) => token({ sub: undefined }),
  },
  {
    name: "the event holds members that nobody knows",
    clause: "Back-Channel Logout §2.4",
    token: ({ token }) => token({ events: { [EVENT]: { reason: "x" }, "urn:other": {} } }),
  },
  {
    name: "the clocks differ by half a minute",
    clause: `${logout} (3)`,
    token: ({ token }) => token({ iat: now() + 30, exp: now() - 30 }),
  },
];

const claims = (
  name: string,
  clause: string,
  rule: string,
  altered: () => Readonly<Record<string, unknown>>,
): LogoutRow => ({ name, clause, rule, token: ({ token }) => token(altered()) });

const header = (
  name: string,
  clause: string,
  rule: string,
  altered: Readonly<Record<string, unknown>>,
): LogoutRow => ({ name, clause, rule, token: ({ token }) => token({}, altered) });

export const LOGOUT_ROWS: readonly LogoutRow[] = [
  {
    name: "one bit of the signature is flipped",
    clause: `${logout} (2)`,
    rule: "signature",
    token: ({ token }) => token().replace(/.$/, (last) => (last === "A" ? "Q" : "A")),
  },
  {
    name: "an unpublished key signed under the published id",
    clause: `${logout} (2)`,
    rule: "signature",
    token: ({ token }) => token({}, {}, OTHER_KEY),
  },
  {
    name: "the token is unsecured, alg none",
    clause: `${logout} (2)`,
    rule: "malformed",
    token: ({ token }) => `${base64url('{"alg":"none"}')}.${token().split(".")[1]}.`,
  },
  header("alg is none over a signature", `${logout} (2)`, "algorithm", { alg: "none" }),
  header("alg is PS256, which the policy does not allow", "RFC 8725 §3.1", "algorithm", { alg: "PS256" }),
  {
    name: "an HMAC is keyed with the public key",
    clause: "RFC 8725 §2.1",
    rule: "algorithm",
    token: ({ token }) => {
      const [, payload = ""] = token().split(".");
      const content = `${base64url('{"alg":"HS256","typ":"logout+jwt"}')}.${payload}`;
      const key = KEY.publicJwk.n ?? "";
      return `${content}.${createHmac("sha256", key).update(content).digest("base64url")}`;
    },
  },
  header("the key id is unknown", "OIDC Core §10.1", "key", { kid: "elsewhere" }),
  header("the key id is a path", "RFC 8725 §3.10", "key", { kid: "../../dev/null" }),
  header("the key id is a number", "RFC 7515 §4.1.4", "header", { kid: 7 }),
  header("the header brings a key of its own", "RFC 8725 §3.10", "header", { jwk: OTHER_KEY.publicJwk }),
  header("the header says where keys are", "RFC 8725 §3.10", "header", { jku: "https://evil.example/" }),
  header("typ is that of an access token", "RFC 8725 §3.11", "header", { typ: "at+jwt" }),
  claims("iss is another's", `${logout} (3)`, "issuer", () => ({ iss: "https://evil.example" })),
  claims("iss is missing", `${logout} (3)`, "issuer", () => ({ iss: undefined })),
  claims("aud is another client", `${logout} (3)`, "audience", () => ({ aud: "intranet" })),
  claims("aud lists us and another", `${logout} (3)`, "audience", () => ({
    aud: ["streamgate", "intranet"],
  })),
  claims("aud is an empty list", `${logout} (3)`, "audience", () => ({ aud: [] })),
  claims("aud is missing", `${logout} (3)`, "audience", () => ({ aud: undefined })),
  claims("iat is missing", `${logout} (3)`, "iat", () => ({ iat: undefined })),
  claims("iat is a text", `${logout} (3)`, "iat", () => ({ iat: String(now()) })),
  claims("iat is in two minutes", `${logout} (3)`, "iat", () => ({ iat: now() + 120 })),
  claims("the token is a quarter of an hour old", `${logout} (3)`, "too_old", () => ({
    ...{ iat: now() - 900, exp: now() + 900 },
  })),
  claims("exp is missing", `${logout} (3)`, "exp", () => ({ exp: undefined })),
  claims("exp was two minutes ago", `${logout} (3)`, "expired", () => ({
    iat: now() - 180,
    exp: now() - 120,
  })),
  claims("nbf is in two minutes", "RFC 7519 §4.1.5", "nbf", () => ({ nbf: now() + 120 })),
  claims("jti is missing", "Back-Channel Logout §2.4", "jti", () => ({ jti: undefined })),
  claims("events is missing", `${logout} (5)`, "events", () => ({ events: undefined })),
  claims("events is a list", `${logout} (5)`, "events", () => ({ events: [EVENT] })),
  claims("events has another event", `${logout} (5)`, "events", () => ({ events: { "urn:other": {} } })),
  claims("the event is no object", `${logout} (5)`, "events", () => ({ events: { [EVENT]: true } })),
  claims("an ID token stands in its place", `${logout} (6)`, "events", () => ({
    ...{ nonce: "n-1", events: undefined },
  })),
  claims("it has a nonce", `${logout} (6)`, "nonce", () => ({ nonce: "n-1" })),
  claims("it has a nonce that is null", `${logout} (6)`, "nonce", () => ({ nonce: null })),
  claims("it names neither person nor session", `${logout} (4)`, "nobody", () => ({
    sub: undefined,
    sid: undefined,
  })),
  claims("sub is a list", `${logout} (4)`, "sub", () => ({ sub: ["5c1d0f7e-3b92"] })),
  claims("sid is empty", `${logout} (4)`, "sid", () => ({ sid: "" })),
  {
    name: "it is a token for us at another provider",
    clause: `${logout} (3)`,
    rule: "audience",
    deviations: () => ({ idp: "partner" }),
  },
  {
    name: "the identity provider is unknown",
    clause: "Back-Channel Logout §2.8",
    rule: "identity_provider_unknown",
    deviations: () => ({ idp: "nobody" }),
  },
  {
    name: "there is no token",
    clause: "Back-Channel Logout §2.5",
    rule: "form",
    token: () => undefined,
  },
  {
    name: "there are two tokens",
    clause: "Back-Channel Logout §2.5",
    rule: "form",
    deviations: (token) => ({ body: `logout_token=${token}&logout_token=${token}` }),
  },
  {
    name: "the body is JSON",
    clause: "Back-Channel Logout §2.5",
    rule: "form",
    deviations: (token) => ({
      body: JSON.stringify({ logout_token: token }),
      contentType: "application/json",
    }),
  },
  {
    name: "the body is huge",
    clause: "CWE-770",
    rule: "form",
    deviations: (token) => ({ body: `logout_token=${token}&x=${"x".repeat(40_000)}` }),
  },
  {
    name: "the token has sixteen fields beside it",
    clause: "CWE-770",
    rule: "form",
    deviations: (token) => ({ body: `logout_token=${token}${"&x=1".repeat(16)}` }),
  },
];

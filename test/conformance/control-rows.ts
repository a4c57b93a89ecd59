/** Sign-ins that are right: were one of these refused, a refusal in the other tables would prove nothing. */
import { createHash } from "node:crypto";
import { CLIENT_ID, makeKey, signWith } from "../support/identity-builders.ts";
import { ACCESS_TOKEN, type ControlRow } from "./attempt.ts";

const now = () => Math.floor(Date.now() / 1000);
const halfHash = (text: string) =>
  createHash("sha256").update(text).digest().subarray(0, 16).toString("base64url");

export const CONTROL_ROWS: readonly ControlRow[] = [
  { name: "nothing is altered", clause: "OIDC Core §3.1" },
  {
    name: "iss is neither announced nor sent",
    clause: "RFC 9207 §2.4",
    provider: ({ script }) => {
      script.metadata = { authorization_response_iss_parameter_supported: undefined };
    },
    callback: ({ callback }) => callback.parameters.delete("iss"),
  },
  {
    name: "the callback holds parameters of the provider's own",
    clause: "RFC 6749 §4.1.2",
    callback: ({ callback }) => callback.parameters.set("session_state", "x"),
  },
  {
    name: "another tab began in the meantime",
    clause: "RFC 9700 §4.7",
    callback: async ({ openTab }) => void (await openTab()),
  },
  {
    name: "aud lists us and another, azp is us",
    clause: "OIDC Core §3.1.3.7 (5)",
    provider: ({ script }) => {
      script.idToken.claims = { aud: ["another-client", CLIENT_ID], azp: CLIENT_ID };
    },
  },
  {
    name: "at_hash is right",
    clause: "OIDC Core §3.1.3.8",
    provider: ({ script }) => {
      script.idToken.claims = { at_hash: halfHash(ACCESS_TOKEN) };
    },
  },
  {
    name: "c_hash is right",
    clause: "OIDC Core §3.3.2.10",
    callback: ({ hostile, callback }) => {
      hostile.script.idToken.claims = { c_hash: halfHash(callback.parameters.get("code") ?? "") };
    },
  },
  {
    name: "the clocks differ by half a minute",
    clause: "OIDC Core §3.1.3.7 (9)",
    provider: ({ script }) => {
      script.idToken.claims = { iat: now() + 30, nbf: now() + 30, exp: now() - 30 };
    },
  },
  {
    name: "the header holds nothing but alg, and one key is published",
    clause: "OIDC Core §10.1",
    provider: ({ script }) => {
      script.idToken.header = { typ: undefined, kid: undefined };
    },
  },
  {
    name: "the token is signed by the second of two keys",
    clause: "OIDC Core §10.1",
    provider: (hostile) => {
      const [first, second] = [makeKey("RS256", { keyId: "one" }), makeKey("RS256", { keyId: "two" })];
      signWith(hostile, [second, first]);
    },
  },
  {
    name: "max_age was sent and the person just signed in",
    clause: "OIDC Core §3.1.3.7 (13)",
    policy: { maxAuthenticationAgeSeconds: 300 },
  },
];

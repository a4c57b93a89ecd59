/**
 * A logout token (OpenID Connect Back-Channel Logout 1.0 §2.6): signed like an ID token, and never one.
 * Invariant: whatever is wrong is one reason with the rule that was broken; only a provider that cannot be asked is another.
 */
import type { OidcProviderPolicy } from "../../core/policy-identity.ts";
import { type Refusal, refusal } from "../../core/refusal.ts";
import { err, ok, type Result } from "../../core/result.ts";
import type { VerifiedLogoutToken } from "../../sign-in-ports.ts";
import type { MappingRules } from "../principal-mapping.ts";
import { isJsonObject, type JsonObject } from "./json-document.ts";
import { isSessionId, isSubject, logoutKey } from "./logout-keys.ts";
import { type KeySource, type TokenKind, verifySignedToken } from "./signed-token.ts";

export interface LogoutTokenRules {
  readonly policy: Pick<OidcProviderPolicy, "issuer" | "clientId" | "algorithms">;
  readonly mapping: MappingRules;
  readonly nowEpochSeconds: number;
}

const EVENT = "http://schemas.openid.net/event/backchannel-logout";
/** §2.4 has it; providers of before say `JWT` or nothing, and the event tells such a token from all others. */
const TYPES = ["LOGOUT+JWT", "APPLICATION/LOGOUT+JWT", "JWT"];
/** Reasons are named for the ID token; asLogoutRefusal makes rules of them. */
const LOGOUT_TOKEN: Omit<TokenKind, "algorithms"> = {
  mayHaveType: (type) => type === undefined || TYPES.includes(type.toUpperCase()),
  reasons: {
    malformed: "id_token_malformed",
    algorithm: "id_token_algorithm",
    header: "id_token_header",
    key: "id_token_key",
    signature: "id_token_signature",
  },
};
const CLOCK_SKEW_SECONDS = 60;
/** Sent when the person signs out, and again for a while where we did not answer. */
const MAX_AGE_SECONDS = 600;

export async function verifyLogoutToken(
  token: string,
  rules: LogoutTokenRules,
  keys: KeySource,
): Promise<Result<VerifiedLogoutToken, Refusal>> {
  const signed = await verifySignedToken(
    token,
    { ...LOGOUT_TOKEN, algorithms: rules.policy.algorithms },
    keys,
  );
  if (!signed.ok) return asLogoutRefusal(signed.error);
  const { payload } = signed.value;
  const rule = brokenRule(payload, rules);
  return rule === undefined ? ok(whatItEnds(payload, rules)) : invalid(rule);
}

/** The first in the order of §2.6; undefined: all hold. */
function brokenRule(
  claims: JsonObject,
  { policy, nowEpochSeconds: now }: LogoutTokenRules,
): string | undefined {
  const { iss, aud, iat, exp, nbf, jti, events, sub, sid } = claims;
  if (iss !== policy.issuer) return "issuer";
  // For other clients as well it would be another provider's idea of a logout than ours.
  const audiences = Array.isArray(aud) ? aud : [aud];
  if (audiences.length === 0 || audiences.some((audience) => audience !== policy.clientId)) return "audience";
  if (!isTime(iat) || iat > now + CLOCK_SKEW_SECONDS) return "iat";
  if (now - iat > MAX_AGE_SECONDS + CLOCK_SKEW_SECONDS) return "too_old";
  if (!isTime(exp)) return "exp";
  if (now >= exp + CLOCK_SKEW_SECONDS) return "expired";
  if (nbf !== undefined && (!isTime(nbf) || now < nbf - CLOCK_SKEW_SECONDS)) return "nbf";
  if (!isSessionId(jti)) return "jti";
  if (!isJsonObject(events) || !Object.hasOwn(events, EVENT) || !isJsonObject(events[EVENT])) return "events";
  if ("nonce" in claims) return "nonce";
  if (sub === undefined && sid === undefined) return "nobody";
  if (sub !== undefined && !isSessionId(sub)) return "sub";
  return sid === undefined || isSessionId(sid) ? undefined : "sid";
}

function whatItEnds(claims: JsonObject, { mapping, nowEpochSeconds }: LogoutTokenRules): VerifiedLogoutToken {
  const { sub, sid } = claims;
  const { identityProvider } = mapping;
  return {
    tokenId: String(claims.jti),
    person: !isSessionId(sub)
      ? undefined
      : isSubject(mapping)
        ? { identityProvider, subject: sub }
        : { logoutKey: logoutKey(mapping, "sub", sub) },
    session: isSessionId(sid) ? { logoutKey: logoutKey(mapping, "sid", sid) } : undefined,
    // By then every clock of ours calls it too old.
    usableUntil: nowEpochSeconds + MAX_AGE_SECONDS + 2 * CLOCK_SKEW_SECONDS,
  };
}

function isTime(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

function asLogoutRefusal(refused: Refusal): Result<never, Refusal> {
  const [, rule] = /^id_token_(.+)$/.exec(refused.reason) ?? [];
  return rule === undefined ? err(refused) : invalid(rule);
}

function invalid(rule: string): Result<never, Refusal> {
  return err(refusal("logout_token_invalid", { rule }));
}

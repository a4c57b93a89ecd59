/**
 * The claims of an ID token whose signature is already verified (OIDC Core §3.1.3.7). Pure.
 * Stricter than the libraries: `iat` bounds, `azp` with a single audience, and the type of every claim.
 */
import { type Refusal, refusal } from "../../core/refusal.ts";
import { err, ok, type Result } from "../../core/result.ts";
import type { JsonObject } from "./json-document.ts";

/** Allowed difference between the clocks; applies to exp, nbf, iat and auth_time alike. */
const CLOCK_SKEW_SECONDS = 60;
/** An ID token answers a sign-in that just happened. */
const MAX_AGE_SECONDS = 600;

export interface ExpectedClaims {
  readonly issuer: string;
  readonly clientId: string;
  readonly nonce: string;
  /** As sent in `max_age`; null if it was not sent. */
  readonly maxAuthenticationAgeSeconds: number | null;
  readonly nowEpochSeconds: number;
}

export interface VerifiedClaims {
  readonly claims: JsonObject;
  readonly subject: string;
  /** `auth_time`, or `iat` where the provider does not say. Seconds since the epoch. */
  readonly authenticatedAt: number;
}

export function checkIdTokenClaims(
  claims: JsonObject,
  expected: ExpectedClaims,
): Result<VerifiedClaims, Refusal> {
  const { iss, sub, aud, azp, nonce, exp, iat, nbf, auth_time: authTime } = claims;
  const now = expected.nowEpochSeconds;

  for (const name of ["iss", "sub", "aud", "exp", "iat", "nonce"]) {
    if (claims[name] === undefined) return err(refusal("id_token_claim_missing", { claim: name }));
  }
  if (iss !== expected.issuer) return err(refusal("id_token_issuer"));

  const audiences = typeof aud === "string" ? [aud] : aud;
  if (!isListOfStrings(audiences) || !audiences.includes(expected.clientId))
    return err(refusal("id_token_audience"));
  if (audiences.length > 1 && azp === undefined) return err(refusal("id_token_authorized_party"));
  if (azp !== undefined && azp !== expected.clientId) return err(refusal("id_token_authorized_party"));

  if (nonce !== expected.nonce) return err(refusal("id_token_nonce"));
  if (typeof sub !== "string" || sub.length === 0 || sub.length > 255)
    return err(refusal("id_token_subject"));

  if (!isTime(exp)) return invalid("exp");
  if (!isTime(iat)) return invalid("iat");
  if (nbf !== undefined && !isTime(nbf)) return invalid("nbf");
  if (authTime !== undefined && !isTime(authTime)) return invalid("auth_time");
  if (now >= exp + CLOCK_SKEW_SECONDS) return err(refusal("id_token_expired"));
  if (nbf !== undefined && now < nbf - CLOCK_SKEW_SECONDS) return err(refusal("id_token_not_yet_valid"));
  if (iat > now + CLOCK_SKEW_SECONDS) return err(refusal("id_token_issued_in_future"));
  if (now - iat > MAX_AGE_SECONDS + CLOCK_SKEW_SECONDS) return err(refusal("id_token_too_old"));
  if (!isRecentEnough(authTime, expected)) return err(refusal("id_token_authentication_age"));

  return ok({ claims, subject: sub, authenticatedAt: authTime ?? iat });
}

/** A sign-in may not lie in the future, and where `max_age` was asked, `auth_time` must prove it (OIDC Core §3.1.2.1). */
function isRecentEnough(authTime: number | undefined, expected: ExpectedClaims): boolean {
  const now = expected.nowEpochSeconds;
  if (authTime !== undefined && authTime > now + CLOCK_SKEW_SECONDS) return false;
  const maxAge = expected.maxAuthenticationAgeSeconds;
  return maxAge === null || (authTime !== undefined && now - authTime <= maxAge + CLOCK_SKEW_SECONDS);
}

function isTime(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

function isListOfStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry === "string");
}

function invalid(claim: string): Result<never, Refusal> {
  return err(refusal("id_token_claim_invalid", { claim }));
}

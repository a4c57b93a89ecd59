/**
 * The claims of an access token whose signature is already verified: RFC 9068 §4 to the letter, or the profile that the
 * policy declares for an issuer which does otherwise. Pure.
 * Invariant: a token that was made for another audience, another purpose or no person is refused.
 */
import type { AccessTokenIssuer, DeclaredTokenProfile } from "../../core/policy-portal-api.ts";
import { type Refusal, refusal } from "../../core/refusal.ts";
import { err, ok, type Result } from "../../core/result.ts";
import type { JsonObject } from "./json-document.ts";

/** Allowed difference between the clocks; applies to exp, nbf and iat alike. */
const CLOCK_SKEW_SECONDS = 30;
/** Of an ID token alone: whoever is shown one got it from another relying party. */
const ID_TOKEN_CLAIMS = ["nonce", "at_hash", "c_hash"];

export interface AccessTokenClaims {
  readonly claims: JsonObject;
  readonly clientId: string;
  /** `auth_time`, or `iat` where the issuer does not say. Seconds since the epoch. */
  readonly authenticatedAt: number;
  /** Seconds since the epoch. */
  readonly issuedAt: number;
  /** Thumbprint of the key that the token is bound to (RFC 9449 §6.1). */
  readonly keyThumbprint: string | undefined;
}

type TokenRules = Pick<AccessTokenIssuer, "issuer" | "audience" | "profile">;

const RFC_9068: DeclaredTokenProfile = {
  types: ["at+jwt", "application/at+jwt"],
  client: "client_id",
  hasAudience: true,
  requires: {},
  onlyOfPeople: [],
};

export function profileOf({ profile }: Pick<AccessTokenIssuer, "profile">): DeclaredTokenProfile {
  return profile === "rfc9068" ? RFC_9068 : profile;
}

export function mayHaveType({ types }: DeclaredTokenProfile, type: string | undefined): boolean {
  const given = (type ?? "none").toLowerCase();
  return types.some((allowed) => allowed.toLowerCase() === given);
}

export function checkAccessTokenClaims(
  claims: JsonObject,
  rules: TokenRules,
  nowEpochSeconds: number,
): Result<AccessTokenClaims, Refusal> {
  const profile = profileOf(rules);
  const missing = requiredClaims(rules, profile).find((name) => !Object.hasOwn(claims, name));
  if (missing !== undefined) return err(refusal("access_token_claim_missing", { claim: missing }));
  const foreign = ID_TOKEN_CLAIMS.find((name) => Object.hasOwn(claims, name));
  if (foreign !== undefined) return err(refusal("access_token_of_another_kind", { claim: foreign }));
  if (claims.iss !== rules.issuer) return err(refusal("access_token_issuer"));
  if (profile.hasAudience && !isFor(claims.aud, rules.audience)) return err(refusal("access_token_audience"));
  const wrong = Object.entries(profile.requires).find(([name, value]) => claims[name] !== value);
  if (wrong !== undefined) return err(refusal("access_token_of_another_kind", { claim: wrong[0] }));
  const timely = checkTimes(claims, nowEpochSeconds);
  if (!timely.ok) return timely;

  const clientId = claims[profile.client];
  if (!isName(clientId)) return invalid(profile.client);
  if (!isName(claims.sub)) return invalid("sub");
  const personal = profile.onlyOfPeople.find((name) => !Object.hasOwn(claims, name));
  if (claims.sub === clientId || personal !== undefined) {
    return err(refusal("access_token_without_person", { claim: personal ?? "sub" }));
  }
  const thumbprint = keyThumbprint(claims.cnf);
  if (!thumbprint.ok) return thumbprint;
  const authenticatedAt = Number(claims.auth_time ?? claims.iat);
  return ok({
    claims,
    clientId,
    authenticatedAt,
    issuedAt: Number(claims.iat),
    keyThumbprint: thumbprint.value,
  });
}

/** RFC 9068 §2.2. */
function requiredClaims(
  { profile }: TokenRules,
  { client, hasAudience }: DeclaredTokenProfile,
): readonly string[] {
  if (profile === "rfc9068") return ["iss", "exp", "aud", "sub", "client_id", "iat", "jti"];
  return ["iss", "exp", "iat", "sub", client, ...(hasAudience ? ["aud"] : [])];
}

function isFor(aud: unknown, audience: string): boolean {
  if (typeof aud === "string") return aud === audience;
  return Array.isArray(aud) && aud.every((entry) => typeof entry === "string") && aud.includes(audience);
}

function checkTimes({ exp, iat, nbf, auth_time: authTime }: JsonObject, now: number): Result<void, Refusal> {
  if (!isTime(exp)) return invalid("exp");
  if (!isTime(iat)) return invalid("iat");
  if (nbf !== undefined && !isTime(nbf)) return invalid("nbf");
  if (authTime !== undefined && !isTime(authTime)) return invalid("auth_time");
  if (now >= exp + CLOCK_SKEW_SECONDS) return err(refusal("access_token_expired"));
  if (nbf !== undefined && now < nbf - CLOCK_SKEW_SECONDS) return err(refusal("access_token_not_yet_valid"));
  const latest = Math.max(iat, authTime ?? iat);
  return latest > now + CLOCK_SKEW_SECONDS ? err(refusal("access_token_issued_in_future")) : ok(undefined);
}

/** A token that is bound to something else than a key of DPoP, a certificate for example, is nobody's to bear. */
function keyThumbprint(confirmation: unknown): Result<string | undefined, Refusal> {
  if (confirmation === undefined) return ok(undefined);
  const thumbprint = typeof confirmation === "object" ? Object(confirmation).jkt : undefined;
  return typeof thumbprint === "string" && /^[A-Za-z0-9_-]{43}$/.test(thumbprint)
    ? ok(thumbprint)
    : invalid("cnf");
}

function isName(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= 255;
}

function isTime(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

function invalid(claim: string): Result<never, Refusal> {
  return err(refusal("access_token_claim_invalid", { claim }));
}

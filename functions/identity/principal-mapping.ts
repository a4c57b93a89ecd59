/**
 * Verified claims → Principal, as the policy maps them. Pure.
 * Invariant: a claim of the wrong shape is as if absent, except for subject and user id, which refuse.
 */
import type { ClaimPath, ClaimsMapping, UserIdSource } from "../core/policy-identity.ts";
import { isAppStreamUserId, type Principal } from "../core/principal.ts";
import { type Refusal, refusal } from "../core/refusal.ts";
import { isAppStreamRegion } from "../core/regions.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { Pseudonym } from "./pseudonym.ts";

export interface MappingRules {
  readonly identityProvider: string;
  readonly claims: ClaimsMapping;
  readonly userId: UserIdSource;
  readonly pseudonym: Pseudonym;
  /** Groups some audience of the policy names; others are dropped, which also keeps the session small. */
  readonly knownGroups: ReadonlySet<string>;
  /** What a subject of the wrong shape is called; default: the ID token's. */
  readonly noSubject?: "id_token_subject" | "saml_principal_subject" | "access_token_subject";
}

/** `claims` must come from a verified token; `authenticatedAt` in seconds since the epoch. */
export function mapPrincipal(
  claims: Readonly<Record<string, unknown>>,
  authenticatedAt: number,
  rules: MappingRules,
): Result<Principal, Refusal> {
  const { identityProvider } = rules;
  const subject = text(claimAt(claims, rules.claims.subject), 255);
  if (subject === undefined) return err(refusal(rules.noSubject ?? "id_token_subject", { identityProvider }));
  if (isGroupOverage(claims, rules.claims.groups)) {
    return err(refusal("groups_overage", { identityProvider, fix: OVERAGE_FIX }));
  }
  const homeRegion = region(rules.claims.homeRegion, claims);
  const userId =
    rules.userId.from === "pseudonym"
      ? rules.pseudonym(identityProvider, subject)
      : claimedUserId(claimAt(claims, rules.userId.claim));
  if (userId === undefined || !isAppStreamUserId(userId)) {
    return err(refusal("user_id_unusable", { identityProvider, length: userId?.length ?? null }));
  }
  return ok({
    identityProvider,
    subject,
    userId,
    displayName: text(claimAt(claims, rules.claims.displayName), 200),
    email: text(claimAt(claims, rules.claims.email), 254),
    groups: texts(claimAt(claims, rules.claims.groups)).filter((group) => rules.knownGroups.has(group)),
    country: country(rules.claims.country === null ? undefined : claimAt(claims, rules.claims.country)),
    ...(homeRegion !== undefined && { homeRegion }),
    mfaEvidence: mfaEvidence(claims, rules.claims.mfa),
    authenticatedAt,
  });
}

const OVERAGE_FIX = "let Entra ID emit only the groups assigned to the application, or use app roles";
const OVERAGE_LINK = "http://schemas.microsoft.com/claims/groups.link";

/**
 * Entra ID sends a link in the place of the groups of a person who is in too many: over 150 in SAML, 200 in an ID
 * token (learn.microsoft.com, "Configure group claims for applications"). Such a person would seem to have none.
 */
function isGroupOverage(claims: Readonly<Record<string, unknown>>, groups: ClaimPath): boolean {
  if (claimAt(claims, groups) !== undefined) return false;
  const isLinked = claimAt(claims, OVERAGE_LINK) !== undefined;
  return isLinked || (typeof groups === "string" && claimAt(claims, ["_claim_names", groups]) !== undefined);
}

/** A claim that looks like a pseudonym could be somebody else's, and with it their desktop and home folder. */
function claimedUserId(value: unknown): string | undefined {
  const userId = text(value, 32);
  return userId !== undefined && /^[a-z2-7]{32}$/.test(userId) ? undefined : userId;
}

/** A name is looked up as it stands (`https://…/groups` is one name); a path goes into nested objects. */
function claimAt(claims: Readonly<Record<string, unknown>>, path: ClaimPath): unknown {
  const steps = typeof path === "string" ? [path] : path;
  let value: unknown = claims;
  for (const step of steps) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

function text(value: unknown, maxLength: number): string | undefined {
  const isText = typeof value === "string" && value.length > 0 && value.length <= maxLength;
  // Lone surrogates all become one character when hashed: two subjects could share a user id.
  return isText && value.isWellFormed() ? value : undefined;
}

/** One string or a list of strings; anything else in the list is ignored. */
function texts(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
}

function country(value: unknown): string | undefined {
  return typeof value === "string" && /^[A-Za-z]{2}$/.test(value) ? value.toUpperCase() : undefined;
}

/** As AWS writes it, or it would match no fleet's. */
function region(
  path: ClaimsMapping["homeRegion"],
  claims: Readonly<Record<string, unknown>>,
): string | undefined {
  const value = path === null || path === undefined ? undefined : claimAt(claims, path);
  return typeof value === "string" && isAppStreamRegion(value) ? value : undefined;
}

function mfaEvidence(
  claims: Readonly<Record<string, unknown>>,
  mapping: ClaimsMapping["mfa"],
): string | undefined {
  if (mapping === null) return undefined;
  const proof = texts(claimAt(claims, mapping.claim)).find((value) => mapping.anyOf.includes(value));
  const name = typeof mapping.claim === "string" ? mapping.claim : mapping.claim.join(".");
  return proof === undefined ? undefined : `${name}=${proof}`;
}

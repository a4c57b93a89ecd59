/**
 * Whom a Portal API request comes from: the access token's issuer among those of the policy, its signature and claims, the
 * client that it was given to, and the person as a sign-in would make them.
 * Invariant: one policy for each issuer; what a token says before its signature is verified only picks which.
 */
import { decodeJwt } from "jose";
import type { AccessTokenIssuer } from "../../core/policy-portal-api.ts";
import { type Refusal, refusal } from "../../core/refusal.ts";
import { err, ok, type Result } from "../../core/result.ts";
import type { AccessTokens, PortalCaller, PresentedToken } from "../../portal-api-ports.ts";
import type { HomeStores } from "../../ports.ts";
import { epochSeconds } from "../../timestamps.ts";
import { type MappingRules, mapPrincipal } from "../principal-mapping.ts";
import { checkAccessTokenClaims, mayHaveType, profileOf } from "./access-token-claims.ts";
import { verifyProof } from "./dpop-proof.ts";
import { logoutKeysOf } from "./logout-keys.ts";
import { type ProviderDocuments, providerDocuments } from "./provider-documents.ts";
import { type TokenKind, verifySignedToken } from "./signed-token.ts";

export interface TokenIssuer {
  /** Policy id. */
  readonly id: string;
  readonly policy: AccessTokenIssuer;
  readonly mapping: MappingRules;
}

export interface AccessTokenOptions {
  readonly issuers: readonly TokenIssuer[];
  /** Where proofs of possession count once, whichever Region they come to. */
  readonly proofs: HomeStores;
  /** The policy says `development: true`. */
  readonly development: boolean;
}

const REASONS: TokenKind["reasons"] = {
  malformed: "access_token_malformed",
  algorithm: "access_token_algorithm",
  header: "access_token_header",
  key: "access_token_key",
  signature: "access_token_signature",
};

interface Known extends TokenIssuer {
  readonly documents: ProviderDocuments;
}

export function createAccessTokens({ issuers, proofs, development }: AccessTokenOptions): AccessTokens {
  const known = new Map(
    issuers.map((issuer): [string, Known] => [
      issuer.policy.issuer,
      { ...issuer, documents: providerDocuments(issuer.policy, development) },
    ]),
  );
  return {
    async verify(presented, now) {
      const unverifiedIssuer = claimedIssuer(presented.token);
      if (!unverifiedIssuer.ok) return unverifiedIssuer;
      const issuer = known.get(unverifiedIssuer.value);
      if (issuer === undefined) return err(refusal("access_token_issuer"));
      return await verifyToken(issuer, presented, proofs, now);
    },
  };
}

/** Which issuer's policy to hold it against; the issuer is checked once more when the signature is. */
function claimedIssuer(token: string): Result<string, Refusal> {
  try {
    return ok(String(decodeJwt(token).iss));
  } catch {
    // No JWT: what else it may be is nobody's business.
    return err(refusal("access_token_malformed"));
  }
}

async function verifyToken(
  { id, policy, mapping, documents }: Known,
  presented: PresentedToken,
  proofs: HomeStores,
  now: number,
): Promise<Result<PortalCaller, Refusal>> {
  const metadata = await documents.metadata.get(now);
  if (!metadata.ok) return metadata;
  const profile = profileOf(policy);
  const kind = {
    algorithms: policy.algorithms,
    mayHaveType: (type: string | undefined) => mayHaveType(profile, type),
    reasons: REASONS,
  };
  const signed = await verifySignedToken(presented.token, kind, documents.keysOf(metadata.value, now));
  if (!signed.ok) return signed;
  const checked = checkAccessTokenClaims(signed.value.payload, policy, epochSeconds(now));
  if (!checked.ok) return checked;
  const { claims, clientId, authenticatedAt, issuedAt, keyThumbprint } = checked.value;
  if (!Object.hasOwn(policy.clients, clientId)) return err(refusal("client_unknown", { issuer: id }));
  const proven = await checkPossession(presented, policy, keyThumbprint, proofs, epochSeconds(now));
  if (!proven.ok) return proven;
  const principal = mapPrincipal(claims, authenticatedAt, mapping);
  if (!principal.ok) return principal;
  // Whatever claim the subject is read from, a client is no person.
  if (principal.value.subject === clientId) return err(refusal("access_token_without_person"));
  const logoutKeys = logoutKeysOf(claims, mapping);
  return ok({ principal: principal.value, issuer: id, clientId, issuedAt, logoutKeys });
}

/** A token that is bound to a key is never taken without its proof, whatever the policy asks (RFC 9449 §7.2). */
async function checkPossession(
  presented: PresentedToken,
  { dpop }: AccessTokenIssuer,
  keyThumbprint: string | undefined,
  proofs: HomeStores,
  nowEpochSeconds: number,
): Promise<Result<void, Refusal>> {
  const isBound = keyThumbprint !== undefined;
  if (presented.scheme === "Bearer") {
    return dpop === "required" || isBound ? err(refusal("dpop_required")) : ok(undefined);
  }
  if (dpop === "off" || !isBound) return err(refusal("dpop_not_accepted"));
  return await verifyProof(presented, keyThumbprint, proofs, nowEpochSeconds);
}

/**
 * Proof that the sender holds the key to which an access token is bound (RFC 9449 §4.3): a JWT of their own over this
 * method, this address and this token, minutes old at most, and counted once in all Regions together, since they share the
 * address: used up in the one that its id and key decide (docs/decisions/0018-home-region-redemption.md).
 * Invariant: the key in a proof proves nothing by itself; it counts only as the one whose thumbprint the token names.
 */
import { calculateJwkThumbprint, compactVerify, decodeProtectedHeader, importJWK } from "jose";
import type { SignatureAlgorithm } from "../../core/policy-identity.ts";
import { type Refusal, refusal } from "../../core/refusal.ts";
import { err, ok, type Result } from "../../core/result.ts";
import type { PresentedToken } from "../../portal-api-ports.ts";
import type { HomeStores } from "../../ports.ts";
import { sha256Text } from "../sha256-text.ts";
import { isJsonObject, type JsonObject } from "./json-document.ts";
import { readVerificationKeys } from "./verification-keys.ts";

/** How old a proof may be, and how far the clocks may differ. */
const WINDOW_SECONDS = 60;
const COMPACT_JWS = /^[A-Za-z0-9_-]{2,4096}\.[A-Za-z0-9_-]{2,4096}\.[A-Za-z0-9_-]{16,2048}$/;
const ALGORITHMS: readonly SignatureAlgorithm[] = ["RS256", "PS256", "ES256", "EdDSA"];

/** `thumbprint`: the token's `cnf.jkt`. */
export async function verifyProof(
  { proof = "", token, method, url }: PresentedToken,
  thumbprint: string,
  proofs: HomeStores,
  nowEpochSeconds: number,
): Promise<Result<void, Refusal>> {
  const claims = await signedClaims(proof, thumbprint);
  if (!claims.ok) return claims;
  const { jti, htm, htu, iat, ath } = claims.value;
  if (typeof jti !== "string" || jti.length === 0 || jti.length > 255) return invalid("jti");
  if (htm !== method) return invalid("htm");
  if (typeof htu !== "string" || addressOf(htu) !== addressOf(url)) return invalid("htu");
  if (typeof iat !== "number" || !(Math.abs(nowEpochSeconds - iat) <= WINDOW_SECONDS)) return invalid("iat");
  if (ath !== sha256Text(token)) return invalid("ath");
  // Of somebody else's key it may be the same.
  const id = JSON.stringify([thumbprint, jti]);
  const region = proofs.homeOf(id);
  const first = await proofs.of(region)?.consume(id, Math.ceil(iat) + WINDOW_SECONDS + 1, nowEpochSeconds);
  if (first?.ok) return first;
  const isUsed = first?.error === "conflict";
  return err(isUsed ? refusal("dpop_proof_used") : refusal("dpop_store_unavailable", { region }));
}

async function signedClaims(proof: string, thumbprint: string): Promise<Result<JsonObject, Refusal>> {
  if (!COMPACT_JWS.test(proof)) return invalid("shape");
  try {
    const { typ, alg, jwk, ...others } = decodeProtectedHeader(proof);
    if (typ !== "dpop+jwt") return invalid("typ");
    if (Object.keys(others).length > 0) return invalid("header");
    const algorithm = ALGORITHMS.find((candidate) => candidate === alg);
    const [key] = readVerificationKeys({ keys: [jwk] });
    if (algorithm === undefined || key === undefined || !key.algorithms.includes(algorithm))
      return invalid("jwk");
    if ((await calculateJwkThumbprint(key.jwk)) !== thumbprint) return invalid("key");
    const { payload } = await compactVerify(proof, await importJWK(key.jwk, algorithm), {
      algorithms: [algorithm],
    });
    const claims: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(payload));
    return isJsonObject(claims) ? ok(claims) : invalid("claims");
  } catch {
    // Which of jose's codes it was tells an operator nothing more; the proof must not be kept.
    return invalid("signature");
  }
}

/** Without query and fragment, in the one spelling of URLs (RFC 9449 §4.3). */
function addressOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { origin, pathname } = new URL(text);
  return `${origin}${pathname}`;
}

function invalid(part: string): Result<never, Refusal> {
  return err(refusal("dpop_proof_invalid", { part }));
}

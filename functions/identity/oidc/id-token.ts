/**
 * The one policy for every ID token: compact shape, header, exactly one key, signature, hashes, claims.
 * The only file that verifies signatures of tokens; openid-client's own checks run beside it, never instead.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import { compactVerify, decodeProtectedHeader, importJWK } from "jose";
import type { SignatureAlgorithm } from "../../core/policy-identity.ts";
import { type Refusal, refusal } from "../../core/refusal.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { checkIdTokenClaims, type ExpectedClaims, type VerifiedClaims } from "./id-token-claims.ts";
import { isJsonObject, type JsonObject } from "./json-document.ts";
import { selectKey, type VerificationKey } from "./verification-keys.ts";

export interface IdTokenRules extends ExpectedClaims {
  readonly algorithms: readonly SignatureAlgorithm[];
  /** What came with the token, for `at_hash` and `c_hash`. */
  readonly accessToken: string | undefined;
  readonly code: string;
}

/** The provider's keys; `refresh` asks again within the cool-down's limits. */
export interface KeySource {
  current(): Promise<Result<readonly VerificationKey[], Refusal>>;
  refresh(): Promise<Result<readonly VerificationKey[], Refusal>>;
}

/** jose tolerates spaces and padding inside base64url; we do not. Caps bound the work per token. */
const COMPACT_JWS = /^[A-Za-z0-9_-]{2,8192}\.[A-Za-z0-9_-]{2,16384}\.[A-Za-z0-9_-]{16,2048}$/;
/** Members that point at other keys or change the meaning of the rest (RFC 8725 §3.10). */
const FORBIDDEN_HEADER_MEMBERS = ["jku", "jwk", "x5u", "x5c", "crit", "b64", "zip"];

interface TokenHeader {
  readonly algorithm: SignatureAlgorithm;
  readonly keyId: string | undefined;
}

export async function verifyIdToken(
  token: string,
  rules: IdTokenRules,
  keys: KeySource,
): Promise<Result<VerifiedClaims, Refusal>> {
  const header = checkHeader(token, rules.algorithms);
  if (!header.ok) return header;
  const payload = await verifySignature(token, header.value, keys);
  if (!payload.ok) return payload;
  const hashes = checkHashes(payload.value, rules, header.value.algorithm);
  return hashes.ok ? checkIdTokenClaims(payload.value, rules) : hashes;
}

function checkHeader(token: string, allowed: readonly SignatureAlgorithm[]): Result<TokenHeader, Refusal> {
  if (!COMPACT_JWS.test(token)) return err(refusal("id_token_malformed"));
  let unverifiedHeader: JsonObject;
  try {
    unverifiedHeader = { ...decodeProtectedHeader(token) };
  } catch {
    // Not base64url of a JSON object; the token itself is not worth a log line.
    return err(refusal("id_token_malformed"));
  }
  const { alg, kid, typ } = unverifiedHeader;
  const algorithm = allowed.find((candidate) => candidate === alg);
  if (algorithm === undefined) return err(refusal("id_token_algorithm"));
  const forbidden = FORBIDDEN_HEADER_MEMBERS.find((member) => member in unverifiedHeader);
  if (forbidden !== undefined) return err(refusal("id_token_header", { member: forbidden }));
  // Other kinds of token of the same provider carry other types: at+jwt, logout+jwt (RFC 8725 §3.11).
  if (typ !== undefined && (typeof typ !== "string" || typ.toUpperCase() !== "JWT"))
    return err(refusal("id_token_header", { member: "typ" }));
  if (kid !== undefined && typeof kid !== "string") return err(refusal("id_token_header", { member: "kid" }));
  return ok({ algorithm, keyId: kid });
}

/**
 * A key id we do not have, or a signature that fails under one we have (a provider may roll a key and keep its id),
 * is a reason to ask the provider once more, within the cool-down.
 */
async function verifySignature(
  token: string,
  header: TokenHeader,
  keys: KeySource,
): Promise<Result<JsonObject, Refusal>> {
  const current = await keys.current();
  if (!current.ok) return current;
  const first = await verifyWith(token, header, current.value);
  if (first.ok) return first;
  const refreshed = await keys.refresh();
  if (!refreshed.ok || refreshed.value === current.value) return first;
  return verifyWith(token, header, refreshed.value);
}

async function verifyWith(
  token: string,
  { keyId, algorithm }: TokenHeader,
  keys: readonly VerificationKey[],
): Promise<Result<JsonObject, Refusal>> {
  const key = selectKey(keys, keyId, algorithm);
  if (key === undefined) return err(refusal("id_token_key"));
  let payload: unknown;
  try {
    const verified = await compactVerify(token, await importJWK(key.jwk, algorithm), {
      algorithms: [algorithm],
    });
    payload = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(verified.payload));
  } catch (cause) {
    // Which of jose's codes it was tells an operator nothing more; the token must not be kept.
    return err(
      refusal(
        cause instanceof SyntaxError || cause instanceof TypeError
          ? "id_token_malformed"
          : "id_token_signature",
      ),
    );
  }
  return isJsonObject(payload) ? ok(payload) : err(refusal("id_token_malformed"));
}

/** `at_hash` and `c_hash` are optional in the code flow, but where present they must be right (OIDC Core §3.1.3.6). */
function checkHashes(
  payload: JsonObject,
  rules: IdTokenRules,
  algorithm: SignatureAlgorithm,
): Result<void, Refusal> {
  const { at_hash: accessTokenHash, c_hash: codeHash } = payload;
  const accessTokenFits =
    accessTokenHash === undefined ||
    (rules.accessToken !== undefined && isHalfHash(accessTokenHash, rules.accessToken, algorithm));
  if (!accessTokenFits) return err(refusal("id_token_hash", { claim: "at_hash" }));
  const codeFits = codeHash === undefined || isHalfHash(codeHash, rules.code, algorithm);
  return codeFits ? ok(undefined) : err(refusal("id_token_hash", { claim: "c_hash" }));
}

/** Left half of the hash that belongs to the algorithm; Ed25519 signs with SHA-512. */
function isHalfHash(claimed: unknown, value: string, algorithm: SignatureAlgorithm): boolean {
  if (typeof claimed !== "string") return false;
  const digest = createHash(algorithm === "EdDSA" ? "sha512" : "sha256")
    .update(value, "ascii")
    .digest();
  const expected = Buffer.from(digest.subarray(0, digest.length / 2).toString("base64url"));
  const actual = Buffer.from(claimed);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

/**
 * The one policy for every ID token: signature (signed-token.ts), hashes, claims.
 * openid-client's own checks run beside it, never instead.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import type { SignatureAlgorithm } from "../../core/policy-identity.ts";
import { type Refusal, refusal } from "../../core/refusal.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { checkIdTokenClaims, type ExpectedClaims, type VerifiedClaims } from "./id-token-claims.ts";
import type { JsonObject } from "./json-document.ts";
import { type KeySource, type TokenKind, verifySignedToken } from "./signed-token.ts";

export interface IdTokenRules extends ExpectedClaims {
  readonly algorithms: readonly SignatureAlgorithm[];
  /** What came with the token, for `at_hash` and `c_hash`. */
  readonly accessToken: string | undefined;
  readonly code: string;
}

const ID_TOKEN: Omit<TokenKind, "algorithms"> = {
  mayHaveType: (type) => type === undefined || type.toUpperCase() === "JWT",
  reasons: {
    malformed: "id_token_malformed",
    algorithm: "id_token_algorithm",
    header: "id_token_header",
    key: "id_token_key",
    signature: "id_token_signature",
  },
};

export async function verifyIdToken(
  token: string,
  rules: IdTokenRules,
  keys: KeySource,
): Promise<Result<VerifiedClaims, Refusal>> {
  const signed = await verifySignedToken(token, { ...ID_TOKEN, algorithms: rules.algorithms }, keys);
  if (!signed.ok) return signed;
  const { payload, algorithm } = signed.value;
  const hashes = checkHashes(payload, rules, algorithm);
  return hashes.ok ? checkIdTokenClaims(payload, rules) : hashes;
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

/**
 * Signed tokens of a provider, whatever they are for: compact shape, header, exactly one key, signature.
 * The only file that verifies signatures of tokens. Invariant: the algorithm is one the policy lists, and the key is one
 * the provider publishes at its own address; nothing in a token says where to find another (RFC 8725 §3.1, §3.10).
 */
import { compactVerify, decodeProtectedHeader, importJWK } from "jose";
import type { SignatureAlgorithm } from "../../core/policy-identity.ts";
import { type Refusal, type RefusalReason, refusal } from "../../core/refusal.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { isJsonObject, type JsonObject } from "./json-document.ts";
import { selectKey, type VerificationKey } from "./verification-keys.ts";

/** The provider's keys; `refresh` asks again within the cool-down's limits. */
export interface KeySource {
  current(): Promise<Result<readonly VerificationKey[], Refusal>>;
  refresh(): Promise<Result<readonly VerificationKey[], Refusal>>;
}

export interface TokenKind {
  readonly algorithms: readonly SignatureAlgorithm[];
  /** Other kinds of token of the same provider carry other types: at+jwt, logout+jwt (RFC 8725 §3.11). */
  readonly mayHaveType: (type: string | undefined) => boolean;
  readonly reasons: Readonly<
    Record<"malformed" | "algorithm" | "header" | "key" | "signature", RefusalReason>
  >;
}

export interface SignedPayload {
  readonly payload: JsonObject;
  readonly algorithm: SignatureAlgorithm;
}

/** jose tolerates spaces and padding inside base64url; we do not. Caps bound the work per token. */
const COMPACT_JWS = /^[A-Za-z0-9_-]{2,8192}\.[A-Za-z0-9_-]{2,16384}\.[A-Za-z0-9_-]{16,2048}$/;
/** Members that point at other keys or change the meaning of the rest (RFC 8725 §3.10). */
const FORBIDDEN_HEADER_MEMBERS = ["jku", "jwk", "x5u", "x5c", "crit", "b64", "zip"];

interface TokenHeader {
  readonly algorithm: SignatureAlgorithm;
  readonly keyId: string | undefined;
}

/** The payload of a token whose signature is the provider's; its claims are not looked at. */
export async function verifySignedToken(
  token: string,
  kind: TokenKind,
  keys: KeySource,
): Promise<Result<SignedPayload, Refusal>> {
  const header = checkHeader(token, kind);
  if (!header.ok) return header;
  const payload = await verifySignature(token, header.value, kind, keys);
  return payload.ok ? ok({ payload: payload.value, algorithm: header.value.algorithm }) : payload;
}

function checkHeader(
  token: string,
  { algorithms, mayHaveType, reasons }: TokenKind,
): Result<TokenHeader, Refusal> {
  if (!COMPACT_JWS.test(token)) return err(refusal(reasons.malformed));
  let unverifiedHeader: JsonObject;
  try {
    unverifiedHeader = { ...decodeProtectedHeader(token) };
  } catch {
    // Not base64url of a JSON object; the token itself is not worth a log line.
    return err(refusal(reasons.malformed));
  }
  const { alg, kid, typ } = unverifiedHeader;
  const algorithm = algorithms.find((candidate) => candidate === alg);
  if (algorithm === undefined) return err(refusal(reasons.algorithm));
  const forbidden = FORBIDDEN_HEADER_MEMBERS.find((member) => member in unverifiedHeader);
  if (forbidden !== undefined) return err(refusal(reasons.header, { member: forbidden }));
  const isTyped = typ === undefined || typeof typ === "string";
  if (!isTyped || !mayHaveType(typ)) return err(refusal(reasons.header, { member: "typ" }));
  if (kid !== undefined && typeof kid !== "string") return err(refusal(reasons.header, { member: "kid" }));
  return ok({ algorithm, keyId: kid });
}

/**
 * A key id we do not have, or a signature that fails under one we have (a provider may roll a key and keep its id),
 * is a reason to ask the provider once more, within the cool-down.
 */
async function verifySignature(
  token: string,
  header: TokenHeader,
  kind: TokenKind,
  keys: KeySource,
): Promise<Result<JsonObject, Refusal>> {
  const current = await keys.current();
  if (!current.ok) return current;
  const first = await verifyWith(token, header, kind, current.value);
  if (first.ok) return first;
  const refreshed = await keys.refresh();
  if (!refreshed.ok || refreshed.value === current.value) return first;
  return verifyWith(token, header, kind, refreshed.value);
}

async function verifyWith(
  token: string,
  { keyId, algorithm }: TokenHeader,
  { reasons }: TokenKind,
  keys: readonly VerificationKey[],
): Promise<Result<JsonObject, Refusal>> {
  const key = selectKey(keys, keyId, algorithm);
  if (key === undefined) return err(refusal(reasons.key));
  let payload: unknown;
  try {
    const verified = await compactVerify(token, await importJWK(key.jwk, algorithm), {
      algorithms: [algorithm],
    });
    payload = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(verified.payload));
  } catch (cause) {
    // Which of jose's codes it was tells an operator nothing more; the token must not be kept.
    const isMalformed = cause instanceof SyntaxError || cause instanceof TypeError;
    return err(refusal(isMalformed ? reasons.malformed : reasons.signature));
  }
  return isJsonObject(payload) ? ok(payload) : err(refusal(reasons.malformed));
}

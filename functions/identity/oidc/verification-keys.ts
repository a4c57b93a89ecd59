/**
 * The provider's signature keys, read strictly: public keys only, RSA of at least 2048 bits with exponent 65537,
 * P-256, Ed25519; each usable for exactly one algorithm family (RFC 7517; RFC 8725 §3.2).
 * Invariant: `selectKey` gives exactly one key or none; it never tries several.
 */
import type { JWK } from "jose";
import type { SignatureAlgorithm } from "../../core/policy-identity.ts";
import { isJsonObject, type JsonObject } from "./json-document.ts";

export interface VerificationKey {
  readonly keyId: string | undefined;
  readonly jwk: JWK;
  readonly algorithms: readonly SignatureAlgorithm[];
}

/** Unusable entries are left out: a provider may publish encryption keys and algorithms we do not speak. */
export function readVerificationKeys(document: JsonObject): readonly VerificationKey[] {
  const keys = document.keys;
  return Array.isArray(keys) ? keys.map(readKey).filter((key) => key !== undefined) : [];
}

/** By key id; a token without one is accepted only where a single key could have signed it. */
export function selectKey(
  keys: readonly VerificationKey[],
  keyId: string | undefined,
  algorithm: SignatureAlgorithm,
): VerificationKey | undefined {
  const fitting = keys.filter(
    (key) => key.algorithms.includes(algorithm) && (keyId === undefined || key.keyId === keyId),
  );
  return fitting.length === 1 ? fitting[0] : undefined;
}

function readKey(entry: unknown): VerificationKey | undefined {
  if (!isJsonObject(entry)) return undefined;
  const { kty, kid, use, key_ops: operations, alg } = entry;
  const isPrivate = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"].some((member) => member in entry);
  const isForSignatures = use === undefined || use === "sig";
  const mayVerify = operations === undefined || (Array.isArray(operations) && operations.includes("verify"));
  if (isPrivate || !isForSignatures || !mayVerify) return undefined;
  if (kid !== undefined && typeof kid !== "string") return undefined;
  const possible = algorithmsOf(kty, entry);
  const algorithms = alg === undefined ? possible : possible.filter((algorithm) => algorithm === alg);
  return algorithms.length === 0 ? undefined : { keyId: kid, jwk: publicPart(entry), algorithms };
}

function algorithmsOf(kty: unknown, entry: JsonObject): readonly SignatureAlgorithm[] {
  if (kty === "RSA") return isStrongRsa(entry) ? ["RS256", "PS256"] : [];
  if (kty === "EC") return entry.crv === "P-256" ? ["ES256"] : [];
  return kty === "OKP" && entry.crv === "Ed25519" ? ["EdDSA"] : [];
}

function isStrongRsa(entry: JsonObject): boolean {
  const { n, e } = entry;
  if (typeof n !== "string" || e !== "AQAB") return false;
  const modulus = BigInt(`0x0${Buffer.from(n, "base64url").toString("hex")}`);
  return modulus.toString(2).length >= 2048;
}

function publicPart(entry: JsonObject): JWK {
  const members = ["kty", "n", "e", "crv", "x", "y"].filter((member) => typeof entry[member] === "string");
  return Object.fromEntries(members.map((member) => [member, entry[member]])) as JWK;
}

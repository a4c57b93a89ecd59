/**
 * Keys that sign tokens: P-256 (ES256) or RSA of at least 2048 bits (RS256), out of a secret or kept in KMS, each named
 * by the thumbprint of its public half (RFC 7638).
 * Invariant: of a private key only signatures leave this file, and no fault quotes one.
 */
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { calculateJwkThumbprint } from "jose";
import { err, ok, type Result } from "../core/result.ts";
import type { PublicJwk, Signer, SigningFault } from "../ports.ts";

export interface TokenKey {
  readonly jwk: PublicJwk;
  sign(data: Uint8Array): Promise<Result<Uint8Array, SigningFault>>;
}

const MIN_MODULUS_BITS = 2_048;
const PROBE = Buffer.from("streamgate");

/** `text`: PKCS #8 PEM or a private JWK. A secret store may have turned line breaks into `\n`. */
export async function heldTokenKey(text: string): Promise<Result<TokenKey, SigningFault>> {
  const key = privateKeyFrom(text);
  const jwk = key && (await publicJwk(createPublicKey(key)));
  if (key === undefined || jwk === undefined || !isPair(key)) return err("key_unusable");
  // JOSE has the two numbers of an ECDSA signature side by side (RFC 7518 §3.4), OpenSSL in ASN.1.
  const signing = { key, dsaEncoding: "ieee-p1363" } as const;
  return ok({ jwk, sign: async (data) => ok(sign("sha256", data, signing)) });
}

/** `spki`: what KMS showed as the public half of the key that `signer` signs with. */
export async function kmsTokenKey(signer: Signer, spki: Uint8Array): Promise<Result<TokenKey, SigningFault>> {
  const publicKey = publicKeyFrom(spki);
  const jwk = publicKey && (await publicJwk(publicKey));
  if (publicKey === undefined || jwk?.alg !== "RS256") return err("key_unusable");
  return ok({
    jwk,
    async sign(data) {
      const signed = await signer.sign(data);
      if (!signed.ok) return err(signed.error.fault);
      // An alias may lead to another key from one moment to the next, and the token would name the former one.
      return verify("sha256", data, publicKey, signed.value) ? signed : err("another_key");
    },
  });
}

/** A JWK names its public half beside the private one, and nothing else compares them. */
function isPair(key: KeyObject): boolean {
  return verify("sha256", PROBE, createPublicKey(key), sign("sha256", PROBE, key));
}

function privateKeyFrom(text: string): KeyObject | undefined {
  try {
    if (!text.trimStart().startsWith("{")) return createPrivateKey(text.replaceAll("\\n", "\n"));
    return createPrivateKey({ key: JSON.parse(text), format: "jwk" });
  } catch {
    // The message of the parser may quote the key.
    return undefined;
  }
}

function publicKeyFrom(spki: Uint8Array): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(spki), type: "spki", format: "der" });
  } catch {
    // OpenSSL's message says no more than that it is none.
    return undefined;
  }
}

/** Undefined for a key that no token is signed with. */
async function publicJwk(key: KeyObject): Promise<PublicJwk | undefined> {
  const { crv = "", x = "", y = "", n = "", e = "" } = isFit(key) ? key.export({ format: "jwk" }) : {};
  if (n !== "") {
    const kid = await calculateJwkThumbprint({ kty: "RSA", n, e });
    return { kty: "RSA", alg: "RS256", use: "sig", kid, n, e };
  }
  if (x === "") return undefined;
  const kid = await calculateJwkThumbprint({ kty: "EC", crv, x, y });
  return { kty: "EC", alg: "ES256", use: "sig", kid, crv, x, y };
}

function isFit({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean {
  const { namedCurve, modulusLength = 0 } = asymmetricKeyDetails ?? {};
  return (
    (asymmetricKeyType === "ec" && namedCurve === "prime256v1") ||
    (asymmetricKeyType === "rsa" && modulusLength >= MIN_MODULUS_BITS)
  );
}

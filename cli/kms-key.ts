/**
 * A key in KMS as an operator asks for it: its public half, and how to register that at an OpenID provider.
 */
import { createPublicKey, type KeyObject } from "node:crypto";
import { calculateJwkThumbprint, exportJWK, type JWK } from "jose";
import { err, ok, type Result } from "../functions/core/result.ts";
import type { SigningFault } from "../functions/ports.ts";
import type { KmsCall } from "../functions/stores/kms-client.ts";

const WORDS: Readonly<Record<SigningFault, string>> = {
  timed_out: "KMS did not answer in time",
  unreachable: "KMS cannot be reached",
  throttled: "KMS has too much to do; try again",
  server_error: "KMS has a fault of its own; try again",
  access_denied: "KMS does not permit it to you",
  key_not_found: "there is no such key in this Region",
  key_unusable: "the key is disabled, about to be deleted, or not one that signs with RSA",
  credentials_refused: "there are no AWS credentials here, or KMS does not accept them",
  request_refused: "KMS refused the request",
  garbage_answer: "what answered is not KMS",
  certificate_of_another_key: "the signature is another key's",
  another_key: "the signature is another key's",
  secret_unavailable: "the secret that holds the key cannot be read",
};

export function faultText(fault: SigningFault): string {
  return WORDS[fault];
}

/** RSA that signs, or why not. */
export async function kmsPublicKey(call: KmsCall, alias: string): Promise<Result<KeyObject, string>> {
  const answer = await call("GetPublicKey", { KeyId: alias });
  if (!answer.ok) return err(faultText(answer.error));
  const { KeyUsage, PublicKey } = answer.value;
  const key = publicKeyFrom(String(PublicKey));
  if (key === undefined) return err(faultText("garbage_answer"));
  return KeyUsage === "SIGN_VERIFY" && key.asymmetricKeyType === "rsa"
    ? ok(key)
    : err(faultText("key_unusable"));
}

/** RFC 7517; its id is the thumbprint of RFC 7638, so that whoever has the key can tell that it is this one. */
export async function registrationJwk(key: KeyObject): Promise<JWK> {
  const jwk = await exportJWK(key);
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: "RS256", use: "sig" };
}

function publicKeyFrom(base64: string): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(base64, "base64"), type: "spki", format: "der" });
  } catch {
    // OpenSSL's message says no more than that it is none.
    return undefined;
  }
}

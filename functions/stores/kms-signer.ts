/**
 * A key in AWS KMS as a Signer (https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html, API_GetPublicKey.html).
 * The digest is made here and sent instead of the message, which may be longer than the 4096 bytes that KMS takes and is
 * none of its business.
 */
import { createHash } from "node:crypto";
import { KMS_SIGNING_ALGORITHM } from "../core/kms-key.ts";
import { err, ok } from "../core/result.ts";
import type { PublishedSigner } from "../ports.ts";
import type { KmsCall } from "./kms-client.ts";

/** `alias`: `alias/NAME`, in the Region of `call`. */
export function createKmsSigner(call: KmsCall, alias: string): PublishedSigner {
  const key = `kms:${alias}`;
  return {
    async sign(data) {
      const answer = await call("Sign", {
        KeyId: alias,
        Message: createHash("sha256").update(data).digest("base64"),
        MessageType: "DIGEST",
        SigningAlgorithm: KMS_SIGNING_ALGORITHM,
      });
      if (!answer.ok) return err({ key, fault: answer.error });
      const signature = octets(answer.value.Signature);
      return signature === undefined ? err({ key, fault: "garbage_answer" }) : ok(signature);
    },
    async publicKey() {
      const answer = await call("GetPublicKey", { KeyId: alias });
      if (!answer.ok) return err({ key, fault: answer.error });
      const { KeyUsage, PublicKey } = answer.value;
      const spki = octets(PublicKey);
      if (spki === undefined) return err({ key, fault: "garbage_answer" });
      return KeyUsage === "SIGN_VERIFY" ? ok(spki) : err({ key, fault: "key_unusable" });
    },
  };
}

function octets(value: unknown): Uint8Array | undefined {
  return typeof value === "string" && /^[A-Za-z0-9+/]+={0,2}$/.test(value)
    ? Buffer.from(value, "base64")
    : undefined;
}

/**
 * Sign and GetPublicKey as AWS KMS answers them for an RSA_2048 key
 * (https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html).
 * Invariant: what KMS refuses is refused here, so a broker that asks wrongly does not work here either.
 */
import { constants, type KeyObject, privateEncrypt, sign } from "node:crypto";
import { AwsError } from "../appstream-emulator/protocol/aws-error.ts";
import type { JsonObject } from "../appstream-emulator/protocol/aws-json.ts";
import { checkInput } from "../appstream-emulator/protocol/limits.ts";
import type { EmulatedKey } from "./key-ring.ts";

type Operation = (input: JsonObject, keyNamed: (keyId: string) => EmulatedKey) => JsonObject;

const SIGNING_ALGORITHM = "RSASSA_PKCS1_V1_5_SHA_256";
const MAX_MESSAGE_BYTES = 4_096;
const DIGEST_BYTES = 32;
/** DigestInfo for SHA-256, before the digest (RFC 8017 §9.2, note 1). */
const DIGEST_INFO = Buffer.from("3031300d060960864801650304020105000420", "hex");

const KEY_ID = { type: "string", required: true, minLength: 1, maxLength: 2048 } as const;
const SIGN_INPUT = {
  KeyId: KEY_ID,
  Message: { type: "string", required: true, minLength: 1 },
  MessageType: { type: "string", oneOf: ["RAW", "DIGEST"] },
  SigningAlgorithm: { type: "string", required: true },
} as const;

export const OPERATIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  [
    "Sign",
    (body, keyNamed) => {
      const { KeyId, Message, MessageType = "RAW", SigningAlgorithm } = checkInput(SIGN_INPUT, body);
      const { arn, privateKey } = keyNamed(KeyId);
      if (SigningAlgorithm !== SIGNING_ALGORITHM) {
        throw new AwsError(
          "InvalidKeyUsageException",
          `The emulated key signs with ${SIGNING_ALGORITHM} only`,
        );
      }
      const signature = signatureOver(Buffer.from(Message, "base64"), MessageType === "DIGEST", privateKey);
      return { KeyId: arn, Signature: signature.toString("base64"), SigningAlgorithm };
    },
  ],
  [
    "GetPublicKey",
    (body, keyNamed) => {
      const { arn, publicKey } = keyNamed(checkInput({ KeyId: KEY_ID }, body).KeyId);
      return {
        KeyId: arn,
        KeySpec: "RSA_2048",
        KeyUsage: "SIGN_VERIFY",
        PublicKey: publicKey.export({ type: "spki", format: "der" }).toString("base64"),
        SigningAlgorithms: [SIGNING_ALGORITHM],
      };
    },
  ],
]);

function signatureOver(message: Buffer, isDigest: boolean, key: KeyObject): Buffer {
  if (!isDigest) {
    if (message.length <= MAX_MESSAGE_BYTES) return sign("sha256", message, key);
    throw new AwsError("ValidationException", "The message is longer than 4096 bytes");
  }
  if (message.length !== DIGEST_BYTES) {
    throw new AwsError("ValidationException", "Digest is invalid length for algorithm SHA_256.");
  }
  const padding = constants.RSA_PKCS1_PADDING;
  return privateEncrypt({ key, padding }, Buffer.concat([DIGEST_INFO, message]));
}

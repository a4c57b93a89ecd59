/**
 * Sealed text: JWE compact serialisation, `dir` + A256GCM, through jose. Each purpose has its own key, derived
 * from the operator's by HKDF, so a login transaction can never be opened as a broker session.
 * Rotation: the first key seals, every key opens (RFC 7516; RFC 5869).
 */
import { hkdfSync } from "node:crypto";
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from "jose";
import type { Sealer, SealPurpose } from "../ports.ts";

export interface SealingKey {
  readonly id: string;
  /** 32 random bytes. */
  readonly secret: Uint8Array;
}

const PURPOSES: readonly SealPurpose[] = [
  "broker-session",
  "login-transaction",
  "pending-sign-in",
  "launch-context",
  "waiting-ticket",
  "approval-request",
  "api-answer",
];
/** Far more than a browser keeps in one cookie: what is longer was not made by us. */
const MAX_SEALED_LENGTH = 8_192;
const MAX_DECRYPTION = { keyManagementAlgorithms: ["dir"], contentEncryptionAlgorithms: ["A256GCM"] };

/** `keys[0]` seals; the others only open. */
export function createSealer(keys: readonly SealingKey[]): Sealer {
  const [current] = keys;
  if (current === undefined) throw new TypeError("a sealer needs at least one key");
  const derived = new Map(keys.map((key) => [key.id, deriveAll(key)]));
  return {
    async seal(purpose, plaintext) {
      return await new CompactEncrypt(new TextEncoder().encode(plaintext))
        .setProtectedHeader({ alg: "dir", enc: "A256GCM", kid: current.id, typ: purpose })
        .encrypt(keyFor(derived, current.id, purpose));
    },
    async open(purpose, sealed) {
      if (sealed.length > MAX_SEALED_LENGTH) return undefined;
      try {
        const { kid, typ } = decodeProtectedHeader(sealed);
        if (typeof kid !== "string" || typ !== purpose || !derived.has(kid)) return undefined;
        const { plaintext } = await compactDecrypt(sealed, keyFor(derived, kid, purpose), MAX_DECRYPTION);
        return new TextDecoder().decode(plaintext);
      } catch {
        // Forged, truncated or not a JWE at all: for the caller all the same, and nothing in it is worth keeping.
        return undefined;
      }
    },
  };
}

type DerivedKeys = ReadonlyMap<string, ReadonlyMap<SealPurpose, Uint8Array>>;

function deriveAll(key: SealingKey): ReadonlyMap<SealPurpose, Uint8Array> {
  return new Map(PURPOSES.map((purpose) => [purpose, derive(key.secret, purpose)]));
}

function derive(secret: Uint8Array, purpose: SealPurpose): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, new Uint8Array(0), `streamgate/${purpose}/v1`, 32));
}

function keyFor(derived: DerivedKeys, keyId: string, purpose: SealPurpose): Uint8Array {
  const key = derived.get(keyId)?.get(purpose);
  if (key === undefined) throw new TypeError(`no key for ${purpose}`);
  return key;
}

/** What Secrets Manager invents for a new secret is a key alone; a rotation writes it out under this id. */
const UNNAMED_KEY_ID = "first";

/** `id:base64url`, or a key alone; two at most, comma-separated; the first seals. Throws a TypeError that shows no key. */
export function parseSealingKeys(text: string): readonly SealingKey[] {
  const keys = text.split(",").map((entry) => {
    const found = /^(?:([A-Za-z0-9_-]{1,32}):)?([A-Za-z0-9_-]{43})$/.exec(entry.trim());
    const [, id = UNNAMED_KEY_ID, encoded = ""] = found ?? [];
    const secret = new Uint8Array(Buffer.from(encoded, "base64url"));
    if (secret.length !== 32) {
      throw new TypeError(
        "a sealing key is `id:key` with 32 bytes in base64url, for example from `openssl rand`",
      );
    }
    return { id, secret };
  });
  if (keys.length > 2 || new Set(keys.map(({ id }) => id)).size !== keys.length) {
    throw new TypeError(
      "sealing keys are one or two, with different ids: the new one first, then the one to retire",
    );
  }
  return keys;
}

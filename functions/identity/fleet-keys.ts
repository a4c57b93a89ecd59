/**
 * The keys that fleets' instances sign with, each a text of at least 256 bits behind a reference of the policy; two,
 * comma-separated, while one replaces the other in the images. Read when they are needed, so that a fleet whose key is
 * missing keeps no other fleet's instances from their handles.
 */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { FleetKeys } from "../context-ports.ts";
import { signedText } from "../core/instance-signature.ts";
import { err, ok } from "../core/result.ts";

/** base64url of 32 octets. */
const MIN_KEY_LENGTH = 43;
const MAX_KEYS = 2;

/** `secret` reads a reference; it rejects where there is nothing to read. */
export function createFleetKeys(secret: (reference: string) => Promise<string>): FleetKeys {
  return {
    async verify(reference, { date, signature }, body) {
      const keys = await keysOf(secret, reference);
      if (keys === undefined) return err("unavailable");
      const text = signedText(date, createHash("sha256").update(body).digest("hex"));
      const presented = Buffer.from(signature, "base64url");
      return ok(keys.some((key) => isSame(createHmac("sha256", key).update(text).digest(), presented)));
    },
  };
}

/** Undefined for what cannot be read, and for keys that are none. */
async function keysOf(
  secret: (reference: string) => Promise<string>,
  reference: string,
): Promise<readonly string[] | undefined> {
  try {
    const keys = (await secret(reference)).split(",").map((key) => key.trim());
    return keys.length <= MAX_KEYS && keys.every(({ length }) => length >= MIN_KEY_LENGTH) ? keys : undefined;
  } catch {
    // The reference is the policy's, and the audit event says which fleet's it is.
    return undefined;
  }
}

function isSame(expected: Buffer, presented: Buffer): boolean {
  return expected.length === presented.length && timingSafeEqual(expected, presented);
}

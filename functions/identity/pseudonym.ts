/**
 * AppStream's UserId as a keyed pseudonym of (identity provider, subject): 160 bits of HMAC-SHA-256 in lower-case
 * base32, exactly 32 characters. Stable, so home folders and per-user fees stay with the person; collision-free in
 * practice, where a truncated e-mail address would let two people share a desktop.
 */
import { createHmac } from "node:crypto";

const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
const BYTES = 20;

export type Pseudonym = (identityProvider: string, subject: string) => string;

/** `key`: at least 32 random bytes, never rotated without moving the home folders. */
export function createPseudonym(key: Uint8Array): Pseudonym {
  if (key.length < 32) throw new TypeError("the pseudonym key needs at least 32 bytes");
  return (identityProvider, subject) =>
    base32(
      createHmac("sha256", key).update(`${identityProvider}\u0000${subject}`).digest().subarray(0, BYTES),
    );
}

/** RFC 4648 §6 alphabet in lower case; a multiple of 5 bytes needs no padding. */
function base32(bytes: Uint8Array): string {
  let text = "";
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += BASE32.charAt((buffer >> bits) & 31);
    }
  }
  return text;
}

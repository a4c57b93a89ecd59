/** A code that a person can read out on the telephone, of the same form as the broker's correlation ids. */
import { randomBytes } from "node:crypto";

/** Crockford's base 32: no I, L, O or U to be taken for something else. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export function newReference(): string {
  const characters = [...randomBytes(16)].map((byte) => ALPHABET.charAt(byte & 31)).join("");
  return characters.replaceAll(/(.{4})(?!$)/g, "$1-");
}

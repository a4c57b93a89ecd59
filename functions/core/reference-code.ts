/**
 * A reference code as people pass it on: read out over the telephone, typed in small letters, without its dashes.
 * Invariant: what comes out is exactly what a page showed (http/request.ts makes them), or nothing.
 */

/** Crockford's base32: the letters that look like digits are read as those. */
const LOOK_ALIKES: Readonly<Record<string, string>> = { O: "0", I: "1", L: "1" };
const CODE = /^[0-9A-HJKMNP-TV-Z]{16}$/;
/** The code with dashes and spaces to spare. */
const MAX_LENGTH = 64;

/** Undefined: it cannot be one. */
export function readReferenceCode(text: string): string | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const plain = text
    .toUpperCase()
    .replaceAll(/[\s\-\u2010-\u2015]/g, "")
    .replaceAll(/[OIL]/g, (letter) => String(LOOK_ALIKES[letter]));
  return CODE.test(plain) ? plain.replaceAll(/(.{4})(?!$)/g, "$1-") : undefined;
}

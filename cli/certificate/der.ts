/**
 * PURE: the few forms of DER (ITU-T X.690) that a certificate is made of.
 * Invariant: lengths are definite and as short as can be, so a value has exactly one encoding.
 */

const TAGS = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** RFC 5280 §4.1.2.5: UTCTime until 2049, GeneralizedTime from 2050 on. */
const FIRST_GENERALIZED_YEAR = 2050;

export const derNull = tagged(TAGS.null);
export const derTrue = tagged(TAGS.boolean, Buffer.of(0xff));

export function sequence(...members: readonly Buffer[]): Buffer {
  return tagged(TAGS.sequence, ...members);
}

export function set(...members: readonly Buffer[]): Buffer {
  return tagged(TAGS.set, ...members);
}

/** The bytes of an unsigned number, most significant first. */
export function integer(magnitude: Buffer): Buffer {
  const start = magnitude.findIndex((byte) => byte !== 0);
  const significant = start < 0 ? Buffer.of(0) : magnitude.subarray(start);
  // The first bit is the sign.
  return (significant[0] ?? 0) > 0x7f
    ? tagged(TAGS.integer, Buffer.of(0), significant)
    : tagged(TAGS.integer, significant);
}

export function bitString(bytes: Buffer, unusedBits = 0): Buffer {
  return tagged(TAGS.bitString, Buffer.of(unusedBits), bytes);
}

export function octetString(bytes: Buffer): Buffer {
  return tagged(TAGS.octetString, bytes);
}

export function utf8String(text: string): Buffer {
  return tagged(TAGS.utf8String, Buffer.from(text, "utf8"));
}

/** Of letters, digits and little else: what the country in a name must be. */
export function printableString(text: string): Buffer {
  return tagged(TAGS.printableString, Buffer.from(text, "ascii"));
}

/** `1.2.840.113549.1.1.11` and the like. */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...arcs] = dotted.split(".").map(Number);
  return tagged(TAGS.objectIdentifier, Buffer.from([first * 40 + second, ...arcs.flatMap(base128)]));
}

/** To the second. */
export function time(moment: Date): Buffer {
  const digits = `${moment.toISOString().slice(0, 19).replaceAll(/\D/g, "")}Z`;
  return moment.getUTCFullYear() < FIRST_GENERALIZED_YEAR
    ? tagged(TAGS.utcTime, Buffer.from(digits.slice(2), "ascii"))
    : tagged(TAGS.generalizedTime, Buffer.from(digits, "ascii"));
}

/** `[number]`, explicit. */
export function context(number: number, content: Buffer): Buffer {
  return tagged(0xa0 + number, content);
}

function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(tag), length(content.length), content]);
}

function length(count: number): Buffer {
  if (count < 0x80) return Buffer.of(count);
  const digits = count.toString(16);
  const bytes = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, "hex");
  return Buffer.concat([Buffer.of(0x80 + bytes.length), bytes]);
}

function base128(arc: number): number[] {
  const septets = [arc & 0x7f];
  for (let rest = arc >>> 7; rest > 0; rest >>>= 7) septets.unshift((rest & 0x7f) | 0x80);
  return septets;
}

import { describe, expect, it } from "vitest";
import { isAppStreamUserId } from "../../functions/core/principal.ts";

const printable = Array.from({ length: 0x7f - 0x20 }, (_, offset) => String.fromCharCode(0x20 + offset));
const ALLOWED = /[A-Za-z0-9_+=,.@-]/;
const allowed = printable.filter((character) => ALLOWED.test(character));
const forbidden = printable.filter((character) => !ALLOWED.test(character));

describe("isAppStreamUserId", () => {
  it.each([2, 3, 31, 32])("accepts %i characters", (length) => {
    expect(isAppStreamUserId("a".repeat(length))).toBe(true);
  });

  it.each([0, 1, 33, 64])("refuses %i characters", (length) => {
    expect(isAppStreamUserId("a".repeat(length))).toBe(false);
  });

  it.each(allowed)("accepts %j in any place", (character) => {
    for (const id of [`${character}ab`, `a${character}b`, `ab${character}`]) {
      expect(isAppStreamUserId(id)).toBe(true);
    }
  });

  it.each([...forbidden, "\n", "\r", "\t", "\u0000", "\u007f", "é", "ñ", "٣", "\u2028", "🙂"])(
    "refuses %j in any place",
    (character) => {
      for (const id of [`${character}ab`, `a${character}b`, `ab${character}`]) {
        expect(isAppStreamUserId(id)).toBe(false);
      }
    },
  );
});

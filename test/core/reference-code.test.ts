import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readReferenceCode } from "../../functions/core/reference-code.ts";

describe("readReferenceCode", () => {
  it.each([
    "0123-ABCD-EFGH-JKMN",
    "0123abcdefghjkmn",
    " o123 - abcd - efgh - jkmn\n",
    "0I23-ABCD-EFGH-JKMN",
    "0l23-ABCD\u2013EFGH\u2011JKMN",
  ])("reads %j as the page showed it", (text) => {
    expect(readReferenceCode(text)).toBe("0123-ABCD-EFGH-JKMN");
  });

  it.each([
    ...["", "0123-ABCD-EFGH-JKM", "0123-ABCD-EFGH-JKMNP", "U123-ABCD-EFGH-JKMN", "0123_ABCD_EFGH_JKMN"],
    ...["<script>alert(1)</script>", "0123-ABCD-EFGH-JKM\u0130", `0123-ABCD-EFGH-JKMN${" ".repeat(46)}`],
  ])("reads nothing in %j", (text) => {
    expect(readReferenceCode(text)).toBeUndefined();
  });

  it("reads what it made itself, and never throws", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-zA-Z -]{0,40}$/)), (text) => {
        const code = readReferenceCode(text);
        if (code !== undefined) expect(readReferenceCode(code)).toBe(code);
      }),
    );
  });
});

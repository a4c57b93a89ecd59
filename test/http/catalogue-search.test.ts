import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CATALOGUE_SCRIPT } from "../../functions/http/catalogue-script.ts";
import { fold, matcher, readQuery } from "../../functions/http/catalogue-search.ts";

/** The one that the page's script has. */
const foldOfScript = (() => {
  const [, source] = /const fold = (\(text\) =>\n[^;]*);/.exec(CATALOGUE_SCRIPT.text) ?? [];
  return new Function(`return ${source}`)() as (text: string) => string;
})();

describe("fold", () => {
  it.each([
    ["Tesorería", "tesoreria"],
    ["ÜBERWEISUNG", "uberweisung"],
    ["Straße", "strasse"],
    ["İSTANBUL", "istanbul"],
    ["ısı", "isi"],
    ["ﬁnance", "finance"],
    ["Ａｔｌａｓ", "atlas"],
  ])("makes %s %s", (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it("is the same in the page's script", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(foldOfScript(text)).toBe(fold(text));
      }),
    );
  });

  it("changes nothing a second time", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });
});

describe("matcher", () => {
  it.each(["", "   ", "\u0301"])("lets everything through where nothing is asked: %j", (question) => {
    expect(matcher(question)("Atlas")).toBe(true);
  });

  it("wants every word, in any order and anywhere", () => {
    expect(matcher("desk trea")("Treasury desk")).toBe(true);
    expect(matcher("desk mortgage")("Treasury desk")).toBe(false);
  });

  it("takes no character for a pattern", () => {
    expect(matcher(".*")("Atlas")).toBe(false);
    expect(matcher("(a+)+$")("(a+)+$")).toBe(true);
  });
});

describe("readQuery", () => {
  it.each([
    ["", ""],
    ["q=", ""],
    ["q=%20atlas%20", "atlas"],
    ["q=a&q=b", "a"],
    [`q=${"x".repeat(400)}`, "x".repeat(100)],
  ])("reads %j", (query, expected) => {
    expect(readQuery(new URLSearchParams(query))).toBe(expected);
  });
});

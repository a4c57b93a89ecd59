import { describe, expect, it } from "vitest";
import { REFUSALS } from "../../../functions/core/refusal.ts";
import type { Texts } from "../../../functions/http/texts/shape.ts";
import { textsFor } from "../../../functions/http/texts/texts.ts";

/** Every text with its place, for example `pages.not_found.title`. */
function flatten(value: object, place = ""): [string, string][] {
  return Object.entries(value).flatMap(([key, entry]: [string, unknown]) => {
    const path = place === "" ? key : `${place}.${key}`;
    return typeof entry === "string" ? [[path, entry] as [string, string]] : flatten(entry as object, path);
  });
}

const english = textsFor(["en"]).texts;
const spanish = textsFor(["es"]).texts;

describe("textsFor", () => {
  it.each([
    [["es"], "es"],
    [["en"], "en"],
    [["de", "es", "en"], "es"],
    [["de"], "en"],
    [["*"], "en"],
    [["constructor", "__proto__"], "en"],
    [[], "en"],
  ])("answers %j in %s", (languages, expected) => {
    const chosen = textsFor(languages);
    expect(chosen.language).toBe(expected);
    expect(chosen.texts).toBe(expected === "es" ? spanish : english);
  });

  it("has the same texts in both languages", () => {
    expect(flatten(spanish).map(([place]) => place)).toEqual(flatten(english).map(([place]) => place));
  });

  it.each<[string, Texts]>([
    ["en", english],
    ["es", spanish],
  ])("has no empty text and no markup in %s", (_language, texts) => {
    for (const [place, text] of flatten(texts)) {
      expect(text.trim(), place).toBe(text);
      expect(text, place).toMatch(/^[^<>&]+$/);
    }
  });

  it("has translated every sentence", () => {
    const translated = new Map(flatten(spanish));
    const same = flatten(english).filter(([place, text]) => translated.get(place) === text);
    expect(same).toEqual([]);
  });

  it("has a page for every refusal", () => {
    for (const { page } of Object.values(REFUSALS)) {
      expect(english.pages[page].title).not.toBe("");
      expect(spanish.pages[page].title).not.toBe("");
    }
  });

  it("has pages that say different things", () => {
    for (const texts of [english, spanish]) {
      const titles = Object.values(texts.pages).map(({ title }) => title);
      expect(new Set(titles).size).toBe(titles.length);
    }
  });

  it.each(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])("names the day %s", (day) => {
    expect(english.days[day]).toMatch(/^[A-Z][a-z]{2}$/);
    expect(spanish.days[day]).toMatch(/^\p{Ll}{3}$/u);
  });
});

import { describe, expect, it } from "vitest";
import { REFUSALS } from "../../../functions/core/refusal.ts";
import { LANGUAGES } from "../../../functions/http/texts/languages.ts";
import { textsFor } from "../../../functions/http/texts/texts.ts";

/** Every text with its place, for example `pages.not_found.title`. */
function flatten(value: object, place = ""): [string, string][] {
  return Object.entries(value).flatMap(([key, entry]: [string, unknown]) => {
    const path = place === "" ? key : `${place}.${key}`;
    return typeof entry === "string" ? [[path, entry] as [string, string]] : flatten(entry as object, path);
  });
}

const TRANSLATIONS = LANGUAGES.filter((language) => language !== "en");
/** Words that two languages share. */
const SHARED: readonly string[] = ["Continuar", "dom", "sáb"];

describe("textsFor", () => {
  it.each([
    [["es"], "es"],
    [["en"], "en"],
    [["fr", "tr", "en"], "tr"],
    [["pt"], "pt"],
    [["de", "es"], "de"],
    [["fr"], "en"],
    [["*"], "en"],
    [["constructor", "__proto__"], "en"],
    [[], "en"],
  ])("answers %j in %s", (languages, expected) => {
    const chosen = textsFor(languages);
    expect(chosen.language).toBe(expected);
    expect(chosen.texts).toBe(textsFor([expected]).texts);
  });
});

describe.each(LANGUAGES)("the texts in %s", (language) => {
  const { texts } = textsFor([language]);

  it("have a page for every refusal", () => {
    for (const { page } of Object.values(REFUSALS)) expect(texts.pages[page].title).not.toBe("");
  });

  it("have pages that say different things", () => {
    const titles = Object.values(texts.pages).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it("name the seven days", () => {
    expect(Object.keys(texts.days)).toEqual(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);
    expect(new Set(Object.values(texts.days)).size).toBe(7);
    for (const day of Object.values(texts.days)) expect(day).toMatch(/^\p{L}{2,3}$/u);
  });
});

describe.each(TRANSLATIONS)("the translation into %s", (language) => {
  const translated = new Map(flatten(textsFor([language]).texts));

  it.each(LANGUAGES.filter((other) => other !== language))("leaves no sentence as it is in %s", (other) => {
    const same = flatten(textsFor([other]).texts).filter(([place, text]) => translated.get(place) === text);
    expect(same.filter(([, text]) => !SHARED.includes(text))).toEqual([]);
  });
});

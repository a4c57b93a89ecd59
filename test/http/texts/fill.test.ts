import { describe, expect, it } from "vitest";
import {
  counted,
  fill,
  minutesBetween,
  momentAt,
  momentFromNow,
} from "../../../functions/http/texts/fill.ts";
import { LANGUAGES, localeOf } from "../../../functions/http/texts/languages.ts";

describe("fill", () => {
  it("puts values in, and never searches them", () => {
    expect(fill("{a} and {b}", { a: "{b}", b: "$&" })).toBe("{b} and $&");
  });

  it("leaves a name that it has no value for", () => {
    expect(fill("{constructor} {none}", {})).toBe("{constructor} {none}");
  });
});

describe("counted", () => {
  const forms = { one: "{name}: one", other: "{name}: {count}" };

  it("takes the form of the language, and `other` where there is none of its own", () => {
    expect(counted(forms, 1, "en", { name: "x" })).toBe("x: one");
    expect(counted(forms, 0, "en", { name: "x" })).toBe("x: 0");
    expect(counted(forms, 1_000_000, "es", { name: "x" })).toBe("x: 1.000.000");
  });

  it.each(LANGUAGES)("has a form for every number in %s, and the one for 1 alone", (language) => {
    const { pluralCategories } = new Intl.PluralRules(localeOf(language)).resolvedOptions();
    expect(["one", "many", "other"]).toEqual(expect.arrayContaining(pluralCategories));
    expect(counted(forms, 1, language, { name: "x" })).toBe("x: one");
    for (const count of [0, 2, 5, 21, 1_000_000]) {
      const number = new Intl.NumberFormat(localeOf(language)).format(count);
      expect(counted(forms, count, language, { name: "x" })).toBe(`x: ${number}`);
    }
  });
});

describe("minutesBetween", () => {
  it.each([
    [[600, 1_200], "en", "10–\u206020 minutes"],
    [[60, 120], "en", "1–\u20602 minutes"],
    [[10, 120], "en", "2 minutes"],
    [[10, 30], "en", "1 minute"],
    [[10, 120], "es", "2 minutos"],
    [[600, 1_200], "pt", "10\u201120 minutos"],
  ] as const)("says %j in %s", (span, language, text) => {
    expect(minutesBetween(span, language)).toBe(text);
  });
});

describe("momentFromNow", () => {
  it.each([
    [-1_500, "en", "25 minutes ago"],
    [-3, "en", "1 minute ago"],
    [5_399, "en", "in 90 minutes"],
    [5_400, "en", "in 2 hours"],
    [-172_800, "en", "2 days ago"],
    [10_800, "es", "dentro de 3 horas"],
  ] as const)("says %j in %s", (seconds, language, text) => {
    expect(momentFromNow(seconds, language)).toBe(text);
  });
});

describe("momentAt", () => {
  it.each([
    ["en", "UTC", "20 November 2026 at 20:15 UTC"],
    ["es", "Europe/Madrid", "20 de noviembre de 2026 a las 21:15 CET"],
    ["pt", "UTC", "20 de novembro de 2026 às 20:15 UTC"],
    ["de", "Europe/Madrid", "20. November 2026 um 21:15 MEZ"],
    ["tr", "America/Mexico_City", "20 Kasım 2026 14:15 GMT-6"],
  ])("says a moment in %s with the time zone %s beside it", (language, timeZone, text) => {
    expect(momentAt(1_795_205_700, language, timeZone)).toBe(text);
  });

  it("says midnight as the day begins, and without a zone of the reader's the one that all know", () => {
    expect(momentAt(1_795_219_200, "en")).toBe("21 November 2026 at 00:00 UTC");
  });
});

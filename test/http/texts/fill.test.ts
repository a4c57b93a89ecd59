import { describe, expect, it } from "vitest";
import { counted, fill, minutesBetween, momentFromNow } from "../../../functions/http/texts/fill.ts";

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
});

describe("minutesBetween", () => {
  it.each([
    [[600, 1_200], "en", "10–20 minutes"],
    [[60, 120], "en", "1–2 minutes"],
    [[10, 120], "en", "2 minutes"],
    [[10, 30], "en", "1 minute"],
    [[10, 120], "es", "2 minutos"],
  ] as const)("says %j in %s", (span, language, text) => {
    expect(minutesBetween(span, language)).toBe(text);
  });
});

describe("momentFromNow", () => {
  it.each([
    [-1_500, "en", "25 minutes ago"],
    [5_399, "en", "in 90 minutes"],
    [5_400, "en", "in 2 hours"],
    [-172_800, "en", "2 days ago"],
    [10_800, "es", "dentro de 3 horas"],
  ] as const)("says %j in %s", (seconds, language, text) => {
    expect(momentFromNow(seconds, language)).toBe(text);
  });
});

import { describe, expect, it } from "vitest";
import { renewalText } from "../../functions/http/renewal.ts";
import { LANGUAGES } from "../../functions/http/texts/languages.ts";

const EVIDENCE = { renewsAt: Date.parse("2026-12-31T23:00:00Z") / 1_000, timeZone: "Europe/Madrid" };

describe("renewalText", () => {
  it("names the moment in every language, by the wall clock of the policy's time zone", () => {
    expect(LANGUAGES.map((language) => renewalText(EVIDENCE, [language]))).toEqual([
      "Your time begins anew on Friday, 1 January 2027 at 00:00 (Europe/Madrid).",
      "Su tiempo se renueva el viernes, 1 de enero de 2027, 00:00 (Europe/Madrid).",
      "O seu tempo renova-se na seguinte data: sexta-feira, 1 de janeiro de 2027 às 00:00 (Europe/Madrid).",
      "Neue Zeit steht Ihnen ab dem folgenden Zeitpunkt zur Verfügung: Freitag, 1. Januar 2027 um 00:00 (Europe/Madrid).",
      "Süreniz şu tarihte yenilenir: 1 Ocak 2027 Cuma 00:00 (Europe/Madrid).",
    ]);
  });

  it("is nothing where the evidence is another one", () => {
    expect(renewalText({}, ["en"])).toBeUndefined();
    expect(renewalText({ renewsAt: 1 }, ["en"])).toBeUndefined();
  });
});

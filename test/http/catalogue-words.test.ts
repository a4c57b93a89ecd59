import { describe, expect, it } from "vitest";
import type { ApplicationState } from "../../functions/core/application-state.ts";
import type { HoursCondition } from "../../functions/core/policy.ts";
import { stateLine } from "../../functions/http/catalogue-words.ts";
import { CATALOGUE_TEXTS } from "../../functions/http/texts/catalogue/texts.ts";
import { LANGUAGES, type Language } from "../../functions/http/texts/languages.ts";

const DUBLIN = { region: "eu-west-1", city: "Dublin" };
const line = (state: ApplicationState, language: Language = "en") =>
  stateLine(state, false, { language, texts: CATALOGUE_TEXTS[language] });
const outside = (hours: Partial<HoursCondition>): ApplicationState => ({
  ...{ kind: "closed", reason: "outside_hours" },
  hours: {
    ...{
      timeZone: "Europe/Madrid",
      days: ["mon", "tue", "wed", "thu", "fri"],
      from: "08:00",
      until: "18:00",
    },
    ...hours,
  },
});
/** Keeps both ends of the hours on one line. */
const JOINER = "\u2060";

describe("stateLine", () => {
  it.each<[string, ApplicationState]>([
    ["Ready · Dublin (Ireland)", { kind: "ready", place: DUBLIN, isObserved: true }],
    ["Opens in Dublin (Ireland)", { kind: "ready", place: DUBLIN, isObserved: false }],
    ["Ready", { kind: "ready", place: undefined, isObserved: true }],
    ["", { kind: "ready", place: undefined, isObserved: false }],
    [
      "Ready · xx-nowhere-1",
      { kind: "ready", place: { region: "xx-nowhere-1", city: undefined }, isObserved: true },
    ],
    [
      "Full · usually 10–\u206020 minutes · Dublin (Ireland)",
      { kind: "waiting", reason: "fleet_full", waitSeconds: [600, 1_200], place: DUBLIN },
    ],
    [
      "Starting · usually 1–\u20602 minutes",
      { kind: "waiting", reason: "fleet_starting", waitSeconds: [60, 120], place: undefined },
    ],
    ["Closed · maintenance is under way", { kind: "closed", reason: "in_maintenance", hours: null }],
    ["Closed", { kind: "closed", reason: "outside_hours", hours: null }],
    ["Closed · all places are taken", { kind: "closed", reason: "application_full", hours: null }],
    ["Opens in Dublin (Ireland)", { kind: "unknown", place: DUBLIN }],
    ["", { kind: "unknown", place: undefined }],
  ])("says %j", (expected, state) => {
    expect(line(state)).toBe(expected);
  });

  it.each<[Language, string]>([
    ["en", "Closed · your time is used up · begins anew on Mon 30 November at 00:00, Central European Time"],
    [
      "es",
      "Cerrada · su tiempo se ha agotado · se renueva: lun, 30 de noviembre, 00:00, hora de Europa central",
    ],
    [
      "pt",
      "Fechada · o seu tempo está esgotado · renova-se: segunda, 30 de novembro às 00:00, Horário da Europa Central",
    ],
    [
      "de",
      "Geschlossen · Ihre Zeit ist aufgebraucht · neue Zeit ab Mo., 30. November um 00:00, Mitteleuropäische Zeit",
    ],
    ["tr", "Kapalı · süreniz doldu · yenilenir: 30 Kasım Pzt 00:00, Orta Avrupa Saati"],
  ])("says in %s when time that is spent begins anew", (language, expected) => {
    const renews = { at: Date.parse("2026-11-29T23:00:00Z") / 1_000, timeZone: "Europe/Madrid" };
    const spent = { kind: "closed", reason: "time_budget_spent", hours: null, renews } as const;
    expect(line(spent, language)).toBe(expected);
  });

  it("tells whoever opened it of late that they may not have to wait", () => {
    const full: ApplicationState = {
      ...{ kind: "waiting", reason: "fleet_full", waitSeconds: [600, 1_200], place: DUBLIN },
    };
    expect(stateLine(full, true, { language: "en", texts: CATALOGUE_TEXTS.en })).toBe(
      "Full · usually 10–\u206020 minutes, or at once if you still have it open · Dublin (Ireland)",
    );
  });

  it.each<[string, Partial<HoursCondition>]>([
    ["Closed · open Mon–Fri, 08:00–18:00, Central European Time", {}],
    ["Closed · open Mon, Wed, 08:00–18:00, Central European Time", { days: ["wed", "mon"] }],
    ["Closed · open Sat, Sun, 08:00–18:00, Central European Time", { days: ["sat", "sun"] }],
    ["Closed · open Mon–Fri, 08:00–18:00, Coordinated Universal Time", { timeZone: "UTC" }],
  ])("says when it is open: %s", (expected, hours) => {
    expect(line(outside(hours)).replaceAll(JOINER, "")).toBe(expected);
  });

  it.each<[Language, string]>([
    ["es", "Cerrada · abierta lun–vie, 08:00–18:00, hora de Europa central"],
    ["pt", "Fechada · aberta seg.–sex., 08:00–18:00, Horário da Europa Central"],
    ["de", "Geschlossen · geöffnet Mo–Fr, 08:00–18:00, Mitteleuropäische Zeit"],
    ["tr", "Kapalı · açık olduğu saatler: Pzt–Cum, 08:00–18:00, Orta Avrupa Saati"],
  ])("says it in %s", (language, expected) => {
    expect(line(outside({}), language).replaceAll(JOINER, "")).toBe(expected);
  });
});

describe("CATALOGUE_TEXTS", () => {
  const slotsOf = (text: unknown) => JSON.stringify(text).match(/\{\w+\}/g) ?? [];

  it.each(LANGUAGES)("has the same values in every text of %s, and none empty", (language) => {
    for (const [key, text] of Object.entries(CATALOGUE_TEXTS[language])) {
      const english = Object.entries(CATALOGUE_TEXTS.en).find(([name]) => name === key)?.[1];
      expect([key, slotsOf(text)]).toEqual([key, slotsOf(english)]);
      expect(JSON.stringify(text)).not.toMatch(/""/);
    }
  });
});

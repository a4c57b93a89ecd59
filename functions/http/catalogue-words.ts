/**
 * An application's state as one short line in the reader's language: how it stands, why, and where it would run.
 * What Intl makes of places and hours is kept, since two hundred applications share a handful of both.
 */
import type { ApplicationPlace, ApplicationState, Renewal } from "../core/application-state.ts";
import type { HoursCondition, Weekday } from "../core/policy.ts";
import { regionCountry } from "../core/regions.ts";
import type { CatalogueTexts } from "./texts/catalogue/shape.ts";
import { fill, minutesBetween } from "./texts/fill.ts";
import { type Language, localeOf } from "./texts/languages.ts";

const BETWEEN = " · ";

export interface CatalogueReader {
  readonly language: Language;
  readonly texts: CatalogueTexts;
}

/** `isRecent`: they opened it of late, and may have it open still. */
export function stateLine(
  state: ApplicationState,
  isRecent: boolean,
  { language, texts }: CatalogueReader,
): string {
  switch (state.kind) {
    case "ready":
      if (state.isObserved) return joined(texts.ready, placeText(state.place, language));
      return opensIn(state.place, { language, texts });
    case "unknown":
      return opensIn(state.place, { language, texts });
    case "waiting": {
      const duration = durations(language, state.waitSeconds);
      const usual = fill(texts.usually, { duration });
      const usually = isRecent ? `${usual}, ${texts.unlessOpen}` : usual;
      return joined(texts.waiting[state.reason], usually, placeText(state.place, language));
    }
    case "closed":
      return joined(texts.closed, closedText(state, { language, texts }));
  }
}

function opensIn(place: ApplicationPlace | undefined, { language, texts }: CatalogueReader): string {
  const text = placeText(place, language);
  return text === undefined ? "" : fill(texts.opensIn, { place: text });
}

function closedText(
  { reason, hours, renews }: Extract<ApplicationState, { kind: "closed" }>,
  { language, texts }: CatalogueReader,
): string | undefined {
  if (reason === "outside_hours") {
    return hours === null ? undefined : fill(texts.openHours, hoursValues(hours, language));
  }
  const why = texts.closedFor[reason];
  if (renews === undefined) return why;
  const values = { moment: moments(language, renews), zone: zones(language, renews.timeZone) };
  return joined(why, fill(texts.renews, values));
}

function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(BETWEEN);
}

/** `Dublin (Ireland)`, as on every page. */
function placeText(place: ApplicationPlace | undefined, language: Language): string | undefined {
  return place && places(language, place);
}

const places = kept((language, { region, city = region }: ApplicationPlace) => {
  const country = regionCountry(region);
  const countries = new Intl.DisplayNames(language, { type: "region" });
  return country === undefined ? city : `${city} (${countries.of(country)})`;
});

const durations = kept((language, range: readonly [number, number]) => minutesBetween(range, language));

function hoursValues(hours: HoursCondition, language: Language) {
  const { from, until, days } = hours;
  return { from, until, days: weekdays(language, days), zone: zones(language, hours.timeZone) };
}

const WEEK: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/** A Monday. */
const A_MONDAY = Date.UTC(2024, 0, 1);
const DAY_MILLISECONDS = 86_400_000;

/** `Mon–Fri`, or `Mon, Wed, Fri` where days between are missing. */
const weekdays = kept((language, days: readonly Weekday[]) => {
  const format = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" });
  const open = WEEK.map((day, place) => ({ day, place })).filter(({ day }) => days.includes(day));
  const names = open.map(({ place }) => format.format(A_MONDAY + place * DAY_MILLISECONDS));
  const isRun = open.every(({ place }, index) => place === index + (open[0]?.place ?? 0));
  return isRun && names.length > 2 ? `${names[0]}–${names.at(-1)}` : names.join(", ");
});

/** `Central European Time`; where nobody calls a zone anything, such as UTC, what it is called in full. */
const zones = kept((language, timeZone: string) => {
  const called = (timeZoneName: "longGeneric" | "long"): string | undefined =>
    new Intl.DateTimeFormat(language, { timeZone, timeZoneName })
      .formatToParts(A_MONDAY)
      .find(({ type }) => type === "timeZoneName")?.value;
  const generic = called("longGeneric") ?? timeZone;
  return generic.startsWith("GMT") ? (called("long") ?? generic) : generic;
});

/** By the clock whose midnight it is. */
const moments = kept((language, { at, timeZone }: Renewal) => {
  const format = new Intl.DateTimeFormat(localeOf(language), {
    ...{ weekday: "short", day: "numeric", month: "long" },
    ...{ hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone },
  });
  return format.format(at * 1_000);
});

/** Made once a language and value: the policy's values are few, and Intl's objects are dear. */
function kept<T>(make: (language: Language, value: T) => string): (language: Language, value: T) => string {
  const made = new Map<string, string>();
  return (language, value) => {
    const key = JSON.stringify([language, value]);
    const text = made.get(key) ?? make(language, value);
    made.set(key, text);
    return text;
  };
}

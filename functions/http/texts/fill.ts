/** Values and numbers in the texts, as the language has them. The result is text: markup escapes it like any other. */
import { localeOf } from "./languages.ts";
import type { PluralText } from "./shape.ts";

/** Each `{name}` by its value; a value is never searched for names. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  );
}

/** The form for `count`, with the count in it. */
export function counted(
  texts: PluralText,
  count: number,
  language: string,
  values: Readonly<Record<string, string>> = {},
): string {
  const category = new Intl.PluralRules(localeOf(language)).select(count);
  const form = category === "one" ? texts.one : texts.other;
  return fill(form, { ...values, count: new Intl.NumberFormat(localeOf(language)).format(count) });
}

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 86_400;

/** `10–20 minutes`; the upper end alone where the lower is under a minute. */
export function minutesBetween([from, to]: readonly [number, number], language: string): string {
  const format = minuteFormat(language);
  const [low, high] = [Math.floor(from / MINUTE_SECONDS), Math.ceil(to / MINUTE_SECONDS)];
  // A line may break after the dash, or at the ASCII hyphen that some languages have, with spaces around it.
  return low < 1
    ? format.format(high)
    : format
        .formatRange(low, high)
        .replace(/(\d)\s?-\s?(\d)/, "$1\u2011$2")
        .replace("–", "–\u2060");
}

/** `1 minute`, `12 minutes`. */
export function minutes(count: number, language: string): string {
  return minuteFormat(language).format(count);
}

function minuteFormat(language: string): Intl.NumberFormat {
  return new Intl.NumberFormat(localeOf(language), { style: "unit", unit: "minute", unitDisplay: "long" });
}

/** `25 minutes ago`, `in 3 hours`, and a minute at least: true in every time zone, and the person's own is not known here. */
export function momentFromNow(seconds: number, language: string): string {
  const format = new Intl.RelativeTimeFormat(localeOf(language));
  const away = Math.abs(seconds);
  const rounded = (unit: number): number => Math.sign(seconds) * Math.max(1, Math.round(away / unit));
  if (away < 90 * MINUTE_SECONDS) return format.format(rounded(MINUTE_SECONDS), "minute");
  if (away < 36 * HOUR_SECONDS) return format.format(rounded(HOUR_SECONDS), "hour");
  return format.format(rounded(DAY_SECONDS), "day");
}

/**
 * `21 November 2026 at 20:15 CET`: the same moment for everybody who reads it, since the time zone stands beside it. The
 * month is a word and the day has 24 hours, so that no country's habit reads it as another moment.
 */
export function momentAt(epochSeconds: number, language: string, timeZone = "UTC"): string {
  const format = new Intl.DateTimeFormat(localeOf(language), {
    ...{ year: "numeric", month: "long", day: "numeric" },
    ...{ hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    ...{ timeZone, timeZoneName: "short" },
  });
  return format.format(epochSeconds * 1_000);
}

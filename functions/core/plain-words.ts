/**
 * How sentences for people name moments, spans, countries and lists. English, and the same for the same input: times are
 * UTC, since whoever reads them may be anywhere.
 */
import { regionCity } from "./regions.ts";

const MINUTE_SECONDS = 60;
const DAY_SECONDS = 86_400;
const COUNTRY_NAMES = new Intl.DisplayNames("en", { type: "region", fallback: "none" });

/** `2026-07-08 10:00 UTC`. */
export function moment(epochSeconds: number): string {
  const { year, month, day } = civilDate(Math.floor(epochSeconds / DAY_SECONDS));
  const minutes = Math.floor((((epochSeconds % DAY_SECONDS) + DAY_SECONDS) % DAY_SECONDS) / MINUTE_SECONDS);
  const date = `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
  return `${date} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)} UTC`;
}

/** `14 s before`, `3 min before`, or `at that moment`. */
export function before(seconds: number): string {
  if (seconds < 1) return "at that moment";
  return `${span(seconds)} before`;
}

/** `40 s`, `3 min`. */
export function span(seconds: number): string {
  return seconds < 2 * MINUTE_SECONDS
    ? `${Math.round(seconds)} s`
    : `${Math.round(seconds / MINUTE_SECONDS)} min`;
}

/** `Spain (ES)`. */
export function countryText(code: string): string {
  const name = /^[A-Z]{2}$/.test(code) ? COUNTRY_NAMES.of(code) : undefined;
  return name === undefined ? code : `${name} (${code})`;
}

/** `eu-west-1 (Dublin)`. */
export function regionText(region: string): string {
  const city = regionCity(region);
  return city === undefined ? region : `${region} (${city})`;
}

/** `a, b and c`. */
export function listed(words: readonly string[], word: "and" | "or" = "and"): string {
  const [last = "", ...others] = words.toReversed();
  return others.length === 0 ? last : `${others.toReversed().join(", ")} ${word} ${last}`;
}

/** Ids in back quotes, as a policy's author knows them. */
export function quoted(ids: Iterable<string>): readonly string[] {
  return [...ids].map((id) => `\`${id}\``);
}

/** Gregorian, from days since 1970-01-01; years begin in March, so that the leap day comes last. */
function civilDate(days: number): { readonly year: number; readonly month: number; readonly day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
  };
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

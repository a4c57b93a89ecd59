/**
 * The day, week or month that a moment falls into, by the wall clock of a time zone, daylight saving included (Intl
 * knows the rules). Invariant: `from` is inside; `until` is outside, and is the `from` of the next one.
 */
import { daysSinceEpoch } from "./instant.ts";
import type { BudgetPolicy } from "./policy-use.ts";

export interface UsePeriod {
  /** Seconds since the epoch. */
  readonly from: number;
  readonly until: number;
}

interface LocalDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const DAY_SECONDS = 86_400;
/** No zone is farther from UTC than 14 hours; a midnight that a clock skips comes an hour or two later. */
const FARTHEST_SECONDS = 16 * 3_600;
/** 1970-01-05 was a Monday. */
const MONDAY = 4;

export function periodAt(
  { period, timeZone }: Pick<BudgetPolicy, "period" | "timeZone">,
  nowEpochSeconds: number,
): UsePeriod {
  const key = `${period} ${timeZone}`;
  const last = lastPeriods.get(key);
  if (last !== undefined && last.from <= nowEpochSeconds && nowEpochSeconds < last.until) return last;
  const [first, next] = daysOf(period, localDate(timeZone, nowEpochSeconds));
  const found = { from: midnight(timeZone, first), until: midnight(timeZone, next) };
  lastPeriods.set(key, found);
  return found;
}

/** A list asks about hundreds of applications at one moment, and each answer is dozens of calls of Intl. */
const lastPeriods = new Map<string, UsePeriod>();

/** The first day of the period and the first of the next one, in days since 1970-01-01. */
function daysOf(
  period: BudgetPolicy["period"],
  { year, month, day }: LocalDate,
): readonly [first: number, next: number] {
  const today = daysSinceEpoch(year, month, day);
  switch (period) {
    case "day":
      return [today, today + 1];
    case "week": {
      const monday = today - ((today - MONDAY) % 7);
      return [monday, monday + 7];
    }
    case "month":
      return [
        daysSinceEpoch(year, month, 1),
        month === 12 ? daysSinceEpoch(year + 1, 1, 1) : daysSinceEpoch(year, month + 1, 1),
      ];
  }
}

/** The first second of the day there: where the clock skips midnight, the one it skips to. */
function midnight(timeZone: string, dayNumber: number): number {
  let before = dayNumber * DAY_SECONDS - FARTHEST_SECONDS;
  let begun = dayNumber * DAY_SECONDS + FARTHEST_SECONDS;
  while (begun - before > 1) {
    const middle = Math.floor((before + begun) / 2);
    const { year, month, day } = localDate(timeZone, middle);
    if (daysSinceEpoch(year, month, day) >= dayNumber) begun = middle;
    else before = middle;
  }
  return begun;
}

/** The first formatter of a zone costs milliseconds, and a policy names few zones. */
const calendars = new Map<string, Intl.DateTimeFormat>();

function localDate(timeZone: string, epochSeconds: number): LocalDate {
  const calendar = calendars.get(timeZone) ?? calendarOf(timeZone);
  calendars.set(timeZone, calendar);
  const parts = new Map(calendar.formatToParts(epochSeconds * 1_000).map(({ type, value }) => [type, value]));
  const part = (type: "year" | "month" | "day"): number => Number(parts.get(type));
  return { year: part("year"), month: part("month"), day: part("day") };
}

function calendarOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("en-GB", { timeZone, year: "numeric", month: "numeric", day: "numeric" });
}

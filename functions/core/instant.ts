/**
 * RFC 3339 §5.6 moments with their offset, as a policy writes them → seconds since the epoch. By arithmetic: core has no
 * clock, and a day that no month has is refused rather than carried over.
 */

const FORM =
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})T(?<hour>[01]\d|2[0-3]):(?<minute>[0-5]\d)(?::(?<second>[0-5]\d))?(?:Z|(?<sign>[+\-])(?<offsetHour>[01]\d|2[0-3]):(?<offsetMinute>[0-5]\d))$/v;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAY_SECONDS = 86_400;

/** Undefined for anything that is no such moment. */
export function parseInstant(text: string): number | undefined {
  const groups = FORM.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const part = (name: string): number => Number(groups[name] ?? 0);
  const [year, month, day] = [part("year"), part("month"), part("day")];
  if (!isDay(year, month, day)) return undefined;
  const offset = (part("offsetHour") * 60 + part("offsetMinute")) * (groups.sign === "-" ? -1 : 1);
  const minutes = part("hour") * 60 + part("minute") - offset;
  return daysSinceEpoch(year, month, day) * DAY_SECONDS + minutes * 60 + part("second");
}

function isDay(year: number, month: number, day: number): boolean {
  const days = DAYS_IN_MONTH[month - 1];
  return days !== undefined && day >= 1 && day <= (month === 2 && isLeap(year) ? days + 1 : days);
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Days since 1970-01-01, by the Gregorian calendar with years that begin in March, so that the leap day comes last. */
export function daysSinceEpoch(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const monthFromMarch = (month + 9) % 12;
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + day - 1;
  const leapDays = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  /** 1970-01-01 counted from 0000-03-01. */
  const EPOCH_DAYS = 719_468;
  return y * 365 + leapDays + dayOfYear - EPOCH_DAYS;
}

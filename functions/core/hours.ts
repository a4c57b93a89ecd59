/**
 * Opening hours in the application's own time zone, daylight saving included (Intl knows the rules).
 * Invariant: `from` is inside, `until` is outside.
 */
import type { HoursCondition } from "./policy.ts";

export type IsOpen = (nowEpochSeconds: number) => boolean;

/**
 * Prepares the check. The formatter is made at the first use and kept: the first one of a process costs about ten
 * milliseconds, which a launch of an application without hours need not pay.
 */
export function openingHours(hours: HoursCondition): IsOpen {
  let formatter: Intl.DateTimeFormat | undefined;
  const days = new Set<string>(hours.days);
  const from = minuteOfDay(hours.from);
  const until = minuteOfDay(hours.until);
  return (nowEpochSeconds) => {
    formatter ??= new Intl.DateTimeFormat("en-GB", {
      timeZone: hours.timeZone,
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    const parts = new Map(
      formatter.formatToParts(nowEpochSeconds * 1000).map(({ type, value }) => [type, value]),
    );
    const day = String(parts.get("weekday")).toLowerCase();
    const minute = minuteOfDay(`${parts.get("hour")}:${parts.get("minute")}`);
    return days.has(day) && minute >= from && minute < until;
  };
}

function minuteOfDay(wallClock: string): number {
  return Number(wallClock.slice(0, 2)) * 60 + Number(wallClock.slice(3, 5));
}

/**
 * PURE: office hours as metric math. CloudWatch's `HOUR`, `MINUTE` and `DAY` are UTC's and know no summer time, so what is
 * asked for are the hours that are open under every offset the time zone has in a year: an hour less to watch at each
 * end, and never an alarm before the doors open.
 */
import type { ProvisionedSchedule } from "../deployment/deployment.ts";

const DAY_MINUTES = 24 * 60;
/** CloudWatch counts Monday as 1. */
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

type Weekday = (typeof DAYS)[number];

export interface OpenHours {
  /** 1 is Monday, in UTC. */
  readonly days: readonly number[];
  /** Minutes of the day in UTC; `until` is not open any more. */
  readonly from: number;
  readonly until: number;
}

/**
 * Undefined where hours cannot be told so: they run over midnight in UTC, or none is left.
 * `within`: minutes of one period, which must end before the doors close.
 */
export function openHours(
  schedule: ProvisionedSchedule,
  within: number,
  year: number,
): OpenHours | undefined {
  const offsets = yearlyOffsets(schedule.timeZone, year);
  const from = minutesOf(schedule.from) - Math.min(...offsets);
  const until = minutesOf(schedule.until) - Math.max(...offsets) - within + 1;
  if (from < 0 || until > DAY_MINUTES || until <= from) return undefined;
  return { days: schedule.days.map((day: Weekday) => DAYS.indexOf(day) + 1).toSorted(), from, until };
}

/** 1 where `clock`, any metric that is never silent, has a point in open hours; else 0. */
export function isOpen(clock: string, { days, from, until }: OpenHours): string {
  const minute = `(HOUR(${clock}) * 60 + MINUTE(${clock}))`;
  const day = days.map((number) => `DAY(${clock}) == ${number}`).join(" || ");
  return `(${day}) && ${minute} >= ${from} && ${minute} < ${until}`;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

/** Minutes east of UTC, in the middle of every month. */
function yearlyOffsets(timeZone: string, year: number): readonly number[] {
  const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  return Array.from({ length: 12 }, (_, month) => {
    const moment = new Date(Date.UTC(year, month, 15));
    const text = format.formatToParts(moment).find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
    const [, sign, hours, minutes] = /^GMT(?:([+-])(\d{2}):(\d{2}))?$/.exec(text) ?? [];
    return (sign === "-" ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
  });
}

/**
 * Cron expressions as EventBridge Scheduler and Application Auto Scaling take them: six fields, and `?` for exactly one
 * of the two days (https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based).
 */

const MINUTE = "[0-5]?[0-9]";
const HOUR = "(?:1?[0-9]|2[0-3])";
const DAY_OF_MONTH = "(?:[1-9]|[12][0-9]|3[01])";
const MONTH = "(?:[1-9]|1[0-2]|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)";
const DAY_OF_WEEK = "(?:[1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)";
const YEAR = "(?:19[7-9][0-9]|2[01][0-9]{2})";

/** `*`, one value or a range, each with a step or not, or several of them. */
function field(value: string, ...others: readonly string[]): RegExp {
  const part = [`(?:\\*|${value}(?:-${value})?)(?:\\/[0-9]{1,2})?`, ...others].join("|");
  return new RegExp(`^(?:${part})(?:,(?:${part}))*$`, "v");
}

const FIELDS: readonly RegExp[] = [
  field(MINUTE),
  field(HOUR),
  field(DAY_OF_MONTH, "\\?", "L", `${DAY_OF_MONTH}W`),
  field(MONTH),
  field(DAY_OF_WEEK, "\\?", `${DAY_OF_WEEK}?L`, `${DAY_OF_WEEK}#[1-5]`),
  field(YEAR),
];

export function isCron(text: string): boolean {
  const fields = /^cron\(([^\(\)]{1,200})\)$/v.exec(text)?.[1]?.split(/ +/v) ?? [];
  const [, , dayOfMonth, , dayOfWeek] = fields;
  return (
    fields.length === FIELDS.length &&
    fields.every((value, index) => FIELDS[index]?.test(value)) &&
    (dayOfMonth === "?") !== (dayOfWeek === "?")
  );
}

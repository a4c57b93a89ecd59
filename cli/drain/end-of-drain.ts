/** When maintenance ends, as a person writes it: a moment (RFC 3339), or how long from now (`+2h`). */
import { parseInstant } from "../../functions/core/instant.ts";
import { err, ok, type Result } from "../../functions/core/result.ts";

const UNIT_SECONDS: ReadonlyMap<string, number> = new Map([
  ["m", 60],
  ["h", 3_600],
  ["d", 86_400],
]);

/** Longer is no maintenance: such a fleet is better taken out of the policy. */
const MAX_DAYS = 30;

/** Seconds since the epoch, or what is wrong with the text. */
export function endOfDrain(text: string, nowEpochSeconds: number): Result<number, string> {
  const until = momentOf(text, nowEpochSeconds);
  if (until === undefined) {
    return err("takes a moment such as 2026-12-01T06:00:00Z, or a time from now: +30m, +2h, +3d");
  }
  if (until <= nowEpochSeconds) return err("is in the past: the drain would be over already");
  if (until > nowEpochSeconds + MAX_DAYS * 86_400) {
    return err(`is more than ${MAX_DAYS} days away; take the fleet out of the policy instead`);
  }
  return ok(until);
}

/** A moment, or how long from now; undefined for what is neither. */
export function momentOf(text: string, nowEpochSeconds: number): number | undefined {
  return inAWhile(text, nowEpochSeconds) ?? parseInstant(text);
}

function inAWhile(text: string, nowEpochSeconds: number): number | undefined {
  const [, count, unit] = /^\+(\d{1,6})([mhd])$/.exec(text) ?? [];
  const seconds = UNIT_SECONDS.get(unit ?? "");
  return seconds === undefined ? undefined : nowEpochSeconds + Number(count) * seconds;
}

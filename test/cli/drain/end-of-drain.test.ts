import { describe, expect, it } from "vitest";
import { endOfDrain } from "../../../cli/drain/end-of-drain.ts";
import { err, ok } from "../../../functions/core/result.ts";

const NOW = Date.parse("2026-11-21T12:00:00Z") / 1000;
const DAY = 86_400;

describe("endOfDrain", () => {
  it.each([
    ["+30m", NOW + 1_800],
    ["+2h", NOW + 7_200],
    ["+3d", NOW + 3 * DAY],
    ["+30d", NOW + 30 * DAY],
    ["2026-11-21T14:00:00+01:00", NOW + 3_600],
    ["2026-12-21T12:00:00Z", NOW + 30 * DAY],
  ])("takes %s", (text, until) => {
    expect(endOfDrain(text, NOW)).toStrictEqual(ok(until));
  });

  it.each(["", "2h", "+2", "+h", "+1.5h", "+2w", "-2h", "tomorrow", "2026-12-01", "2026-12-01T06:00:00"])(
    "refuses %j, and says what it takes",
    (text) => {
      expect(endOfDrain(text, NOW)).toStrictEqual(
        err("takes a moment such as 2026-12-01T06:00:00Z, or a time from now: +30m, +2h, +3d"),
      );
    },
  );

  it.each(["+0m", "2026-11-21T12:00:00Z", "2020-01-01T00:00:00Z"])("refuses %s, which is past", (text) => {
    expect(endOfDrain(text, NOW)).toStrictEqual(err("is in the past: the drain would be over already"));
  });

  it.each(["+31d", "+721h", "2026-12-21T12:00:01Z"])("refuses %s, which is too long", (text) => {
    expect(endOfDrain(text, NOW)).toStrictEqual(
      err("is more than 30 days away; take the fleet out of the policy instead"),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseInstant } from "../../functions/core/instant.ts";

describe("parseInstant", () => {
  it.each([
    ["1970-01-01T00:00:00Z", 0],
    ["2026-11-23T09:00:00+01:00", 1_795_420_800],
    ["2026-11-23T09:00+01:00", 1_795_420_800],
    ["2026-11-23T00:30:15-03:30", 1_795_406_415],
    ["2024-02-29T12:00:00Z", 1_709_208_000],
    ["2000-02-29T00:00:00Z", 951_782_400],
  ])("reads %s", (text, seconds) => {
    expect(parseInstant(text)).toBe(seconds);
  });

  it.each([
    ["a month that does not exist", "2026-13-01T00:00:00Z"],
    ["a day that does not exist", "2026-02-29T00:00:00Z"],
    ["a century that is no leap year", "2100-02-29T00:00:00Z"],
    ["day zero", "2026-02-00T00:00:00Z"],
    ["no offset", "2026-11-23T09:00:00"],
    ["a date alone", "2026-11-23"],
    ["hour 24", "2026-11-23T24:00:00Z"],
    ["a leap second", "2026-12-31T23:59:60Z"],
    ["something behind it", "2026-11-23T09:00:00Z tomorrow"],
  ])("refuses %s", (_, text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it("agrees with the platform's calendar", () => {
    const dates = fc.date({
      min: new Date("0001-01-01T00:00:00Z"),
      max: new Date("9999-12-31T23:59:59Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(dates, (date) => {
        const text = date.toISOString().replace(/\.\d{3}/, "");
        expect(parseInstant(text)).toBe(Math.floor(date.getTime() / 1000));
      }),
    );
  });
});

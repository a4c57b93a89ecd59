import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CLOCK_SKEW_MILLISECONDS,
  isFuture,
  isPast,
  parseInstant,
} from "../../../functions/identity/saml/instant.ts";

describe("parseInstant", () => {
  it.each([
    ["2027-01-15T08:00:00Z", Date.UTC(2027, 0, 15, 8)],
    ["2027-01-15T08:00:00.5Z", Date.UTC(2027, 0, 15, 8, 0, 0, 500)],
    ["2027-01-15T08:00:00.123456789Z", Date.UTC(2027, 0, 15, 8, 0, 0, 123)],
    ["2028-02-29T23:59:59Z", Date.UTC(2028, 1, 29, 23, 59, 59)],
    ["1970-01-01T00:00:00Z", 0],
    ["0001-01-01T00:00:00Z", -62_135_596_800_000],
    ["9999-12-31T23:59:59.999Z", 253_402_300_799_999],
  ])("reads %s", (text, milliseconds) => {
    expect(parseInstant(text)).toBe(milliseconds);
  });

  it.each([
    undefined,
    "",
    "2027-01-15",
    "2027-01-15T08:00Z",
    "2027-01-15T08:00:00",
    "2027-01-15T08:00:00z",
    "2027-01-15t08:00:00Z",
    "2027-01-15 08:00:00Z",
    "2027-01-15T08:00:00+00:00",
    "2027-01-15T08:00:00.Z",
    "2027-01-15T08:00:00.1234567890Z",
    "2027-01-15T08:00:00,5Z",
    " 2027-01-15T08:00:00Z",
    "2027-01-15T08:00:00Z ",
    "2027-01-15T08:00:00Z\n",
    "27-01-15T08:00:00Z",
    "12027-01-15T08:00:00Z",
    "+002027-01-15T08:00:00Z",
    "-2027-01-15T08:00:00Z",
    "٢٠٢٧-01-15T08:00:00Z",
    "1800000000",
  ])("does not read %j", (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it.each([
    "2027-02-29T00:00:00Z",
    "2027-02-30T00:00:00Z",
    "2027-04-31T00:00:00Z",
    "2027-00-15T00:00:00Z",
    "2027-13-15T00:00:00Z",
    "2027-01-00T00:00:00Z",
    "2027-01-32T00:00:00Z",
    "2027-01-15T24:00:00Z",
    "2027-01-15T25:00:00Z",
    "2027-01-15T08:60:00Z",
    "2027-01-15T08:00:60Z",
  ])("does not read %s, which no calendar has", (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it("reads back whatever a provider writes of a moment", () => {
    const moment = fc.date({
      min: new Date("1000-01-01T00:00:00Z"),
      max: new Date("9999-12-31T23:59:59.999Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moment, (date) => {
        expect(parseInstant(date.toISOString())).toBe(date.getTime());
      }),
    );
  });

  it("answers any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(parseInstant(text)).toBeUndefined();
      }),
    );
  });
});

describe("isPast and isFuture", () => {
  const now = Date.UTC(2027, 0, 15);

  it("allow for clocks that are a minute apart, to the millisecond", () => {
    expect(CLOCK_SKEW_MILLISECONDS).toBe(60_000);
    expect(isPast(now - 59_999, now)).toBe(false);
    expect(isPast(now - 60_000, now)).toBe(true);
    expect(isFuture(now + 60_000, now)).toBe(false);
    expect(isFuture(now + 60_001, now)).toBe(true);
  });
});

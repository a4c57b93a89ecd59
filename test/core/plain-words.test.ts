import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  before,
  countryText,
  listed,
  moment,
  quoted,
  regionText,
  span,
} from "../../functions/core/plain-words.ts";

describe("moment", () => {
  it.each([
    "2026-01-01 00:00 UTC",
    "2026-02-28 23:59 UTC",
    "2028-02-29 12:00 UTC",
    "2026-03-01 00:00 UTC",
    "2026-12-31 23:59 UTC",
    "1969-12-31 23:59 UTC",
  ])("writes %s", (written) => {
    expect(moment(Date.parse(written.replace(" UTC", "Z")) / 1_000)).toBe(written);
  });

  it("is the calendar's, for every minute of two centuries and more", () => {
    fc.assert(
      fc.property(fc.integer({ min: -4_000_000_000, max: 8_000_000_000 }), (seconds) => {
        const [date, time] = new Date(seconds * 1_000).toISOString().split("T");
        expect(moment(seconds)).toBe(`${date} ${time?.slice(0, 5)} UTC`);
      }),
    );
  });
});

describe("span", () => {
  it("counts seconds up to two minutes, then minutes", () => {
    expect([14, 119, 120, 1_200].map(span)).toStrictEqual(["14 s", "119 s", "2 min", "20 min"]);
  });
});

describe("before", () => {
  it("says how long before, and of less than a second that it is that moment", () => {
    expect([0, -3, 14].map(before)).toStrictEqual(["at that moment", "at that moment", "14 s before"]);
  });
});

describe("countryText", () => {
  it("names a country, and repeats what is no code of one", () => {
    expect(["MX", "XQ", "spain"].map(countryText)).toStrictEqual(["Mexico (MX)", "XQ", "spain"]);
  });
});

describe("regionText", () => {
  it("names the city, where AppStream has the Region", () => {
    expect(["eu-west-1", "mars-1"].map(regionText)).toStrictEqual(["eu-west-1 (Dublin)", "mars-1"]);
  });
});

describe("listed", () => {
  it("puts commas and one word between", () => {
    expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map((words) => listed(words))).toStrictEqual([
      "",
      "a",
      "a and b",
      "a, b and c",
    ]);
    expect(listed(quoted(["a", "b"]), "or")).toBe("`a` or `b`");
  });
});

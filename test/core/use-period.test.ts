import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BudgetPolicy } from "../../functions/core/policy-use.ts";
import { periodAt } from "../../functions/core/use-period.ts";

const at = (utc: string): number => Date.parse(utc) / 1_000;
const text = (seconds: number): string => new Date(seconds * 1_000).toISOString().slice(0, 19);
const periodOf = (period: BudgetPolicy["period"], timeZone: string, utc: string): readonly string[] => {
  const { from, until } = periodAt({ period, timeZone }, at(utc));
  return [text(from), text(until)];
};

describe("periodAt", () => {
  it.each([
    ["day", "2026-11-20T09:00:00Z", "2026-11-19T23:00:00", "2026-11-20T23:00:00"],
    ["week", "2026-11-20T09:00:00Z", "2026-11-15T23:00:00", "2026-11-22T23:00:00"],
    ["month", "2026-11-20T09:00:00Z", "2026-10-31T23:00:00", "2026-11-30T23:00:00"],
    ["month", "2026-12-31T22:59:59Z", "2026-11-30T23:00:00", "2026-12-31T23:00:00"],
    ["month", "2026-12-31T23:00:00Z", "2026-12-31T23:00:00", "2027-01-31T23:00:00"],
    ["month", "2028-02-29T12:00:00Z", "2028-01-31T23:00:00", "2028-02-29T23:00:00"],
    ["week", "2026-11-22T22:59:59Z", "2026-11-15T23:00:00", "2026-11-22T23:00:00"],
    ["week", "2026-11-22T23:00:00Z", "2026-11-22T23:00:00", "2026-11-29T23:00:00"],
  ] as const)("is the %s of Madrid that %s is in", (period, utc, from, until) => {
    expect(periodOf(period, "Europe/Madrid", utc)).toEqual([from, until]);
  });

  it("is that of the moment, whichever was asked about before", () => {
    const days = ["2026-11-20T22:59:59Z", "2026-11-20T23:00:00Z", "2026-11-20T22:59:59Z"];
    expect(days.map((utc) => periodOf("day", "Europe/Madrid", utc)[0])).toEqual([
      ...["2026-11-19T23:00:00", "2026-11-20T23:00:00", "2026-11-19T23:00:00"],
    ]);
    expect(periodOf("week", "Europe/Madrid", "2026-11-20T22:59:59Z")[0]).toBe("2026-11-15T23:00:00");
    expect(periodOf("day", "UTC", "2026-11-20T22:59:59Z")[0]).toBe("2026-11-20T00:00:00");
  });

  it("has 23 hours where the clock goes forward, and 25 where it goes back", () => {
    expect(periodOf("day", "Europe/Madrid", "2026-03-29T10:00:00Z")).toEqual([
      ...["2026-03-28T23:00:00", "2026-03-29T22:00:00"],
    ]);
    expect(periodOf("day", "Europe/Madrid", "2026-10-25T10:00:00Z")).toEqual([
      ...["2026-10-24T22:00:00", "2026-10-25T23:00:00"],
    ]);
  });

  it("begins at one o'clock where the clock skips midnight", () => {
    // Beirut goes from 00:00 to 01:00 on the last Sunday of March.
    expect(periodOf("day", "Asia/Beirut", "2026-03-29T10:00:00Z")[0]).toBe("2026-03-28T22:00:00");
    const first = periodAt({ period: "day", timeZone: "Asia/Beirut" }, at("2026-03-29T10:00:00Z")).from;
    const clock = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Beirut", timeStyle: "short" });
    expect(clock.format(first * 1_000)).toBe("01:00");
  });

  it("is right at the ends of the earth", () => {
    expect(periodOf("day", "Pacific/Kiritimati", "2026-11-20T09:59:59Z")[0]).toBe("2026-11-19T10:00:00");
    expect(periodOf("day", "Pacific/Kiritimati", "2026-11-20T10:00:00Z")[0]).toBe("2026-11-20T10:00:00");
    expect(periodOf("day", "Pacific/Pago_Pago", "2026-11-20T10:59:59Z")[0]).toBe("2026-11-19T11:00:00");
    expect(periodOf("day", "Asia/Kathmandu", "2026-11-20T18:15:00Z")[0]).toBe("2026-11-20T18:15:00");
  });

  const moments = fc.integer({ min: at("2025-01-01T00:00:00Z"), max: at("2035-01-01T00:00:00Z") });
  const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
  const lengths = {
    day: [22, 26],
    week: [7 * 24 - 2, 7 * 24 + 2],
    month: [28 * 24 - 2, 31 * 24 + 2],
  } as const;

  it("has every moment in exactly one period, in every zone", () => {
    fc.assert(
      fc.property(fc.constantFrom("day", "week", "month"), zones, moments, (period, timeZone, now) => {
        const budget = { period, timeZone } as const;
        const { from, until } = periodAt(budget, now);
        expect(from).toBeLessThanOrEqual(now);
        expect(until).toBeGreaterThan(now);
        for (const other of [from, until - 1]) expect(periodAt(budget, other)).toEqual({ from, until });
        expect(periodAt(budget, until).from).toBe(until);
        const [least, most] = lengths[period];
        expect((until - from) / 3_600).toBeGreaterThanOrEqual(least);
        expect((until - from) / 3_600).toBeLessThanOrEqual(most);
      }),
      { numRuns: 500 },
    );
  });
});

import { describe, expect, it } from "vitest";
import { openingHours } from "../../functions/core/hours.ts";
import type { HoursCondition, Weekday } from "../../functions/core/policy.ts";

const EVERY_DAY: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

const office: HoursCondition = {
  timeZone: "Europe/Madrid",
  days: ["mon", "tue", "wed", "thu", "fri"],
  from: "08:30",
  until: "17:45",
};

const isOpen = (utc: string, deviation: Partial<HoursCondition> = {}): boolean =>
  openingHours({ ...office, ...deviation })(Date.parse(utc) / 1000);

describe("openingHours", () => {
  describe("of an office in Madrid, 08:30 to 17:45", () => {
    it.each([
      ["2026-07-08T06:29:59Z", false],
      ["2026-07-08T06:29:59.999Z", false],
      ["2026-07-08T06:30:00Z", true],
      ["2026-07-08T10:00:00Z", true],
      ["2026-07-08T15:44:59Z", true],
      ["2026-07-08T15:44:59.999Z", true],
      ["2026-07-08T15:45:00Z", false],
    ])("opens on the minute and closes on the minute: %s → %s", (utc, expected) => {
      expect(isOpen(utc)).toBe(expected);
    });

    it.each([
      ["Friday", "2026-07-10T10:00:00Z", true],
      ["Saturday", "2026-07-11T10:00:00Z", false],
      ["Sunday", "2026-07-12T10:00:00Z", false],
      ["Monday", "2026-07-13T10:00:00Z", true],
    ])("keeps to its days: %s", (_, utc, expected) => {
      expect(isOpen(utc)).toBe(expected);
    });

    it("follows the wall clock from winter into summer time", () => {
      expect(isOpen("2026-03-27T07:29:59Z")).toBe(false);
      expect(isOpen("2026-03-27T07:30:00Z")).toBe(true);
      expect(isOpen("2026-03-30T06:29:59Z")).toBe(false);
      expect(isOpen("2026-03-30T06:30:00Z")).toBe(true);
    });
  });

  it.each(EVERY_DAY)("knows %s from the other days", (day) => {
    const open = EVERY_DAY.filter((_, at) =>
      isOpen(`2026-07-${String(6 + at).padStart(2, "0")}T10:00:00Z`, { days: [day] }),
    );
    expect(open).toStrictEqual([day]);
  });

  it("never opens without a day", () => {
    expect(isOpen("2026-07-08T10:00:00Z", { days: [] })).toBe(false);
  });

  it("never opens where it closes before it opens", () => {
    for (let hour = 0; hour < 24; hour += 1) {
      const utc = `2026-07-08T${String(hour).padStart(2, "0")}:00:00Z`;
      expect(isOpen(utc, { from: "22:00", until: "06:00" })).toBe(false);
    }
  });

  describe("from 00:00 until 24:00", () => {
    const monday: Partial<HoursCondition> = {
      timeZone: "Pacific/Auckland",
      days: ["mon"],
      from: "00:00",
      until: "24:00",
    };

    it.each([
      ["2026-07-05T11:59:59Z", false],
      ["2026-07-05T12:00:00Z", true],
      ["2026-07-06T11:59:59Z", true],
      ["2026-07-06T12:00:00Z", false],
    ])("is the whole Monday of Auckland, half of it on UTC's Sunday: %s → %s", (utc, expected) => {
      expect(isOpen(utc, monday)).toBe(expected);
    });
  });

  it.each([
    ["2026-07-10T23:59:59Z", "fri", true],
    ["2026-07-11T00:00:00Z", "fri", true],
    ["2026-07-11T05:59:59Z", "fri", true],
    ["2026-07-11T06:00:00Z", "fri", false],
    ["2026-07-11T06:00:00Z", "sat", true],
  ] as const)("counts Mexico City's day, not UTC's: %s on %s → %s", (utc, day, expected) => {
    expect(isOpen(utc, { timeZone: "America/Mexico_City", days: [day], from: "00:00", until: "24:00" })).toBe(
      expected,
    );
  });

  it.each([
    ["UTC", "2026-07-08T08:30:00Z"],
    ["Asia/Kolkata", "2026-07-08T03:00:00Z"],
    ["America/St_Johns", "2026-07-08T11:00:00Z"],
  ])("honours %s to the minute", (timeZone, utc) => {
    expect(isOpen(utc, { timeZone })).toBe(true);
    expect(isOpen(new Date(Date.parse(utc) - 1000).toISOString(), { timeZone })).toBe(false);
  });

  describe("on the night Madrid's clocks go forward, 02:00 to 03:00", () => {
    const sunday: Partial<HoursCondition> = { days: ["sun"] };

    it("skips the hour that does not exist", () => {
      const missing = { ...sunday, from: "02:00", until: "03:00" };
      for (let minute = 0; minute < 180; minute += 1) {
        const utc = new Date(Date.parse("2026-03-28T23:30:00Z") + minute * 60_000).toISOString();
        expect(isOpen(utc, missing)).toBe(false);
      }
    });

    it.each([
      ["2026-03-29T00:59:59Z", false],
      ["2026-03-29T01:00:00Z", true],
      ["2026-03-29T01:29:59Z", true],
      ["2026-03-29T01:30:00Z", false],
    ])("starts at 03:00 what was to start at 02:30: %s → %s", (utc, expected) => {
      expect(isOpen(utc, { ...sunday, from: "02:30", until: "03:30" })).toBe(expected);
    });
  });

  it.each([
    ["2026-10-24T23:59:59Z", false],
    ["2026-10-25T00:00:00Z", true],
    ["2026-10-25T00:59:59Z", true],
    ["2026-10-25T01:00:00Z", true],
    ["2026-10-25T01:59:59Z", true],
    ["2026-10-25T02:00:00Z", false],
  ])("counts the hour that Madrid's clocks repeat twice: %s → %s", (utc, expected) => {
    expect(isOpen(utc, { days: ["sun"], from: "02:00", until: "03:00" })).toBe(expected);
  });

  describe("in Mexico City", () => {
    const night: Partial<HoursCondition> = {
      timeZone: "America/Mexico_City",
      days: ["sun"],
      from: "02:00",
      until: "03:00",
    };

    it("skips the hour that did not exist in April 2022", () => {
      expect(isOpen("2022-04-03T07:59:59Z", night)).toBe(false);
      expect(isOpen("2022-04-03T08:00:00Z", night)).toBe(false);
      expect(isOpen("2022-04-03T08:00:00Z", { ...night, from: "03:00", until: "04:00" })).toBe(true);
    });

    it("counts the hour repeated in October 2022 twice", () => {
      const repeated = { ...night, from: "01:00", until: "02:00" };
      expect(isOpen("2022-10-30T05:59:59Z", repeated)).toBe(false);
      expect(isOpen("2022-10-30T06:00:00Z", repeated)).toBe(true);
      expect(isOpen("2022-10-30T07:59:59Z", repeated)).toBe(true);
      expect(isOpen("2022-10-30T08:00:00Z", repeated)).toBe(false);
    });

    it("keeps one offset all year since summer time was abolished", () => {
      expect(isOpen("2026-04-05T08:00:00Z", night)).toBe(true);
      for (const day of ["2026-01-07", "2026-07-08"]) {
        const morning = { timeZone: "America/Mexico_City", from: "09:00", until: "18:00" };
        expect(isOpen(`${day}T14:59:59Z`, morning)).toBe(false);
        expect(isOpen(`${day}T15:00:00Z`, morning)).toBe(true);
      }
    });
  });

  it("answers again and again from one preparation", () => {
    const check = openingHours(office);
    const noon = Date.parse("2026-07-08T10:00:00Z") / 1000;
    expect([check(noon), check(noon + 43_200), check(noon)]).toStrictEqual([true, false, true]);
  });

  it("costs nothing until it is asked: an impossible time zone, which no policy has, shows only then", () => {
    const isOpen = openingHours({ ...office, timeZone: "Mars/Olympus" });
    expect(() => isOpen(0)).toThrow(RangeError);
  });
});

import { describe, expect, it } from "vitest";
import { isOpen, openHours } from "../../../infra/operation/office-hours.ts";

const LONDON = {
  environments: 2,
  timeZone: "Europe/London",
  days: ["fri", "mon"],
  from: "08:00",
  until: "18:00",
} as const;

describe("openHours", () => {
  it("takes the hours that are open in summer and in winter", () => {
    expect(openHours(LONDON, 30, 2026)).toEqual({ days: [1, 5], from: 8 * 60, until: 16.5 * 60 + 1 });
  });

  it("loses nothing where there is no summer time", () => {
    const india = { ...LONDON, timeZone: "Asia/Kolkata" };
    expect(openHours(india, 30, 2026)).toEqual({ days: [1, 5], from: 150, until: 12 * 60 + 1 });
  });

  it("is undefined where the hours run over midnight in UTC", () => {
    expect(openHours({ ...LONDON, timeZone: "Asia/Tokyo" }, 30, 2026)).toBeUndefined();
    expect(openHours({ ...LONDON, timeZone: "America/Los_Angeles" }, 30, 2026)).toBeUndefined();
  });

  it("is undefined where nothing is left to watch", () => {
    expect(openHours({ ...LONDON, until: "09:15" }, 30, 2026)).toBeUndefined();
  });
});

describe("isOpen", () => {
  it("asks for day and minute in UTC", () => {
    expect(isOpen("m", { days: [1, 5], from: 480, until: 991 })).toBe(
      "(DAY(m) == 1 || DAY(m) == 5) && (HOUR(m) * 60 + MINUTE(m)) >= 480 && (HOUR(m) * 60 + MINUTE(m)) < 991",
    );
  });
});

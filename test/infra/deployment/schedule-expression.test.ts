import { describe, expect, it } from "vitest";
import { isCron } from "../../../infra/deployment/schedule-expression.ts";

describe("isCron", () => {
  it.each([
    "cron(0 7 ? * MON-FRI *)",
    "cron(30 18 1,15 * ? *)",
    "cron(0/15 8-18 ? JAN-MAR 2-6 2026-2030)",
    "cron(0 0 L * ? *)",
    "cron(0 0 15W * ? *)",
    "cron(0 0 ? * 6L *)",
    "cron(0 0 ? * MON#1 *)",
    "cron(*/5 * * * ? *)",
  ])("takes %s", (text) => {
    expect(isCron(text)).toBe(true);
  });

  it.each([
    "0 7 ? * MON-FRI *",
    "cron(0 7 ? * MON-FRI)",
    "cron(0 7 * * MON-FRI *)",
    "cron(0 7 ? * ? *)",
    "cron(60 7 ? * MON *)",
    "cron(0 24 ? * MON *)",
    "cron(0 7 32 * ? *)",
    "cron(0 7 ? 13 MON *)",
    "cron(0 7 ? * MONDAY *)",
    "cron(0 7 ? * 0 *)",
    "cron(0 7 ? * MON 1969)",
    "rate(5 minutes)",
    "at(2026-12-01T08:00:00)",
    "",
  ])("refuses %j", (text) => {
    expect(isCron(text)).toBe(false);
  });
});

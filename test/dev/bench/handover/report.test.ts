import { describe, expect, it } from "vitest";
import {
  type HandoverReport,
  handoverTables,
  handoverVerdicts,
} from "../../../../dev/bench/handover/report.ts";

const REPORT: HandoverReport = {
  redemptions: { redeemP50: 3, writeP50: 2 },
  race: { racers: 10_000, succeeded: 1, refused: 9_990, unanswered: 9, seconds: 12.34 },
  launcher: { aloneMilliseconds: 600, launcherMilliseconds: 700 },
};

describe("handoverVerdicts", () => {
  it("holds the redemption against one write, the race against one success, and the launcher against Chromium", () => {
    expect(handoverVerdicts(REPORT).map(({ found, isMet }) => [found, isMet])).toEqual([
      ["1.50", true],
      ["1", true],
      ["1", true],
      ["100", true],
    ]);
  });

  it.each([0, 2])("is missed by a race with %i successes", (succeeded) => {
    const race = { ...REPORT.race, succeeded };
    expect(handoverVerdicts({ ...REPORT, race }).filter(({ isMet }) => !isMet)).toHaveLength(1);
  });

  it("says nothing of the launcher where there is no Chromium", () => {
    expect(handoverVerdicts({ ...REPORT, launcher: undefined })).toHaveLength(3);
    expect(handoverTables({ ...REPORT, launcher: undefined })).toContain("not measured: no Chromium");
  });
});

describe("handoverTables", () => {
  it("shows what each took, and how the race ended", () => {
    const tables = handoverTables(REPORT);
    expect(tables).toMatch(/write and token included +3\.00 +×1\.50/);
    expect(tables).toMatch(/10,000 redemptions +1 +9990 +9 +12\.3/);
    expect(tables).toMatch(/the launcher with Chromium +700/);
  });
});

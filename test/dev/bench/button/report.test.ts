import { describe, expect, it } from "vitest";
import { buttonTable, buttonVerdicts } from "../../../../dev/bench/button/report.ts";

const FIGURES = { readyP50: 3.14, readyP99: 9, loads: 100 };

describe("buttonVerdicts", () => {
  it("holds the button against ten milliseconds", () => {
    expect(buttonVerdicts(FIGURES)).toMatchObject([{ found: "3.1", isMet: true }]);
    expect(buttonVerdicts({ ...FIGURES, readyP50: 10.2 })).toMatchObject([{ isMet: false }]);
    expect(buttonVerdicts({ ...FIGURES, readyP50: Number.NaN })).toMatchObject([{ isMet: false }]);
    expect(buttonTable(FIGURES)).toMatch(/100 loads +3\.1 +9\.0/);
  });

  it("says nothing where there is no Chromium, and that it was not measured", () => {
    expect(buttonVerdicts(undefined)).toEqual([]);
    expect(buttonTable(undefined)).toContain("not measured: no Chromium");
  });
});

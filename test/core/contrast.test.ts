import { describe, expect, it } from "vitest";
import { contrastRatio } from "../../functions/core/contrast.ts";

describe("contrastRatio", () => {
  it.each([
    ["#000000", "#ffffff", 21],
    ["#ffffff", "#000000", 21],
    ["#0b57a4", "#0b57a4", 1],
    // The examples that WCAG's own documents and tools give.
    ["#777777", "#ffffff", 4.478],
    ["#767676", "#ffffff", 4.542],
    ["#ff0000", "#ffffff", 3.998],
    ["#0a0a0a", "#000000", 1.061],
  ])("of %s on %s is %d", (one, other, ratio) => {
    expect(contrastRatio(one, other)).toBeCloseTo(ratio, 2);
  });
});

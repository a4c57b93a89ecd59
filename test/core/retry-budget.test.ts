import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { earned, FULL_BUDGET, spent } from "../../functions/core/retry-budget.ts";

describe("spent", () => {
  it("takes one call, and says so when there is none", () => {
    expect(spent(FULL_BUDGET)).toBe(FULL_BUDGET - 1);
    expect(spent(1)).toBe(0);
    expect(spent(0.9)).toBeUndefined();
  });
});

describe("earned", () => {
  it("saves no more than a full budget", () => {
    expect(earned(FULL_BUDGET)).toBe(FULL_BUDGET);
  });

  it("never lets further calls be more than a twentieth of the launches and what was saved", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 5 }), { maxLength: 500 }), (wishes) => {
        let budget = FULL_BUDGET;
        let calls = 0;
        for (const wish of wishes) {
          budget = earned(budget);
          for (let at = 0; at < wish; at += 1) {
            const left = spent(budget);
            if (left === undefined) break;
            budget = left;
            calls += 1;
          }
        }
        expect(calls).toBeLessThanOrEqual(FULL_BUDGET + wishes.length / 20 + 1e-6);
      }),
    );
  });
});

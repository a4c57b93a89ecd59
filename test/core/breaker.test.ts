import { describe, expect, it } from "vitest";
import { attempted, type Breaker, CLOSED, failed, isResting } from "../../functions/core/breaker.ts";

const NOW = 1_000_000;
const failing = (times: number, breaker: Breaker = CLOSED, chance = 0.5): Breaker =>
  times === 0 ? breaker : failing(times - 1, failed(breaker, NOW, chance), chance);

describe("failed", () => {
  it.each([1, 2])("lets the Region go on after %i in a row", (times) => {
    expect(isResting(failing(times), NOW)).toBe(false);
  });

  it("rests the Region after three in a row, for two seconds give or take a quarter", () => {
    const early = failing(3, CLOSED, 0);
    expect([isResting(early, NOW + 1_499), isResting(early, NOW + 1_500)]).toStrictEqual([true, false]);
    const late = failing(3, CLOSED, 1);
    expect([isResting(late, NOW + 2_499), isResting(late, NOW + 2_500)]).toStrictEqual([true, false]);
  });

  it("does not rest longer for calls that were under way when the rest began", () => {
    const resting = failing(3);
    expect(failing(20, resting)).toMatchObject({ restsUntil: resting.restsUntil, rests: 1 });
  });

  it("doubles the rest after each trial that failed, up to half a minute", () => {
    let breaker = failing(3);
    const rests: number[] = [];
    for (let at = 0; at < 6; at += 1) {
      const after = breaker.restsUntil;
      breaker = failed(attempted(breaker, after), after, 0.5);
      rests.push(breaker.restsUntil - after);
    }
    expect(rests).toStrictEqual([4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });
});

describe("attempted", () => {
  it("changes nothing while the Region is well", () => {
    expect(attempted(CLOSED, NOW)).toBe(CLOSED);
  });

  it("keeps others away while somebody tries, and no longer than any attempt lasts", () => {
    const rested = failing(3);
    const trial = attempted(rested, rested.restsUntil);
    expect(isResting(rested, rested.restsUntil)).toBe(false);
    expect(isResting(trial, rested.restsUntil + 9_999)).toBe(true);
    expect(isResting(trial, rested.restsUntil + 10_000)).toBe(false);
  });
});

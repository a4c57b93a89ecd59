import { describe, expect, it } from "vitest";
import { createRegionHealth } from "../../functions/launching/region-health.ts";

function health() {
  let now = 1_000_000;
  const made = createRegionHealth(
    () => now,
    () => 0.5,
  );
  return { ...made, later: (milliseconds: number) => (now += milliseconds) };
}

describe("createRegionHealth", () => {
  it("rests a Region that failed three times in a row, and no other", () => {
    const { begin, failed, resting } = health();
    for (const _ of [1, 2, 3]) {
      expect(begin("eu-west-1")).toBe(true);
      failed("eu-west-1");
    }
    expect(begin("eu-west-1")).toBe(false);
    expect(begin("us-east-1")).toBe(true);
    expect([...resting()]).toStrictEqual(["eu-west-1"]);
  });

  it("begins to count anew after a success", () => {
    const { failed, succeeded, resting } = health();
    for (const _ of [1, 2]) failed("eu-west-1");
    succeeded("eu-west-1");
    for (const _ of [1, 2]) failed("eu-west-1");
    expect(resting().size).toBe(0);
  });

  it("lets one launch try a rested Region, and all of them once that went well", () => {
    const { begin, failed, succeeded, resting, later } = health();
    for (const _ of [1, 2, 3]) failed("eu-west-1");
    later(2_000);
    expect(resting().size).toBe(0);
    expect(begin("eu-west-1")).toBe(true);
    expect(begin("eu-west-1")).toBe(false);
    expect([...resting()]).toStrictEqual(["eu-west-1"]);
    succeeded("eu-west-1");
    expect(begin("eu-west-1")).toBe(true);
    expect(begin("eu-west-1")).toBe(true);
  });

  it("has one budget of further calls for all Regions, which launches earn again", () => {
    const { spend, canSpend, earn } = health();
    const spentAtOnce = Array.from({ length: 30 }, () => spend()).filter(Boolean);
    expect(spentAtOnce).toHaveLength(20);
    expect(canSpend()).toBe(false);
    for (let at = 0; at < 21; at += 1) earn();
    expect([canSpend(), canSpend()]).toStrictEqual([true, true]);
    expect(spend()).toBe(true);
    expect(spend()).toBe(false);
  });
});

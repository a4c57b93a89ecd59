import { describe, expect, it } from "vitest";
import { lastKnownAt } from "../../functions/core/last-known-at.ts";

describe("lastKnownAt", () => {
  it("is the launch, and the end of its session once there is one", () => {
    expect(lastKnownAt({ launchedAt: 100 })).toBe(100);
    expect(lastKnownAt({ launchedAt: 100, endedAt: 160 })).toBe(160);
  });

  it("is not before the launch, whatever the clock of whoever ended it says", () => {
    expect(lastKnownAt({ launchedAt: 100, endedAt: 98 })).toBe(100);
  });
});

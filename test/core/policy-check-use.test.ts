import { describe, expect, it } from "vitest";
import { isLookedAfter } from "../../functions/core/policy-use.ts";
import { type Json, withValues } from "../support/policies.ts";
import { issuesOf } from "../support/policy-issues.ts";
import { aUsePolicy } from "../support/use-builders.ts";

const BUDGET = { seconds: 3_600, period: "week", timeZone: "Europe/Madrid" };
const federated = [
  [["fleets", "dublin", "launchMethod"], "federation"],
  [
    ["fleets", "dublin", "federation"],
    { link: "https://login.example.com/start?RelayState={relayState}", accountId: "111122223333" },
  ],
] as const;
const withUse = (use: Json) => issuesOf(withValues([["applications", "design", "use"], use]));

describe("an application's use", () => {
  it("may be limited in every way", () => {
    const use = { concurrentSessions: 1, totalSessions: 50, sessionSeconds: 3_600, budget: BUDGET };
    expect(withUse({ ...use, terminatePrevious: true })).toStrictEqual([]);
    expect(withUse({})).toStrictEqual([]);
    expect(withUse(null)).toStrictEqual([]);
  });

  it.each([
    ["no session at all", { concurrentSessions: 0 }],
    ["more seats than an item holds", { totalSessions: 2_001 }],
    ["sessions of minutes", { sessionSeconds: 599 }],
    ["sessions longer than AppStream's", { sessionSeconds: 432_001 }],
    ["time for a year", { budget: { ...BUDGET, period: "year" } }],
    ["time in no zone", { budget: { ...BUDGET, timeZone: "Mars/Olympus" } }],
    ["an offset in the place of a zone", { budget: { ...BUDGET, timeZone: "+01:00" } }],
    ["a key that no policy has", { concurrent: 1 }],
  ])("refuses %s", (_what, use) => {
    expect(withUse(use)).toHaveLength(1);
  });

  it("refuses a session that is longer than the time there is", () => {
    expect(withUse({ sessionSeconds: 3_601, budget: BUDGET })).toStrictEqual([
      "applications.design.use.sessionSeconds must be at most the budget of a week (3600), or no session can be that long",
    ]);
  });

  it("refuses more for one person than for all", () => {
    expect(withUse({ concurrentSessions: 3, totalSessions: 2 })).toStrictEqual([
      "applications.design.use.concurrentSessions must be at most totalSessions (2), or one person may have more than there are",
    ]);
  });

  it("refuses to end sessions where none are counted", () => {
    const use = [["applications", "design", "use"], { terminatePrevious: true }] as const;
    expect(issuesOf(withValues(use))).toStrictEqual([
      "applications.design.use.terminatePrevious ends nothing: neither this application nor `limits` has `concurrentSessions`",
    ]);
    expect(issuesOf(withValues(use, [["limits", "concurrentSessions"], 2]))).toStrictEqual([]);
  });

  it("refuses limits where sessions come by federation", () => {
    const use = [["applications", "design", "use"], { sessionSeconds: 3_600 }] as const;
    expect(issuesOf(withValues(...federated, use))).toContain(
      "applications.design.use cannot be kept on the fleet `dublin`, whose sessions come by federation and cannot be counted",
    );
    expect(issuesOf(withValues(...federated, [["limits", "concurrentSessions"], 1]))).toContain(
      "limits.concurrentSessions cannot be kept on the fleet `dublin`, whose sessions come by federation and cannot be counted",
    );
  });
});

describe("isLookedAfter", () => {
  it("is an application whose time or seats are counted", () => {
    const budget = { seconds: 600, period: "day", timeZone: "UTC" } as const;
    for (const use of [{ sessionSeconds: 600 }, { budget }, { totalSessions: 5 }]) {
      expect(isLookedAfter(aUsePolicy(use))).toBe(true);
    }
    for (const use of [undefined, null, aUsePolicy(), aUsePolicy({ concurrentSessions: 1 })]) {
      expect(isLookedAfter(use)).toBe(false);
    }
  });
});

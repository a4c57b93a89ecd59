import { describe, expect, it } from "vitest";
import type { CandidateFinding } from "../../functions/core/decision.ts";
import { classAt, type SetAside, waitingAfter, waitingFor } from "../../functions/core/waiting.ts";

const NOW = 1_795_420_800;
const FULL: SetAside = { fleet: "dublin", reason: "fleet_full", kind: "always_on" };
const aside = (reason: SetAside["reason"], kind: SetAside["kind"] = "always_on"): SetAside => ({
  ...{ fleet: "frankfurt", reason, kind },
});
const TRAINING = { name: "Training A", starts: NOW - 60, ends: NOW + 3_600, people: 40 };

describe("waitingFor", () => {
  it.each([
    ["a full fleet", FULL, { reason: "fleet_full", usualSeconds: [600, 1_200] }],
    [
      "an On-Demand start",
      aside("fleet_starting", "on_demand"),
      { reason: "fleet_starting", usualSeconds: [60, 120] },
    ],
    ["another start", aside("fleet_starting"), { reason: "fleet_starting", usualSeconds: [600, 1_200] }],
    ["a resting Region", aside("region_resting"), { reason: "region_resting", usualSeconds: [10, 120] }],
    [
      "a consent",
      aside("needs_consent"),
      { reason: "fleet_full", usualSeconds: [600, 1_200], offers: ["frankfurt"] },
    ],
  ])("waits for %s as long as that usually takes", (_, setAside, expected) => {
    expect(waitingFor([setAside], [], NOW)).toStrictEqual({ offers: [], classWindow: null, ...expected });
  });

  it.each([
    "fleet_stopped",
    "fleet_stopping",
    "fleet_not_found",
    "domain_joined",
    "stack_not_associated",
    "fleet_failing",
    "drained",
  ] as const)("waits for nothing where all there is is %s", (reason) => {
    expect(waitingFor([aside(reason)], [], NOW)).toBeUndefined();
  });

  it("says what comes soonest, in whatever order it is told", () => {
    const all = [FULL, aside("fleet_stopped"), aside("fleet_starting", "on_demand")];
    expect(waitingFor(all, [], NOW)).toMatchObject({ reason: "fleet_starting", usualSeconds: [60, 120] });
    expect(waitingFor(all.toReversed(), [], NOW)).toStrictEqual(waitingFor(all, [], NOW));
  });

  it("waits for nothing of nothing", () => {
    expect(waitingFor([], [], NOW)).toBeUndefined();
  });

  it("names the class that is on", () => {
    expect(waitingFor([FULL], [TRAINING], NOW)).toMatchObject({
      classWindow: { name: "Training A", people: 40 },
    });
  });
});

describe("classAt", () => {
  it.each([
    ["before it starts", TRAINING.starts - 1, null],
    ["when it starts", TRAINING.starts, { name: "Training A", people: 40 }],
    ["in its last second", TRAINING.ends - 1, { name: "Training A", people: 40 }],
    ["when it ends", TRAINING.ends, null],
  ])("knows %s", (_, moment, expected) => {
    expect(classAt([TRAINING], moment)).toStrictEqual(expected);
  });
});

describe("waitingAfter", () => {
  const tried = (...faults: Parameters<typeof waitingAfter>[0][number]["fault"][]) =>
    waitingAfter(
      faults.map((fault) => ({ fleet: "dublin", fault })),
      ...[[], [], NOW],
    );

  it.each([
    "throttled",
    "region_failing",
    "region_unreachable",
    "attempt_timed_out",
    "garbage_answer",
    "region_resting",
    "budget_spent",
  ] as const)("waits for the Region after %s", (fault) => {
    expect(tried(fault, "fleet_not_available")).toMatchObject({ reason: "region_resting" });
  });

  it("offers the fleets that were not tried, and those for which they have to say yes", () => {
    const kept = (fleet: string): CandidateFinding => ({
      ...{ fleet, kept: true, rank: 0, preference: null, distanceKilometres: null },
      ...{ freePlaces: 2, isOverflow: false, session: null },
    });
    const dropped = (fleet: string, reason: "needs_consent" | "fleet_full"): CandidateFinding => ({
      ...{ fleet, kept: false, reason, wall: null },
    });
    const candidates = [
      ...[kept("dublin"), kept("frankfurt")],
      ...[dropped("virginia", "needs_consent"), dropped("madrid", "fleet_full")],
    ];
    const waiting = waitingAfter([{ fleet: "dublin", fault: "throttled" }], candidates, [], NOW);
    expect(waiting).toMatchObject({ reason: "region_resting", offers: ["frankfurt", "virginia"] });
  });

  it("waits for a place where somebody else got the last one", () => {
    expect(tried("throttled", "no_place")).toMatchObject({
      reason: "fleet_full",
      usualSeconds: [600, 1_200],
    });
  });

  it.each([
    "fleet_not_available",
    "stack_or_fleet_not_found",
    "operation_not_permitted",
    "access_denied",
  ] as const)("waits for nothing after %s", (fault) => {
    expect(tried(fault)).toBeUndefined();
  });

  it("offers the fleets that need a yes", () => {
    const candidates: readonly CandidateFinding[] = [
      { fleet: "virginia", kept: false, reason: "needs_consent", wall: null },
      { fleet: "tokyo", kept: false, reason: "fleet_full", wall: null },
    ];
    const failed = [{ fleet: "dublin", fault: "no_place" }] as const;
    expect(waitingAfter(failed, candidates, [TRAINING], NOW)).toMatchObject({
      ...{ offers: ["virginia"], classWindow: { name: "Training A", people: 40 } },
    });
  });
});

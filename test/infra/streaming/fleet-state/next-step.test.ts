import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type FleetGoal,
  type FleetObservation,
  type FleetState,
  LONGEST_OPERATION_SECONDS,
  nextStep,
  type Patience,
} from "../../../../infra/streaming/fleet-state/next-step.ts";

const PATIENT: Patience = { longestWaitSeconds: 1200, afterLongestWait: "give_up" };

function aFleetThatIs(state: FleetState, overrides: Partial<FleetObservation> = {}): FleetObservation {
  return { state, inUse: 0, errors: [], ...overrides };
}

function kindOf(goal: FleetGoal, state: FleetState, waitedSeconds = 0): string {
  return nextStep(goal, aFleetThatIs(state), waitedSeconds, PATIENT).kind;
}

describe("nextStep towards a running fleet", () => {
  it.each([
    ["STOPPED", "start"],
    ["STOPPING", "wait"],
    ["STARTING", "wait"],
    ["RUNNING", "finish"],
  ] as const)("from %s is to %s", (state, expected) => {
    expect(kindOf("running", state)).toBe(expected);
    expect(kindOf("running_again", state)).toBe(expected);
  });

  it("gives up on a fleet that does not exist, unless only an existing one should run again", () => {
    expect(nextStep("running", aFleetThatIs("ABSENT"), 0, PATIENT)).toEqual({
      kind: "give_up",
      because: "there is no such fleet",
    });
    expect(kindOf("running_again", "ABSENT")).toBe("finish");
  });

  it("gives up with AppStream's own words on a fleet that fell back to STOPPED", () => {
    const fallen = aFleetThatIs("STOPPED", { errors: ["IMAGE_NOT_FOUND: no image finance-7"] });
    expect(nextStep("running", fallen, 119, PATIENT)).toEqual({ kind: "start" });
    expect(nextStep("running", fallen, 120, PATIENT)).toEqual({
      kind: "give_up",
      because: "it does not start; IMAGE_NOT_FOUND: no image finance-7",
    });
  });

  it("starts a stopped fleet without errors however long it was waited for", () => {
    expect(kindOf("running", "STOPPED", 600)).toBe("start");
  });
});

describe("nextStep towards a stopped fleet", () => {
  it.each([
    ["ABSENT", "finish"],
    ["STOPPED", "finish"],
    ["STOPPING", "wait"],
    ["STARTING", "stop"],
    ["RUNNING", "stop"],
  ] as const)("from %s, with nobody on it, is to %s", (state, expected) => {
    expect(kindOf("stopped", state)).toBe(expected);
  });

  it("waits while somebody is on it", () => {
    expect(nextStep("stopped", aFleetThatIs("RUNNING", { inUse: 3 }), 1199, PATIENT)).toEqual({
      kind: "wait",
    });
  });

  it("gives up after the longest wait, having changed nothing", () => {
    expect(nextStep("stopped", aFleetThatIs("RUNNING", { inUse: 3 }), 1200, PATIENT)).toEqual({
      kind: "give_up",
      because:
        "3 of its instances are still in use after 20 minutes, and nothing was changed; deploy again in a quieter " +
        "hour, or give the fleet a second colour",
    });
  });

  it("stops after the longest wait where the owner said so", () => {
    const impatient: Patience = { ...PATIENT, afterLongestWait: "stop" };
    expect(nextStep("stopped", aFleetThatIs("RUNNING", { inUse: 3 }), 1200, impatient)).toEqual({
      kind: "stop",
    });
  });
});

describe("nextStep", () => {
  it("is done at once where nothing is to be done", () => {
    expect(kindOf("as_is", "STOPPED")).toBe("finish");
  });

  it("gives up before CloudFormation does, saying what the fleet was doing", () => {
    expect(kindOf("running", "STARTING", LONGEST_OPERATION_SECONDS - 1)).toBe("wait");
    expect(nextStep("running", aFleetThatIs("STARTING"), LONGEST_OPERATION_SECONDS, PATIENT)).toEqual({
      kind: "give_up",
      because: "it is still STARTING after 50 minutes",
    });
  });

  it("is glad of a fleet that is there at last", () => {
    expect(kindOf("running", "RUNNING", LONGEST_OPERATION_SECONDS)).toBe("finish");
  });

  it("never stops a fleet with a session on it before the longest wait is over, or without being told to", () => {
    const cases = fc.record({
      goal: fc.constantFrom<FleetGoal[]>("running", "running_again", "stopped", "as_is"),
      waited: fc.nat(4000),
      inUse: fc.integer({ min: 1, max: 500 }),
      longestWaitSeconds: fc.nat(2400),
      afterLongestWait: fc.constantFrom("give_up" as const, "stop" as const),
    });
    fc.assert(
      fc.property(cases, ({ goal, waited, inUse, ...patience }) => {
        const { kind } = nextStep(goal, aFleetThatIs("RUNNING", { inUse }), waited, patience);
        const isAllowed = patience.afterLongestWait === "stop" && waited >= patience.longestWaitSeconds;
        expect(kind !== "stop" || isAllowed).toBe(true);
      }),
    );
  });
});

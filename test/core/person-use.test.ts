import { describe, expect, it } from "vitest";
import { heldSessions, isUnderWay, NO_USE, settled, withSlot } from "../../functions/core/person-use.ts";
import { aSession } from "../support/situations.ts";
import { aSlot, aUse, NOON } from "../support/use-builders.ts";

const keepsNone = (): boolean => false;

describe("heldSessions", () => {
  it("counts each session once, whether it has a slot or not", () => {
    const use = aUse([aSlot({ fleet: "dublin", startedAt: NOON - 50 })]);
    const sessions = [
      aSession({ fleet: "dublin" }),
      aSession({ fleet: "virginia", launchId: "before-the-limit" }),
    ];
    const held = heldSessions(sessions, use, use, NOON);
    expect(held.map(({ session, startedAt }) => [session?.fleet, startedAt])).toEqual([
      ["virginia", 0],
      ["dublin", NOON - 50],
    ]);
  });

  it("counts no slot of which AppStream has no session, nor one that is over", () => {
    const use = aUse([aSlot({ fleet: "dublin" }), aSlot({ launchId: "launch-2", isOver: true })]);
    expect(heldSessions([], use, use, NOON)).toEqual([]);
  });

  it("counts a launch that is under way, for a minute", () => {
    const use = aUse([aSlot({ fleet: null, startedAt: NOON })]);
    expect(heldSessions([], use, use, NOON + 59)).toMatchObject([
      { application: "atlas", session: undefined },
    ]);
    expect(heldSessions([], use, use, NOON + 60)).toEqual([]);
  });

  it("counts what came since the sessions were looked for, once", () => {
    const use = aUse([aSlot({ fleet: "dublin" })]);
    expect(heldSessions([], use, NO_USE, NOON)).toHaveLength(1);
    expect(heldSessions([aSession({ fleet: "dublin" })], use, NO_USE, NOON)).toHaveLength(1);
  });

  it("counts what was under way at the look, and has arrived since", () => {
    const looked = aUse([aSlot({ fleet: null })]);
    expect(heldSessions([], aUse([aSlot({ fleet: "dublin" })]), looked, NOON)).toHaveLength(1);
  });
});

describe("withSlot", () => {
  const mine = { launchId: "launch-9", application: "atlas" };
  const launchesAfter = (...args: Parameters<typeof withSlot>) =>
    withSlot(...args).slots.map(({ launchId }) => launchId);

  it("adds a slot without a fleet", () => {
    expect(withSlot(NO_USE, NO_USE, mine, [], keepsNone, NOON)).toEqual({
      slots: [aSlot({ ...mine, fleet: null, startedAt: NOON, countedUntil: NOON })],
      spent: [],
    });
  });

  it("drops what is gone and what was cut off, and nothing else", () => {
    const use = aUse([
      aSlot({ launchId: "gone", fleet: "dublin" }),
      aSlot({ launchId: "cut-off", fleet: null, startedAt: NOON - 60 }),
      aSlot({ launchId: "lives", fleet: "virginia" }),
      aSlot({ launchId: "under-way", fleet: null, startedAt: NOON - 59 }),
    ]);
    const sessions = [aSession({ fleet: "virginia" })];
    expect(launchesAfter(use, use, mine, sessions, keepsNone, NOON)).toEqual([
      "lives",
      "under-way",
      "launch-9",
    ]);
    const since = aUse([aSlot({ launchId: "since", fleet: "dublin" })]);
    expect(launchesAfter(since, NO_USE, mine, [], keepsNone, NOON)).toEqual(["since", "launch-9"]);
  });

  it("leaves to the keeper what is gone and holds a seat or time", () => {
    const use = aUse([aSlot({ fleet: "dublin" })]);
    const { slots } = withSlot(use, use, mine, [], (id) => id === "atlas", NOON);
    expect(slots).toMatchObject([
      { launchId: "launch-1", isOver: true },
      { launchId: "launch-9", isOver: false },
    ]);
  });
});

describe("settled", () => {
  const use = aUse([aSlot({ fleet: null }), aSlot({ launchId: "launch-2", fleet: null })]);

  it("says where the launch went", () => {
    expect(settled(use, "launch-1", "dublin").slots.map(({ fleet }) => fleet)).toEqual(["dublin", null]);
  });

  it("frees the slot of a launch that went nowhere", () => {
    expect(settled(use, "launch-1", null).slots.map(({ launchId }) => launchId)).toEqual(["launch-2"]);
  });
});

describe("isUnderWay", () => {
  it("is a launch without a fleet, within a minute", () => {
    expect(isUnderWay(aSlot({ fleet: null, startedAt: NOON }), NOON + 59)).toBe(true);
    expect(isUnderWay(aSlot({ fleet: null, startedAt: NOON }), NOON + 60)).toBe(false);
    expect(isUnderWay(aSlot({ fleet: "dublin", startedAt: NOON }), NOON)).toBe(false);
  });
});

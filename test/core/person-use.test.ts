import { describe, expect, it } from "vitest";
import {
  heldSessions,
  isUnderWay,
  mayBeOpened,
  NO_USE,
  numberOf,
  ownSlot,
  settled,
  withSlot,
  withUrl,
} from "../../functions/core/person-use.ts";
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

  it("counts a slot of which AppStream has no session, or that is over, until its URL is of no use", () => {
    const use = aUse([
      aSlot({ fleet: "dublin", openUntil: NOON }),
      aSlot({ launchId: "launch-2", fleet: "virginia", openUntil: NOON, isOver: true }),
    ]);
    const url = { application: "atlas", session: undefined, isUrlAlone: true };
    expect(heldSessions([], use, use, NOON + 119)).toMatchObject([
      { ...url, fleet: "dublin" },
      { ...url, fleet: "virginia" },
    ]);
    expect(heldSessions([], use, use, NOON + 120)).toEqual([]);
  });

  it("counts a URL beside a session of another application on its fleet, and beside none of its own", () => {
    const use = aUse([aSlot({ fleet: "dublin", isOver: true })]);
    const held = heldSessions([aSession({ fleet: "dublin", application: "notes" })], use, use, NOON);
    expect(held.map(({ application, isUrlAlone }) => [application, isUrlAlone])).toEqual([
      ["notes", false],
      ["atlas", true],
    ]);
    expect(heldSessions([aSession({ fleet: "dublin" })], use, use, NOON)).toHaveLength(1);
  });

  it("says of which sessions a URL may still be opened", () => {
    const use = aUse([aSlot({ fleet: "dublin", openUntil: NOON })]);
    const opened = (now: number) => heldSessions([aSession()], use, use, now)[0]?.mayBeOpened;
    expect([opened(NOON + 119), opened(NOON + 120)]).toEqual([true, false]);
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

describe("numberOf", () => {
  it("is one for each session and launch, and one for each other fleet to which URLs lead", () => {
    const use = aUse([
      aSlot({ launchId: "under-way-1", fleet: null }),
      aSlot({ launchId: "under-way-2", fleet: null }),
      aSlot({ launchId: "same-fleet", fleet: "dublin", application: "notes", isOver: true }),
      aSlot({ launchId: "url-1", fleet: "virginia", isOver: true }),
      aSlot({ launchId: "url-2", fleet: "virginia", isOver: true }),
    ]);
    const held = heldSessions([aSession({ fleet: "dublin" })], use, use, NOON);
    expect([held.length, numberOf(held)]).toEqual([6, 4]);
  });
});

describe("ownSlot", () => {
  const session = aSession({ fleet: "dublin", launchId: "newest-launch" });
  const idOf = (...slots: Parameters<typeof aUse>[0]) => ownSlot(aUse(slots), session, NOON)?.launchId;

  it("is that of the application on the fleet, or of the launch", () => {
    expect(idOf(aSlot({ launchId: "first", fleet: "dublin" }))).toBe("first");
    expect(idOf(aSlot({ launchId: "newest-launch", fleet: null }))).toBe("newest-launch");
    expect(idOf(aSlot({ fleet: "virginia" }), aSlot({ fleet: "dublin", application: "notes" }))).toBe(
      undefined,
    );
  });

  it("is one that is over only where its URL may be opened, and no other is there", () => {
    const over = aSlot({ launchId: "over", isOver: true, openUntil: NOON });
    expect(idOf(over)).toBe("over");
    expect(idOf(over, aSlot({ launchId: "newer" }))).toBe("newer");
    expect(idOf({ ...over, openUntil: NOON - 120 })).toBe(undefined);
  });
});

describe("withUrl", () => {
  it("says how long the newest URL may be opened, of one slot, which is over no more", () => {
    const use = aUse([aSlot({ openUntil: NOON, isOver: true }), aSlot({ launchId: "launch-2" })]);
    const [first, second] = withUrl(use, "launch-1", NOON + 9);
    expect(first).toMatchObject({ openUntil: NOON + 9, isOver: false });
    expect(second).toEqual(use.slots[1]);
    expect(withUrl(use, "launch-1", NOON - 9)).toMatchObject([{ openUntil: NOON }, {}]);
  });
});

describe("withSlot", () => {
  const mine = { launchId: "launch-9", application: "atlas", openUntil: NOON + 68 };
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
      aSlot({ launchId: "gone", fleet: "dublin", openUntil: NOON - 120 }),
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

  it("keeps what is gone as long as its URL may be opened", () => {
    const use = aUse([aSlot({ fleet: "dublin", openUntil: NOON - 119 })]);
    const { slots } = withSlot(use, use, mine, [], keepsNone, NOON);
    expect(slots).toMatchObject([{ launchId: "launch-1", isOver: true }, { launchId: "launch-9" }]);
  });

  it("leaves to the keeper what is gone and holds a seat or time", () => {
    const use = aUse([aSlot({ fleet: "dublin", openUntil: NOON - 120 })]);
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

describe("mayBeOpened", () => {
  it("is until AppStream would tell of the session that the URL opened", () => {
    const slot = aSlot({ openUntil: NOON });
    expect([mayBeOpened(slot, NOON + 119), mayBeOpened(slot, NOON + 120)]).toEqual([true, false]);
    expect(mayBeOpened({ ...slot, fleet: null }, NOON)).toBe(false);
  });
});

describe("isUnderWay", () => {
  it("is a launch without a fleet, within a minute", () => {
    expect(isUnderWay(aSlot({ fleet: null, startedAt: NOON }), NOON + 59)).toBe(true);
    expect(isUnderWay(aSlot({ fleet: null, startedAt: NOON }), NOON + 60)).toBe(false);
    expect(isUnderWay(aSlot({ fleet: "dublin", startedAt: NOON }), NOON)).toBe(false);
  });
});

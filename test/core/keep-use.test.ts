import { describe, expect, it } from "vitest";
import { keepUse, type SlotLook, slotsToAsk, withoutEnded } from "../../functions/core/keep-use.ts";
import type { PersonUse } from "../../functions/core/person-use.ts";
import type { UsePolicy } from "../../functions/core/policy-use.ts";
import { anApplication, anIndex, aPolicy } from "../support/core-builders.ts";
import { aSlot, aUse, aUsePolicy, NOON } from "../support/use-builders.ts";

const MADRID_DAY = { seconds: 3_600, period: "day", timeZone: "Europe/Madrid" } as const;
/** 2026-07-08T00:00 in Madrid. */
const MIDNIGHT = Date.parse("2026-07-07T22:00:00Z") / 1_000;

const indexWith = (use: Partial<UsePolicy>) =>
  anIndex(
    aPolicy({ applications: { atlas: anApplication({ use: aUsePolicy(use) }), notes: anApplication() } }),
  );
const HOUR = indexWith({ sessionSeconds: 3_600 });
const BUDGET = indexWith({ budget: MADRID_DAY });
const looks = (all: Readonly<Record<string, string | null | undefined>>): ReadonlyMap<string, SlotLook> =>
  new Map(
    Object.entries(all).map(([id, sessionId]) => [id, sessionId === undefined ? undefined : { sessionId }]),
  );
const LIVE = looks({ "launch-1": "session-1" });
const GONE = looks({ "launch-1": null });
const spentIn = ({ spent }: PersonUse) => spent.map(({ seconds }) => seconds);

describe("slotsToAsk", () => {
  it("are those with a fleet, of applications that are looked after", () => {
    const use = aUse([
      aSlot(),
      aSlot({ launchId: "under-way", fleet: null }),
      aSlot({ launchId: "over", isOver: true }),
      aSlot({ launchId: "other", application: "notes" }),
      aSlot({ launchId: "of-another-policy", application: "retired" }),
    ]);
    expect(slotsToAsk(use, HOUR).map(({ launchId }) => launchId)).toEqual(["launch-1", "over"]);
  });
});

describe("keepUse", () => {
  it("counts the time since the last look, once", () => {
    const first = keepUse(aUse([aSlot()]), LIVE, BUDGET, NOON + 90);
    expect(first.next).toMatchObject({
      slots: [{ countedUntil: NOON + 90 }],
      spent: [{ application: "atlas", from: MIDNIGHT, seconds: 90 }],
    });
    expect(keepUse(first.next, LIVE, BUDGET, NOON + 90).next).toEqual(first.next);
    expect(spentIn(keepUse(first.next, LIVE, BUDGET, NOON + 100).next)).toEqual([100]);
  });

  it("counts nothing while the clock is behind, and nothing twice after it", () => {
    const use = keepUse(aUse([aSlot()]), LIVE, BUDGET, NOON + 90).next;
    const behind = keepUse(use, LIVE, BUDGET, NOON + 10).next;
    expect(behind).toEqual(use);
    expect(spentIn(keepUse(behind, LIVE, BUDGET, NOON + 95).next)).toEqual([95]);
  });

  it("counts into the period of now, and forgets the one before", () => {
    const before = aUse(
      [aSlot({ startedAt: MIDNIGHT - 600, countedUntil: MIDNIGHT - 60 })],
      [{ application: "atlas", from: MIDNIGHT - 86_400, seconds: 3_000 }],
    );
    expect(keepUse(before, LIVE, BUDGET, MIDNIGHT + 30).next.spent).toEqual([
      { application: "atlas", from: MIDNIGHT, seconds: 30 },
    ]);
    expect(keepUse({ ...before, slots: [] }, looks({}), BUDGET, MIDNIGHT + 30).next.spent).toEqual([]);
  });

  it("keeps what is spent of an application whose session is over, and drops what no policy asks about", () => {
    const spent = [
      { application: "atlas", from: MIDNIGHT, seconds: 500 },
      { application: "notes", from: MIDNIGHT, seconds: 500 },
    ];
    expect(keepUse(aUse([], spent), looks({}), BUDGET, NOON).next.spent).toEqual([spent[0]]);
  });

  it("ends a session once it is as long as it may be", () => {
    expect(keepUse(aUse([aSlot()]), LIVE, HOUR, NOON + 3_599)).toMatchObject({ toEnd: [] });
    const kept = keepUse(aUse([aSlot()]), LIVE, HOUR, NOON + 3_600);
    expect(kept).toMatchObject({
      toEnd: [{ slot: { launchId: "launch-1" }, sessionId: "session-1" }],
      next: { slots: [{ ending: "session-1" }] },
      nextDueAt: NOON + 3_601,
    });
  });

  it("ends every session of the application once the time of the period is spent", () => {
    const use = aUse(
      [aSlot(), aSlot({ launchId: "launch-2", fleet: "virginia" })],
      [{ application: "atlas", from: MIDNIGHT, seconds: 3_400 }],
    );
    const both = looks({ "launch-1": "session-1", "launch-2": "session-2" });
    expect(keepUse(use, both, BUDGET, NOON + 99).toEnd).toEqual([]);
    expect(keepUse(use, both, BUDGET, NOON + 100).toEnd.map(({ sessionId }) => sessionId)).toEqual([
      ...["session-1", "session-2"],
    ]);
  });

  it("looks again soon, and sooner where the time is up before", () => {
    expect(keepUse(aUse([aSlot()]), LIVE, HOUR, NOON).nextDueAt).toBe(NOON + 120);
    expect(keepUse(aUse([aSlot()]), LIVE, HOUR, NOON + 3_570).nextDueAt).toBe(NOON + 3_600);
    expect(keepUse(aUse([aSlot()]), looks({ "launch-1": undefined }), HOUR, NOON + 9_999).nextDueAt).toBe(
      NOON + 10_119,
    );
  });

  it("looks no more where nothing is looked after, and leaves others' slots as they are", () => {
    expect(keepUse(aUse([]), looks({}), HOUR, NOON).nextDueAt).toBeUndefined();
    const notes = aSlot({ application: "notes" });
    const kept = keepUse(aUse([notes]), looks({}), HOUR, NOON + 9_999);
    expect(kept).toMatchObject({ next: { slots: [notes] }, over: [], nextDueAt: undefined });
  });

  it("ends nothing of which the policy limits nothing, whatever is said of it", () => {
    const kept = keepUse(aUse([aSlot({ application: "notes" })]), LIVE, HOUR, NOON + 9_999);
    expect(kept).toMatchObject({ toEnd: [], over: [] });
  });

  it("gives a URL time to be opened, and then drops its slot uncharged", () => {
    expect(keepUse(aUse([aSlot()]), GONE, BUDGET, NOON + 179).over).toEqual([]);
    const kept = keepUse(aUse([aSlot()]), GONE, BUDGET, NOON + 180);
    expect(kept).toMatchObject({ over: [{ launchId: "launch-1" }], next: { slots: [], spent: [] } });
    const retired = aUse([aSlot({ application: "retired" })]);
    expect(keepUse(retired, GONE, BUDGET, NOON + 180).over).toHaveLength(1);
  });

  it("keeps the slot of what it ended until the last URL is of no use, and tells of the end once", () => {
    const use = aUse([aSlot({ ending: "session-1", openUntil: NOON })]);
    const kept = keepUse(use, GONE, HOUR, NOON + 119);
    expect(kept).toMatchObject({ over: [], endedBefore: use.slots, nextDueAt: NOON + 239 });
    expect(kept.next.slots).toEqual([aSlot({ isOver: true, openUntil: NOON })]);
    const last = keepUse(kept.next, GONE, HOUR, NOON + 120);
    expect(last).toMatchObject({ over: kept.next.slots, endedBefore: [] });
    expect(keepUse(use, GONE, HOUR, NOON + 120)).toMatchObject({ over: use.slots, endedBefore: use.slots });
  });

  it("goes on in the slot with a session that a kept URL opened", () => {
    const over = aUse([aSlot({ isOver: true, openUntil: NOON + 3_600 })]);
    const kept = keepUse(over, LIVE, HOUR, NOON + 3_600);
    expect(kept).toMatchObject({ over: [], toEnd: [{ sessionId: "session-1" }] });
    expect(kept.next.slots).toMatchObject([{ isOver: false, ending: "session-1" }]);
    // Also where it was opened at the last moment.
    expect(keepUse(over, LIVE, HOUR, NOON + 9_999).toEnd).toHaveLength(1);
  });

  it("tells that a session ended where another one is in its place", () => {
    const use = aUse([aSlot({ ending: "session-0" })]);
    expect(keepUse(use, LIVE, HOUR, NOON + 1)).toMatchObject({ endedBefore: use.slots, toEnd: [] });
    const ending = aUse([aSlot({ ending: "session-1" })]);
    for (const look of [LIVE, looks({ "launch-1": undefined })]) {
      expect(keepUse(ending, look, HOUR, NOON + 1).endedBefore).toEqual([]);
    }
  });

  it("counts a session in the newest slot of its fleet that is not over, and in no other", () => {
    const both = looks({ "launch-1": "session-1", "launch-2": "session-1" });
    const spent = (...slots: Parameters<typeof aUse>[0]) => {
      const { next, over } = keepUse(aUse(slots), both, BUDGET, NOON + 240);
      return [spentIn(next), over.map(({ launchId }) => launchId)];
    };
    const former = aSlot({ isOver: true });
    const newer = aSlot({ launchId: "launch-2" });
    expect(spent(former, newer)).toEqual([[240], ["launch-1"]]);
    expect(spent(former, { ...newer, isOver: true })).toEqual([[240], ["launch-1"]]);
    expect(spent(former, { ...newer, fleet: "virginia" })).toEqual([[480], []]);
  });

  it("drops what a launch found to be over, and launches that were cut off", () => {
    const over = aSlot({ isOver: true, openUntil: NOON - 120 });
    const use = aUse([over, aSlot({ launchId: "launch-2", fleet: null })]);
    for (const look of [GONE, looks({})]) {
      expect(keepUse(use, look, HOUR, NOON + 59).over).toEqual([over]);
    }
    expect(keepUse(use, GONE, HOUR, NOON + 60).over).toHaveLength(2);
    expect(keepUse(use, looks({ "launch-1": undefined }), HOUR, NOON + 59).over).toEqual([]);
  });

  it("does nothing to what AppStream was not heard about", () => {
    const use = aUse([aSlot()]);
    expect(keepUse(use, looks({ "launch-1": undefined }), HOUR, NOON + 9_999)).toMatchObject({
      ...{ next: use, toEnd: [], over: [] },
    });
  });

  it("lets a session go on that had to end by another policy", () => {
    const use = aUse([aSlot({ ending: "session-1" })]);
    expect(keepUse(use, LIVE, HOUR, NOON + 1).next.slots).toMatchObject([{ ending: null }]);
  });
});

describe("withoutEnded", () => {
  it("is the next write, without what was ended", () => {
    const use = aUse([aSlot(), aSlot({ launchId: "launch-2" })]);
    expect(withoutEnded(use, new Set(["launch-1"]), NOON + 180)).toMatchObject({
      next: { version: use.version + 1, slots: [{ launchId: "launch-2" }] },
      over: [{ launchId: "launch-1" }],
    });
  });

  it("keeps the slot of what may be opened anew", () => {
    const use = aUse([aSlot({ ending: "session-1" })]);
    expect(withoutEnded(use, new Set(["launch-1"]), NOON + 179)).toEqual({
      next: { ...use, version: use.version + 1, slots: [aSlot({ isOver: true })] },
      over: [],
    });
  });
});

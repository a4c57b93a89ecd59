import { describe, expect, it } from "vitest";
import { END_CAUSES, type EndablePlace, latestEnd } from "../../functions/core/session-end.ts";

const NOW = 1_795_165_200;

const aPlace = (change: Partial<EndablePlace> = {}): EndablePlace => ({
  ...{ application: "treasury", endedAt: NOW - 120, endedBy: "help_desk" },
  ...change,
});

describe("latestEnd", () => {
  it.each(END_CAUSES)("says what ended, how long ago, and that it was %s", (endedBy) => {
    expect(latestEnd([aPlace({ endedBy })], NOW)).toStrictEqual({
      ...{ application: "treasury", by: endedBy, endedAgo: 120 },
    });
  });

  it("is the last of several, in whichever order they come", () => {
    const places = [aPlace(), aPlace({ application: "design", endedAt: NOW - 60, endedBy: "self" })];
    const design = { application: "design", by: "self", endedAgo: 60 };
    expect(latestEnd(places, NOW)).toStrictEqual(design);
    expect(latestEnd(places.toReversed(), NOW)).toStrictEqual(design);
  });

  it.each([
    ["that go on", { endedAt: undefined }],
    ["of which nobody says who ended them", { endedBy: undefined }],
    ["that ended ten minutes ago", { endedAt: NOW - 600 }],
  ])("is none of sessions %s", (_case, change) => {
    expect(latestEnd([aPlace(change)], NOW)).toBeUndefined();
  });

  it("is news for ten minutes, also by a clock that is ahead", () => {
    expect(latestEnd([aPlace({ endedAt: NOW - 599 })], NOW)?.endedAgo).toBe(599);
    expect(latestEnd([aPlace({ endedAt: NOW + 5 })], NOW)?.endedAgo).toBe(1);
  });

  it("is none where there was none", () => {
    expect(latestEnd([], NOW)).toBeUndefined();
  });
});

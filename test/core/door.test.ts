import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  aheadOf,
  answerAt,
  type Door,
  enteredBy,
  NEW_DOOR,
  slotOf,
  turned,
} from "../../functions/core/door.ts";

const T0 = 1_000_000_000;
/** Longer than a place needs to show. */
const PERIOD = 20_000;

const nth = (observation: number): number => T0 + observation * PERIOD;
const drawn = (count: number, door: Door = NEW_DOOR): Door => ({ ...door, next: door.next + count });

/** All of them at once, in this order; answers who got in and the door after. */
function come(
  door: Door,
  numbers: readonly (number | undefined)[],
  now: number,
): { readonly in: readonly (number | undefined)[]; readonly door: Door } {
  const entered: (number | undefined)[] = [];
  let current = door;
  for (const number of numbers) {
    if (answerAt(current, number) !== "entered") continue;
    current = enteredBy(current, number, now);
    entered.push(number);
  }
  return { in: entered, door: current };
}

const newcomers = (count: number): undefined[] => Array.from({ length: count }, () => undefined);

describe("turned", () => {
  it("gives what an observation found to whoever comes where nobody waits", () => {
    const door = turned(NEW_DOOR, { observedAt: T0, freePlaces: 20 });
    expect(come(door, newcomers(500), T0).in).toHaveLength(20);
  });

  it("changes nothing for an observation that is no newer", () => {
    const door = turned(NEW_DOOR, { observedAt: T0, freePlaces: 2 });
    expect(turned(door, { observedAt: T0, freePlaces: 9 })).toBe(door);
    expect(turned(door, { observedAt: T0 - 1, freePlaces: 9 })).toBe(door);
  });

  it("takes off what was given too shortly before to have been seen", () => {
    const first = come(turned(NEW_DOOR, { observedAt: T0, freePlaces: 5 }), newcomers(2), nth(1) - 4_000);
    const next = turned(first.door, { observedAt: nth(1), freePlaces: 5 });
    expect(come(next, newcomers(9), nth(1)).in).toHaveLength(3);
  });

  it("takes off what was given since the observation by those who had an older one", () => {
    const first = come(turned(NEW_DOOR, { observedAt: T0, freePlaces: 5 }), newcomers(2), nth(1) + 1_000);
    const next = turned(first.door, { observedAt: nth(1), freePlaces: 5 });
    expect(come(next, newcomers(9), nth(1) + 2_000).in).toHaveLength(3);
  });

  it("forgets what was given long enough before", () => {
    const first = come(turned(NEW_DOOR, { observedAt: T0, freePlaces: 5 }), newcomers(2), T0 + 1);
    const next = turned(first.door, { observedAt: nth(1), freePlaces: 3 });
    expect(come(next, newcomers(9), nth(1)).in).toHaveLength(3);
    expect(next.given.size).toBe(0);
  });

  it("calls the first in the line, and keeps their places from those who come", () => {
    const door = turned(drawn(5), { observedAt: T0, freePlaces: 2 });
    expect(answerAt(door, undefined)).toBe("behind");
    expect(answerAt(door, 3)).toBe("behind");
    expect(come(door, [undefined, 5, 2, 3, 1], T0).in).toStrictEqual([2, 1]);
  });

  it("leaves to anybody what the line does not need", () => {
    const door = turned(drawn(2), { observedAt: T0, freePlaces: 5 });
    expect(come(door, [...newcomers(9), 1, 2], T0).in).toStrictEqual([...newcomers(3), 1, 2]);
  });

  it("keeps a called person's place for one observation more", () => {
    const first = turned(drawn(1), { observedAt: T0, freePlaces: 1 });
    const second = turned(first, { observedAt: nth(1), freePlaces: 1 });
    expect(answerAt(second, undefined)).toBe("behind");
    expect(answerAt(second, 1)).toBe("entered");
    const third = turned(second, { observedAt: nth(2), freePlaces: 1 });
    expect(answerAt(third, undefined)).toBe("entered");
  });

  it("keeps it while there is nothing to come for", () => {
    const first = turned(drawn(1), { observedAt: T0, freePlaces: 1 });
    const full = turned(first, { observedAt: nth(1), freePlaces: 0 });
    expect(answerAt(full, 1)).toBe("full");
    expect(answerAt(turned(full, { observedAt: nth(2), freePlaces: 1 }), undefined)).toBe("behind");
  });

  it("calls twice as many when nobody came, and as many as there are places again once somebody did", () => {
    const first = turned(drawn(9), { observedAt: T0, freePlaces: 2 });
    const second = turned(first, { observedAt: nth(1), freePlaces: 2 });
    expect([first.admitted, second.admitted]).toStrictEqual([2, 4]);
    const third = turned(come(second, [1, 2], nth(1)).door, { observedAt: nth(2), freePlaces: 3 });
    expect(third.admitted).toBe(5);
  });

  it.each([1, 10, 1_000, 10_000])("passes a line of %i who all left within 20 observations", (people) => {
    let door = drawn(people);
    let observations = 0;
    while (answerAt(door, undefined) !== "entered") {
      observations += 1;
      door = turned(door, { observedAt: nth(observations), freePlaces: 1 });
      expect(observations).toBeLessThanOrEqual(20);
    }
    expect(aheadOf(door, people + 1)).toBe(0);
  });

  it("gives of each observation at most what it found, and never overtakes who was not called", () => {
    const step = fc.record({
      freePlaces: fc.nat(6),
      draws: fc.nat(4),
      /** Of the line; the others are late or gone. */
      comes: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
      newcomers: fc.nat(4),
      millisecondsLater: fc.nat(PERIOD),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let door = NEW_DOOR;
        const gone = new Set<number>();
        for (const [
          place,
          { freePlaces, draws, comes, newcomers: others, millisecondsLater },
        ] of steps.entries()) {
          door = turned(door, { observedAt: nth(place), freePlaces });
          const line = Array.from({ length: door.next }, (_, index) => index + 1);
          const here = line.filter((number) => !gone.has(number) && comes[number % comes.length]);
          const result = come(door, [...newcomers(others), ...here], nth(place) + millisecondsLater);
          expect(result.in.length).toBeLessThanOrEqual(freePlaces);
          const firstUncalled = door.admitted < door.next ? door.admitted + 1 : Number.POSITIVE_INFINITY;
          const overtakers = result.in.filter((number) => (number ?? firstUncalled + 1) > firstUncalled);
          if (firstUncalled <= door.next) expect(overtakers).toStrictEqual([]);
          for (const number of result.in) if (number !== undefined) gone.add(number);
          door = drawn(draws, result.door);
          expect(door.given.size).toBeLessThanOrEqual(7);
        }
      }),
    );
  });
});

describe("answerAt", () => {
  it("tells one with nothing to give from one that gives it to others", () => {
    const door = turned(drawn(2), { observedAt: T0, freePlaces: 1 });
    expect(answerAt(door, 2)).toBe("behind");
    expect(answerAt(come(door, [1], T0).door, 2)).toBe("full");
  });

  it("says full where nothing was observed yet", () => {
    expect(answerAt(NEW_DOOR, undefined)).toBe("full");
  });
});

describe("aheadOf", () => {
  it("counts those who are called before", () => {
    const door = turned(drawn(9), { observedAt: T0, freePlaces: 4 });
    expect([1, 4, 5, 6, 9].map((number) => aheadOf(door, number))).toStrictEqual([0, 0, 0, 1, 4]);
  });
});

describe("slotOf", () => {
  it("is the same for five seconds", () => {
    expect([0, 4_999, 5_000].map(slotOf)).toStrictEqual([0, 0, 1]);
  });
});

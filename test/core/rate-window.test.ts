import { describe, expect, it } from "vitest";
import { rateState, windowAt } from "../../functions/core/rate-window.ts";

const RATE = { requests: 3, seconds: 60 };

describe("windowAt", () => {
  it.each([
    [120, 120],
    [121, 120],
    [179, 120],
    [180, 180],
  ])("puts second %i into the window that begins at %i", (now, startsAt) => {
    expect(windowAt(RATE, now)).toStrictEqual({ startsAt, endsAt: startsAt + 60 });
  });
});

describe("rateState", () => {
  it("says how many are left, and until when", () => {
    expect(rateState("person", RATE, 1, 130)).toStrictEqual({
      ...{ name: "person", rate: RATE, remaining: 2, resetSeconds: 50, isExceeded: false },
    });
  });

  it("lets the last one through, and the next one not", () => {
    expect(rateState("person", RATE, 3, 130)).toMatchObject({ remaining: 0, isExceeded: false });
    expect(rateState("person", RATE, 4, 130)).toMatchObject({ remaining: 0, isExceeded: true });
  });

  it("takes one that was not counted for one too many", () => {
    expect(rateState("client", RATE, undefined, 179)).toMatchObject({ remaining: 0, isExceeded: true });
  });
});

import { describe, expect, it } from "vitest";
import type { AccountFleet } from "../../../cli/doctor/account-facts.ts";
import { checkTimeouts } from "../../../cli/doctor/check-timeouts.ts";
import { anAccountFleet, findingsOf } from "../../support/account-facts.ts";

const ofIreland = (changes: Partial<AccountFleet>) =>
  findingsOf(checkTimeouts, { fleets: { ireland: { fleet: anAccountFleet(changes) } } });

describe("checkTimeouts", () => {
  it("has nothing to say of ordinary times, or of none", () => {
    expect(ofIreland({ disconnectTimeoutSeconds: 300, maxUserDurationSeconds: 3_600 })).toStrictEqual([]);
    expect(ofIreland({ disconnectTimeoutSeconds: 14_400 })).toStrictEqual([]);
    expect(
      ofIreland({ disconnectTimeoutSeconds: undefined, maxUserDurationSeconds: undefined }),
    ).toStrictEqual([]);
  });

  it.each([
    [
      { disconnectTimeoutSeconds: 299 },
      "ends a session 299 s after its connection breaks: people who come back find it gone",
    ],
    [
      { disconnectTimeoutSeconds: 14_401 },
      "keeps a session 14401 s after its connection breaks, and its place with it",
    ],
    [{ maxUserDurationSeconds: 3_599 }, "ends every session after 3599 s, whatever people are doing"],
    [
      { disconnectTimeoutSeconds: 7_200, maxUserDurationSeconds: 3_600 },
      "has a disconnect timeout (7200 s) longer than any session (3600 s)",
    ],
  ])("warns of %j", (changes, message) => {
    expect(ofIreland(changes)).toStrictEqual([`warning fleets.ireland.fleet ${message}`]);
  });

  it("says nothing of a fleet that it does not know", () => {
    for (const fleet of [undefined, "not_found"] as const) {
      expect(findingsOf(checkTimeouts, { fleets: { ireland: { fleet } } })).toStrictEqual([]);
    }
  });
});

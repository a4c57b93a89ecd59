import { describe, expect, it } from "vitest";
import { indexPolicy } from "../../functions/core/policy-index.ts";
import { lastLaunch } from "../../functions/people/last-launch.ts";
import {
  anApplication,
  aPolicy,
  aPrincipal,
  NOW_MILLISECONDS,
  NOW_SECONDS,
} from "../support/http-builders.ts";
import { createMemoryPlaces } from "../support/memory-places.ts";

const ANA = aPrincipal({ groups: ["treasury", "design"] });
const INDEX = indexPolicy(
  aPolicy({
    applications: {
      treasury: anApplication(),
      design: anApplication({ audience: { groups: ["design"], subjects: [] } }),
      nobody: anApplication({ audience: { groups: [], subjects: [] } }),
    },
  }),
  "policy-version-1",
);

async function lastOf(
  launches: readonly (readonly [application: string, secondsAgo: number])[],
  userId = ANA.userId,
) {
  const places = createMemoryPlaces();
  for (const [application, secondsAgo] of launches) {
    const place = {
      fleet: `fleet-of-${application}`,
      launchId: "launch-1",
      application,
      launchedAt: NOW_SECONDS - secondsAgo,
    };
    await places.remember(userId, place, NOW_SECONDS);
  }
  const last = await lastLaunch({ index: INDEX, now: () => NOW_MILLISECONDS, places }, ANA);
  return last && [last.application.id, last.openedAgo];
}

describe("lastLaunch", () => {
  it("is the newest, wherever it was", async () => {
    expect(
      await lastOf([
        ["treasury", 600],
        ["design", 60],
      ]),
    ).toEqual(["design", 60]);
    expect(
      await lastOf([
        ["treasury", 60],
        ["design", 600],
      ]),
    ).toEqual(["treasury", 60]);
  });

  it("is none for whoever launched nothing, or whose launches are long over", async () => {
    expect(await lastOf([])).toBeUndefined();
    expect(await lastOf([["treasury", 468_000]])).toBeUndefined();
  });

  it("is not somebody else's", async () => {
    expect(await lastOf([["treasury", 60]], "zyxwvutsrqponmlkjihgfedcba765432")).toBeUndefined();
  });

  it.each(["nobody", "retired", "constructor"])(
    "is not %s, which is not theirs to open",
    async (application) => {
      expect(
        await lastOf([
          [application, 60],
          ["treasury", 600],
        ]),
      ).toEqual(["treasury", 600]);
    },
  );

  it("is not in the future, whatever another Region's clock says", async () => {
    expect(await lastOf([["treasury", -5]])).toEqual(["treasury", 1]);
  });

  it("is none where no table answers", async () => {
    const places = createMemoryPlaces();
    places.setAway(true);
    expect(await lastLaunch({ index: INDEX, now: () => NOW_MILLISECONDS, places }, ANA)).toBeUndefined();
  });
});

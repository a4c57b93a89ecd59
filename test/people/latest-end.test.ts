import { describe, expect, it } from "vitest";
import { indexPolicy } from "../../functions/core/policy-index.ts";
import { latestOwnEnd } from "../../functions/people/latest-end.ts";
import {
  anApplication,
  aPolicy,
  aPrincipal,
  NOW_MILLISECONDS,
  NOW_SECONDS,
} from "../support/http-builders.ts";
import { createMemoryPlaces } from "../support/memory-places.ts";

const ANA = aPrincipal({ groups: ["treasury"] });
const INDEX = indexPolicy(
  aPolicy({
    applications: {
      treasury: anApplication(),
      nobody: anApplication({ audience: { groups: [], subjects: [] } }),
    },
  }),
  "policy-version-1",
);

async function endOf(application: string, userId = ANA.userId, isAway = false) {
  const places = createMemoryPlaces();
  const ended = { endedAt: NOW_SECONDS - 90, endedBy: "time_limit" } as const;
  const place = { fleet: "ireland", launchId: "launch-1", application, launchedAt: NOW_SECONDS - 4_000 };
  await places.remember(userId, { ...place, ...ended }, NOW_SECONDS);
  places.setAway(isAway);
  const end = await latestOwnEnd({ index: INDEX, now: () => NOW_MILLISECONDS, places }, ANA);
  return end && [end.application.id, end.by, end.endedAgo];
}

describe("latestOwnEnd", () => {
  it("is the person's own", async () => {
    expect(await endOf("treasury")).toEqual(["treasury", "time_limit", 90]);
    expect(await endOf("treasury", "zyxwvutsrqponmlkjihgfedcba765432")).toBeUndefined();
  });

  it.each(["nobody", "retired", "constructor"])("says nothing of %s, which is not theirs", async (id) => {
    expect(await endOf(id)).toBeUndefined();
  });

  it("is none where no table answers", async () => {
    expect(await endOf("treasury", ANA.userId, true)).toBeUndefined();
  });
});

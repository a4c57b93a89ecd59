import { describe, expect, it } from "vitest";
import type { PersonSession } from "../../functions/core/situation.ts";
import {
  anExplainIndex,
  anExplanation,
  aStatus,
  dataOf,
  NOON,
  type Question,
} from "../support/explain-builders.ts";

const FULL = aStatus({ freePlaces: 0 });
const ALL_FULL: Question = {
  situation: { fleets: new Map(["madrid", "dublin", "virginia", "oregon"].map((id) => [id, FULL])) },
};

describe("explain", () => {
  it("tells a person in Madrid why they are served from Spain", () => {
    const fleets = new Map([
      ["madrid", aStatus()],
      ["dublin", aStatus({ freePlaces: 2 })],
    ]);
    const { sentences } = anExplanation({ situation: { fleets } });
    expect(sentences).toStrictEqual([
      "They may launch Treasury desk (`treasury`): they are sent to `madrid` in eu-south-2 (Zaragoza).",
      "They are in its audience by their group `treasury`.",
      "They are taken to be in Spain (ES): their identity provider says so.",
      "The wall `eu-only` lets them use fleets in `EU` only: it covers Spain (ES).",
      "`madrid`: the first to be tried; 320 km from where they are taken to be; 5 of 12 places free, as AppStream said 14 s before.",
      "`dublin`: number 2 to be tried; 1494 km from where they are taken to be; 2 of 12 places free, as AppStream said 14 s before.",
      "`virginia`: in `US`, and so outside the wall `eu-only`, which covers Spain (ES).",
      "`oregon`: in `US`, and so outside the wall `eu-only`, which covers Spain (ES).",
      'The class "Quarter\'s end" is on, from 2026-07-08 08:00 UTC to 2026-07-08 11:00 UTC: 80 people are expected at once.',
      "Decided by policy version 0123456789abcdef, for 2026-07-08 10:00 UTC.",
    ]);
  });

  it("tells of a Mexican in Paris that the American wall holds, and what it costs in distance", () => {
    const { sentences, data } = anExplanation({
      index: anExplainIndex([[["residency", "follows"], "home"]]),
      person: { country: "MX" },
      supposed: { connectedFrom: "FR" },
    });
    expect(sentences.slice(0, 9)).toStrictEqual([
      "They may launch Treasury desk (`treasury`): they are sent to `virginia` in us-east-1 (Northern Virginia).",
      "Supposed for this question: the edge sees them in France (FR).",
      "They are in its audience by their group `treasury`.",
      "They are taken to be in France (FR): the edge in front of the broker says so of their connection.",
      "Looked at before: the policy's networks (nothing of them).",
      "The policy's walls follow the home: for them it counts that they live in Mexico (MX).",
      "The wall `america-only` lets them use fleets in `US` only: it covers Mexico (MX).",
      "`virginia`: the first to be tried; 6311 km from where they are taken to be; how many places are free is not known, which is no reason against it.",
      "`oregon`: an overflow fleet, for which they have to say yes first.",
    ]);
    expect(
      data.candidates
        .filter(({ kept }) => !kept)
        .map(({ fleet }) => fleet)
        .toSorted(),
    ).toStrictEqual(["dublin", "madrid", "oregon"]);
    expect(data).toMatchObject({
      fleet: "virginia",
      location: { country: "FR", home: "MX", wallCountry: "MX", presentIn: "FR" },
    });
  });

  it("tells of everything full what they wait for, and each fleet's count", () => {
    const { sentences, data } = anExplanation(ALL_FULL);
    expect(sentences).toContain("They may launch Treasury desk (`treasury`), and have to wait for a place.");
    expect(sentences).toContain(
      "The waiting page keeps their place and goes on by itself: every place is taken, which usually takes 10 min to 20 min.",
    );
    expect(sentences).toContain("`dublin`: full (0 of 12 places free, as AppStream said 14 s before).");
    expect(data).toMatchObject({ outcome: "wait", fleet: null, waiting: { reason: "fleet_full" } });
  });

  it("tells who the application is for, of somebody who is not in its audience", () => {
    const { sentences, data } = anExplanation({ person: { groups: ["help-desk"] } });
    expect(sentences.slice(0, 2)).toStrictEqual([
      "They may not launch Treasury desk (`treasury`) as things are.",
      "They are not in its audience, which is `treasury`; by corporate they are in `help-desk`.",
    ]);
    expect(data).toMatchObject({
      outcome: "refuse",
      refusal: { reason: "not_in_audience" },
      candidates: [],
      grant: null,
    });
  });

  it("tells that a session of another application is in the way", () => {
    const session: PersonSession = {
      ...{
        fleet: "madrid",
        launchId: "launch-1",
        application: "design",
        launchedAt: NOON - 60,
        state: "live" as const,
      },
      ...{ sessionId: "session-of-appstream", isConnected: false, expiresAt: NOON + 3_600 },
    };
    const { sentences, data } = anExplanation({ situation: { sessions: [session] } });
    expect(sentences[0]).toContain("are asked first: on the best fleet they have a session of another");
    expect(sentences).toContain(
      "They have a session of `design` on `madrid`, on no screen now; AppStream ends it at 2026-07-08 11:00 UTC.",
    );
    expect(data.outcome).toBe("choose");
    expect(JSON.stringify(data)).not.toContain("session-of-appstream");
  });

  it("tells of their own session that they go back to it, even where AppStream was not heard", () => {
    const session: PersonSession = {
      ...{
        fleet: "dublin",
        launchId: "launch-1",
        application: "treasury",
        launchedAt: NOON - 60,
        state: "unconfirmed" as const,
      },
      ...{ sessionId: null, isConnected: null, expiresAt: null },
    };
    const { sentences } = anExplanation({ situation: { sessions: [session] } });
    expect(sentences[0]).toBe(
      "They may launch Treasury desk (`treasury`): they are sent back to their session on `dublin` in eu-west-1 (Dublin).",
    );
    expect(sentences).toContain(
      "They may have a session of `treasury` on `dublin`: a launch went there, and AppStream was not heard.",
    );
  });

  it("tells of a place that is theirs before there is a session", () => {
    const session: PersonSession = {
      ...{
        fleet: "dublin",
        launchId: "launch-1",
        application: "treasury",
        launchedAt: NOON - 60,
        state: "reserved" as const,
      },
      ...{ sessionId: null, isConnected: false, expiresAt: null },
    };
    expect(anExplanation({ situation: { sessions: [session] } }).sentences).toContain(
      "A place on `dublin` is theirs for `treasury`: they were given its URL a moment ago.",
    );
  });

  it("tells of maintenance that does not keep them from the session they have", () => {
    const session: PersonSession = {
      ...{
        fleet: "dublin",
        launchId: "launch-1",
        application: "treasury",
        launchedAt: NOON - 60,
        state: "live" as const,
      },
      ...{ sessionId: "session-of-appstream", isConnected: true, expiresAt: null },
    };
    const over = { owner: "desktop team", reason: "old image", until: NOON };
    const drain = { ...over, reason: "new image", until: NOON + 3_600 };
    const written = { owner: "network team", reason: "subnets", until: "2026-07-09T00:00:00Z" };
    const index = anExplainIndex([[["fleets", "dublin", "drain"], written]]);
    const drains = new Map([
      ["dublin", drain],
      ["madrid", over],
    ]);
    const { sentences, data } = anExplanation({ index, situation: { sessions: [session], drains } });
    expect(sentences).toContain("They have a session of `treasury` on `dublin`, on a screen now.");
    expect(sentences).toContain(
      "`dublin` takes no new session until 2026-07-08 11:00 UTC, by an operator's command: new image (desktop team).",
    );
    expect(sentences).toContain(
      "`dublin` takes no new session until 2026-07-09 00:00 UTC, by the policy: subnets (network team).",
    );
    expect(data.drains.map(({ fleet, by, isInForce }) => [fleet, by, isInForce])).toStrictEqual([
      ["madrid", "command", false],
      ["dublin", "policy", true],
      ["dublin", "command", true],
    ]);
  });

  it("leaves out what AppStream did not say of a session", () => {
    const session: PersonSession = {
      ...{
        fleet: "dublin",
        launchId: "launch-1",
        application: "treasury",
        launchedAt: NOON - 60,
        state: "live" as const,
      },
      ...{ sessionId: "session-of-appstream", isConnected: null, expiresAt: null },
    };
    expect(anExplanation({ situation: { sessions: [session] } }).sentences).toContain(
      "They have a session of `treasury` on `dublin`.",
    );
  });

  it("names whom the policy names, where no group lets them in", () => {
    const subjects = [{ identityProvider: "corporate", subject: "ana-7" }];
    const index = anExplainIndex([[["applications", "treasury", "audience"], { subjects }]]);
    expect(anExplanation({ index, person: { groups: [] } }).sentences).toContain(
      "They are in its audience by name.",
    );
  });

  it("explains an application that the policy does not have", () => {
    const { sentences, data } = anExplanation({ application: "atlas" });
    expect(sentences.slice(0, 2)).toStrictEqual([
      "They may not launch `atlas` as things are.",
      "The policy has no application `atlas`.",
    ]);
    expect(data.application).toStrictEqual({ id: "atlas", name: null });
  });

  it("says nothing of a class that is over", () => {
    expect(dataOf({ supposed: { atEpochSeconds: NOON + 3_600 } }).classWindow).toBeNull();
    expect(dataOf({ supposed: { atEpochSeconds: NOON + 3_599 } }).classWindow).toMatchObject({ people: 80 });
  });

  it("holds nothing that says who they are or from where they come", () => {
    const text = JSON.stringify(anExplanation({ supposed: { clientIp: "192.0.2.55" } }));
    expect(text).toContain("madrid-office");
    for (const secret of ["ana-7", "192.0.2.55", "nobody"]) expect(text).not.toContain(secret);
  });

  it("is plain JSON that reads back the same", () => {
    const { data } = anExplanation(ALL_FULL);
    expect(JSON.parse(JSON.stringify(data))).toStrictEqual(data);
  });
});

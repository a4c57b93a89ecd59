import { describe, expect, it } from "vitest";
import { decide, decideAt, locationOf } from "../../functions/core/decide.ts";
import type { Decision } from "../../functions/core/decision.ts";
import { basisOf, inputOf } from "../../functions/core/decision-basis.ts";
import { explain } from "../../functions/core/explain.ts";
import type { PersonUse } from "../../functions/core/person-use.ts";
import type { PolicyIndex } from "../../functions/core/policy-index.ts";
import type { UsePolicy } from "../../functions/core/policy-use.ts";
import type { PersonSession, Situation } from "../../functions/core/situation.ts";
import { isUseLimited, spentSeconds } from "../../functions/core/use-limits.ts";
import { anApplication, anIndex, aPolicy, aPrincipal, evidence } from "../support/core-builders.ts";
import { aFleetStatus, aSession, aSituation } from "../support/situations.ts";
import { aSlot, aUse, aUsePolicy, NOON } from "../support/use-builders.ts";

const MADRID_DAY = { seconds: 3_600, period: "day", timeZone: "Europe/Madrid" } as const;
/** 2026-07-08T00:00 in Madrid. */
const MIDNIGHT = Date.parse("2026-07-07T22:00:00Z") / 1_000;
const NEXT_MIDNIGHT = MIDNIGHT + 86_400;

function indexWith(use: Partial<UsePolicy> | null, concurrentSessions: number | null = null): PolicyIndex {
  const policy = aPolicy();
  const atlas = anApplication({ use: use && aUsePolicy(use) });
  return anIndex({
    ...policy,
    applications: { atlas, notes: anApplication({ appstreamApplication: "Notes" }) },
    limits: { ...policy.limits, concurrentSessions },
  });
}

function decideWith(
  index: PolicyIndex,
  { use = aUse([]), ...situation }: Partial<Situation> & { readonly use?: PersonUse },
): Decision {
  return decide({
    ...{ principal: aPrincipal(), applicationId: "atlas", index, nowEpochSeconds: NOON },
    evidence: evidence({ claimCountry: "ES" }),
    situation: aSituation({ ...situation, use }),
  });
}

const elsewhere = (change: Partial<PersonSession> = {}): PersonSession =>
  aSession({ fleet: "notes-fleet", application: "notes", launchId: "notes-launch", ...change });
const candidatesOf = (decision: Decision) =>
  decision.outcome === "permit" ? decision.candidates.map(({ id }) => id) : decision.outcome;
const reasonOf = (decision: Decision) =>
  decision.outcome === "refuse" ? decision.refusal : decision.outcome;

describe("isUseLimited", () => {
  it.each([
    ["nothing", null, null, false],
    ["the application", {}, null, true],
    ["the person", null, 2, true],
  ] as const)("is where the policy limits %s: %o, %o", (_what, use, most, expected) => {
    const index = indexWith(use, most);
    const application = index.applications.get("atlas");
    expect(application && isUseLimited(application, index)).toBe(expected);
  });

  it("is not where the policy is of a time before there were limits", () => {
    const index = anIndex(aPolicy());
    const application = index.applications.get("atlas");
    expect(application && isUseLimited(application, index)).toBe(false);
  });
});

describe("decide, by what a person uses", () => {
  it("minds no limit that nobody looked at", () => {
    const index = indexWith(null, 1);
    const decision = decide({
      ...{ principal: aPrincipal(), applicationId: "atlas", index, nowEpochSeconds: NOON },
      evidence: evidence({ claimCountry: "ES" }),
      situation: aSituation({ sessions: [elsewhere()] }),
    });
    expect(decision.outcome).toBe("permit");
  });

  it("lets them launch within the limit", () => {
    expect(candidatesOf(decideWith(indexWith(null, 2), { sessions: [elsewhere()] }))).toEqual([
      ...["dublin", "frankfurt", "virginia"],
    ]);
  });

  it.each(["live", "reserved", "unconfirmed"] as const)(
    "refuses one session too many, where the other is %s",
    (state) => {
      const decision = decideWith(indexWith(null, 1), { sessions: [elsewhere({ state })] });
      expect(reasonOf(decision)).toEqual({
        reason: "session_limit_reached",
        evidence: { application: "atlas", of: "person", limit: 1, held: 1 },
      });
      expect(new Set(decision.diagnostics.candidates.map((found) => !found.kept && found.reason))).toEqual(
        new Set(["session_limit"]),
      );
    },
  );

  it("counts launches that are under way", () => {
    const use = aUse([aSlot({ fleet: null, application: "notes" })]);
    expect(decideWith(indexWith(null, 1), { use })).toMatchObject({
      refusal: { reason: "session_limit_reached" },
    });
  });

  it("counts the application's own sessions alone against its own limit", () => {
    const index = indexWith({ concurrentSessions: 1 });
    expect(decideWith(index, { sessions: [elsewhere()] }).outcome).toBe("permit");
    expect(reasonOf(decideWith(index, { sessions: [elsewhere({ application: "atlas" })] }))).toMatchObject({
      reason: "session_limit_reached",
      evidence: { of: "application", limit: 1, held: 1 },
    });
  });

  it.each(["live", "reserved", "unconfirmed"] as const)(
    "sends them back to their %s session of it, and nowhere else, whatever the limit",
    (state) => {
      const session = aSession({ fleet: "virginia", state });
      for (const index of [
        indexWith({ concurrentSessions: 1 }),
        indexWith(null, 1),
        indexWith({ concurrentSessions: 9 }),
      ]) {
        const decision = decideWith(index, { sessions: [session] });
        expect(candidatesOf(decision)).toEqual(["virginia"]);
        expect(decision.diagnostics.candidates).toContainEqual({
          ...{ fleet: "dublin", kept: false, reason: "session_limit", wall: null },
        });
      }
    },
  );

  it("asks about a session in the way before it speaks of a limit", () => {
    const session = aSession({ fleet: "dublin", application: "notes" });
    expect(decideWith(indexWith(null, 1), { sessions: [session] })).toMatchObject({
      ...{ outcome: "choose", why: "same_place" },
      session,
    });
  });

  it("lets nobody wait who would be refused", () => {
    const fleets = new Map(
      ["dublin", "frankfurt", "virginia"].map((id) => [id, aFleetStatus({ freePlaces: 0 })]),
    );
    expect(decideWith(indexWith(null, 1), { fleets, sessions: [elsewhere()] })).toMatchObject({
      refusal: { reason: "session_limit_reached" },
    });
    expect(decideWith(indexWith(null, 2), { fleets, sessions: [elsewhere()] }).outcome).toBe("wait");
  });
});

describe("decide, where a URL is all that is left of a session", () => {
  const left = (change: Parameters<typeof aSlot>[0] = {}) =>
    aUse([aSlot({ application: "notes", fleet: "virginia", isOver: true, ...change })]);
  const one = indexWith(null, 1);

  it("counts it until it can no longer be opened", () => {
    expect(reasonOf(decideWith(one, { use: left() }))).toMatchObject({ evidence: { held: 1 } });
    expect(decideWith(one, { use: left({ openUntil: NOON - 120 }) }).outcome).toBe("permit");
  });

  it("lets them launch where it leads, and nowhere else", () => {
    expect(candidatesOf(decideWith(one, { use: left({ fleet: "dublin" }) }))).toEqual(["dublin"]);
    expect(decideWith(one, { use: left({ fleet: "frankfurt" }) }).outcome).toBe("refuse");
    const another = [elsewhere()];
    expect(decideWith(one, { use: left({ fleet: "dublin" }), sessions: another }).outcome).toBe("refuse");
  });

  it("has nothing to offer where no fleet is open", () => {
    const drain = { owner: "campus", reason: "image", until: NOON + 60 };
    const drains = new Map(["dublin", "frankfurt", "virginia"].map((id) => [id, drain]));
    expect(reasonOf(decideWith(one, { use: left({ fleet: "dublin" }), drains }))).toMatchObject({
      reason: "session_limit_reached",
    });
  });
});

describe("decide, where a launch may end a session", () => {
  const ending = indexWith({ terminatePrevious: true }, 2);
  const two = (change: Partial<PersonSession> = {}) => [
    elsewhere({ fleet: "newer", launchId: "newer-launch" }),
    elsewhere({ fleet: "older", launchId: "older-launch", ...change }),
  ];
  const use = aUse([
    aSlot({ launchId: "newer-launch", fleet: "newer", startedAt: NOON - 300, openUntil: NOON - 240 }),
    aSlot({ launchId: "older-launch", fleet: "older", startedAt: NOON - 600, openUntil: NOON - 540 }),
  ]);

  it("asks about the oldest one, and permits nothing", () => {
    const decision = decideWith(ending, { sessions: two(), use });
    expect(decision).toMatchObject({
      ...{ outcome: "choose", why: "session_limit", session: { launchId: "older-launch" } },
    });
    expect(decision).not.toHaveProperty("candidates");
  });

  it("names none that AppStream did not speak of, or has no name for", () => {
    for (const change of [{ state: "unconfirmed" }, { sessionId: null }] as const) {
      expect(decideWith(ending, { sessions: two(change), use })).toMatchObject({
        session: { launchId: "newer-launch" },
      });
    }
    const unheard = two().map((session) => ({ ...session, state: "unconfirmed" as const }));
    expect(decideWith(ending, { sessions: unheard, use })).toMatchObject({
      refusal: { reason: "session_limit_reached" },
    });
  });

  it("names none that may be opened anew, which would make no room", () => {
    const [newer, older] = use.slots;
    if (newer === undefined || older === undefined) throw new Error("two slots");
    const opened = aUse([newer, { ...older, openUntil: NOON - 119 }]);
    expect(decideWith(ending, { sessions: two(), use: opened })).toMatchObject({
      session: { launchId: "newer-launch" },
    });
  });

  it("ends nothing where one less would still be too many", () => {
    const three = [...two(), elsewhere({ fleet: "third", launchId: "third-launch" })];
    expect(decideWith(ending, { sessions: three, use }).outcome).toBe("refuse");
    const both = indexWith({ terminatePrevious: true, concurrentSessions: 1 }, 1);
    const own = elsewhere({ application: "atlas" });
    expect(decideWith(both, { sessions: [own] })).toMatchObject({ session: own });
    expect(decideWith(both, { sessions: [own, ...two()] }).outcome).toBe("refuse");
  });

  it("ends nothing for somebody who goes back to their session, or has to wait", () => {
    const own = aSession({ fleet: "virginia" });
    const back = decideWith(ending, { sessions: [own, elsewhere()], use });
    expect(candidatesOf(back)).toEqual(["virginia"]);
    const fleets = new Map(
      ["dublin", "frankfurt", "virginia"].map((id) => [id, aFleetStatus({ freePlaces: 0 })]),
    );
    expect(decideWith(ending, { fleets, sessions: two(), use }).outcome).toBe("wait");
  });

  it("is explained as it was decided, also from a record", () => {
    const input = {
      ...{
        principal: aPrincipal(),
        applicationId: "atlas",
        index: ending,
        nowEpochSeconds: NOON,
        latencies: undefined,
      },
      location: locationOf(evidence({ claimCountry: "ES" }), ending),
      situation: aSituation({ sessions: two(), use }),
    };
    const decision = decideAt(input);
    expect(explain(input, decision).sentences).toContain(
      "They may launch Atlas (`atlas`), and are asked first: they have as many sessions as they may, and that of `notes` on `older` has to give way (`use.terminatePrevious`).",
    );
    expect(decideAt(inputOf(basisOf(input), ending))).toEqual(decision);
  });
});

describe("decide, by the time that is left", () => {
  const index = indexWith({ budget: MADRID_DAY });
  const spent = (seconds: number, from = MIDNIGHT) => aUse([], [{ application: "atlas", from, seconds }]);

  it("refuses where it is spent, and says when it begins anew", () => {
    expect(decideWith(index, { use: spent(3_599) }).outcome).toBe("permit");
    expect(reasonOf(decideWith(index, { use: spent(3_600) }))).toEqual({
      reason: "time_budget_spent",
      evidence: { ...MADRID_DAY, application: "atlas", renewsAt: NEXT_MIDNIGHT },
    });
  });

  it("refuses the way back to a session too", () => {
    expect(decideWith(index, { use: spent(3_600), sessions: [aSession()] }).outcome).toBe("refuse");
  });

  it("forgets what was spent in another period, or on another application", () => {
    expect(decideWith(index, { use: spent(9_999, MIDNIGHT - 86_400) }).outcome).toBe("permit");
    const other = aUse([], [{ application: "notes", from: MIDNIGHT, seconds: 9_999 }]);
    expect(decideWith(index, { use: other }).outcome).toBe("permit");
  });

  it("is explained", () => {
    const situation = aSituation({ use: spent(3_600) });
    const input = {
      ...{
        principal: aPrincipal(),
        applicationId: "atlas",
        index,
        nowEpochSeconds: NOON,
        situation,
        latencies: undefined,
      },
      location: locationOf(evidence({ claimCountry: "ES" }), index),
    };
    expect(explain(input, decideAt(input)).sentences).toContain(
      "Their time for this day is spent: 60 min (`use.budget`). It begins anew at 2026-07-08 22:00 UTC, which is midnight in Europe/Madrid.",
    );
  });

  it("is explained where it is the number of sessions", () => {
    for (const [limited, words] of [
      [
        indexWith(null, 1),
        "They have 1 streaming sessions, and one person may have 1 at the same time (`limits.concurrentSessions`)",
      ],
      [
        indexWith({ concurrentSessions: 1 }),
        "They have 1 sessions of it, and one person may have 1 at the same time (`use.concurrentSessions`)",
      ],
    ] as const) {
      const situation = aSituation({ use: aUse([]), sessions: [elsewhere({ application: "atlas" })] });
      const input = {
        ...{
          principal: aPrincipal(),
          applicationId: "atlas",
          index: limited,
          nowEpochSeconds: NOON,
          situation,
          latencies: undefined,
        },
        location: locationOf(evidence({ claimCountry: "ES" }), limited),
      };
      const { sentences } = explain(input, decideAt(input));
      expect(sentences.join(" ")).toContain(words);
      expect(sentences.join(" ")).toContain("kept from them by a limit on their sessions");
    }
  });
});

describe("spentSeconds", () => {
  const seconds = (use: PersonUse, sessions: readonly PersonSession[], now = NOON): number =>
    spentSeconds(use, "atlas", MADRID_DAY, sessions, now);

  it("adds to what was counted what runs since", () => {
    const use = aUse(
      [aSlot({ countedUntil: NOON - 100 })],
      [{ application: "atlas", from: MIDNIGHT, seconds: 7 }],
    );
    expect(seconds(use, [aSession()])).toBe(107);
  });

  it("adds nothing for a session that AppStream did not speak of, that is over, or of another application", () => {
    const slot = { countedUntil: NOON - 100 };
    expect(seconds(aUse([aSlot(slot)]), [aSession({ state: "unconfirmed" })])).toBe(0);
    expect(seconds(aUse([aSlot({ ...slot, isOver: true })]), [aSession()])).toBe(0);
    expect(seconds(aUse([aSlot({ ...slot, application: "notes" })]), [aSession()])).toBe(0);
    expect(seconds(aUse([aSlot({ ...slot, fleet: null })]), [aSession()])).toBe(0);
  });

  it("begins at the period, and never runs back", () => {
    expect(seconds(aUse([aSlot({ countedUntil: MIDNIGHT - 500 })]), [aSession()], MIDNIGHT + 10)).toBe(10);
    expect(seconds(aUse([aSlot({ countedUntil: NOON + 500 })]), [aSession()])).toBe(0);
  });
});

import { describe, expect, it } from "vitest";
import { explainLaunch } from "../../functions/core/explain-launch.ts";
import { anArchivedLaunch, anExplainIndex, aStatus, NOON } from "../support/explain-builders.ts";

const FLEETS = new Map([
  ["madrid", aStatus()],
  ["dublin", aStatus({ freePlaces: 2 })],
]);
const LAUNCH = anArchivedLaunch({ situation: { fleets: FLEETS } });
const INDEX = anExplainIndex();

describe("explainLaunch", () => {
  it("decides a launch again, finds the same, and explains it", () => {
    const { sentences, data } = explainLaunch(LAUNCH, INDEX);
    expect(sentences.slice(0, 3)).toStrictEqual([
      "Launch launch-7 of 2026-07-08 10:00 UTC went to `madrid` in eu-south-2 (Zaragoza). A streaming URL was made.",
      "Decided again from what was kept, the outcome is the same.",
      "They may launch Treasury desk (`treasury`): they are sent to `madrid` in eu-south-2 (Zaragoza).",
    ]);
    expect(data.launch).toStrictEqual({
      ...{ launchId: "launch-7", createdAt: NOON, state: "url_created", reason: null, failedAttempts: [] },
      ...{ waitedSeconds: null, replayed: "same", policyVersion: INDEX.version },
      placement: { fleetId: "madrid", region: "eu-south-2" },
    });
  });

  it("keeps what the browser had measured", () => {
    const basis = LAUNCH.basis && { ...LAUNCH.basis, latencies: [["eu-west-1", 23]] as const };
    expect(explainLaunch({ ...LAUNCH, basis }, INDEX).data.measured).toStrictEqual([
      { region: "eu-west-1", milliseconds: 23 },
    ]);
  });

  it("tells of a record that does not match that it does not", () => {
    const candidates = LAUNCH.candidates.toReversed();
    const { sentences, data } = explainLaunch({ ...LAUNCH, candidates }, INDEX);
    expect(data.launch?.replayed).toBe("different");
    expect(sentences[1]).toContain("the outcome is another one than the record has");
  });

  it("tells of a basis that now refuses that the outcome is another one", () => {
    const basis = LAUNCH.basis && { ...LAUNCH.basis, applicationId: "atlas" };
    expect(explainLaunch({ ...LAUNCH, basis }, INDEX).data).toMatchObject({
      outcome: "refuse",
      launch: { replayed: "different" },
    });
  });

  it("does not mind in which order a record has its keys", () => {
    const candidates = LAUNCH.candidates.map((found) =>
      Object.fromEntries(Object.entries(found).toReversed()),
    ) as unknown as typeof LAUNCH.candidates;
    expect(explainLaunch({ ...LAUNCH, candidates }, INDEX).data.launch?.replayed).toBe("same");
  });

  it("decides nothing again by a policy of another version, and says so", () => {
    const other = anExplainIndex(
      [
        [
          ["applications", "treasury", "fleets"],
          ["dublin", "virginia"],
        ],
      ],
      "fedcba9876543210",
    );
    const { sentences, data } = explainLaunch(LAUNCH, other);
    expect(data).toMatchObject({
      outcome: "permit",
      policyVersion: "fedcba9876543210",
      launch: { replayed: "other_policy", policyVersion: INDEX.version },
    });
    expect(sentences.slice(1, 3)).toStrictEqual([
      "It was decided by policy version 0123456789abcdef, and the policy at hand is version fedcba9876543210: it was not decided again, and the sentences below are the record's own.",
      "They may launch `treasury`: they are sent to `madrid`.",
    ]);
    expect(sentences).toContain(
      "`dublin`: number 2 to be tried; 1494 km from where they are taken to be; 2 of 12 places free, as AppStream said 14 s before.",
    );
    expect(sentences).toContain("`virginia`: outside the wall `eu-only`.");
    expect(sentences.at(-1)).toBe("Decided by policy version 0123456789abcdef, for 2026-07-08 10:00 UTC.");
  });

  it("names who approved it, as the record does", () => {
    const approver = { identityProvider: "corporate", subject: "chief-1", userId: "u-ben" };
    const approval = { id: "eu-west-1.approval", approver };
    const old = { ...LAUNCH, approval, policyVersion: "fedcba9876543210" };
    expect(explainLaunch(old, INDEX).sentences).toContain(
      "Somebody else approved it: `chief-1` of corporate, by the request `eu-west-1.approval`.",
    );
  });

  it("leaves a supposition aside where the policy is another one, and says so", () => {
    const { sentences } = explainLaunch(LAUNCH, anExplainIndex([], "f"), { mfa: false });
    expect(sentences[2]).toContain("What the question supposes was left aside");
  });

  it("explains a record from before the basis was kept by what it has", () => {
    const { sentences, data } = explainLaunch({ ...LAUNCH, basis: null }, INDEX);
    expect(data.launch?.replayed).toBe("no_basis");
    expect(sentences[1]).toContain("does not hold what it was decided from");
    expect(sentences).toContain("They are taken to be in Spain (ES): their identity provider says so.");
    const nowhere = { country: null, provenance: "none", network: "madrid-office" };
    const old = { ...LAUNCH, basis: null, location: nowhere };
    expect(explainLaunch(old, INDEX).sentences).toContain("It is not known where they are.");
  });

  it("says what would have been, had things been otherwise", () => {
    const { sentences, data } = explainLaunch(LAUNCH, INDEX, { fleetsDown: ["madrid"] });
    expect(data).toMatchObject({ fleet: "dublin", launch: { replayed: "same" } });
    expect(sentences).toContain("Supposed for this question: `madrid` is down.");
  });

  it("tells what was tried in vain, how long they waited, and why it failed", () => {
    const { sentences } = explainLaunch(
      {
        ...LAUNCH,
        ...{ state: "failed", reason: "no_candidate_available", waitedSeconds: 90 },
        failedAttempts: [
          { fleet: "madrid", fault: "no_place" },
          { fleet: "dublin", fault: "throttled" },
        ],
      },
      INDEX,
    );
    expect(sentences.slice(0, 3)).toStrictEqual([
      "Launch launch-7 of 2026-07-08 10:00 UTC last tried `madrid` in eu-south-2 (Zaragoza). It failed: `no_candidate_available`.",
      "Tried before in vain: `madrid` (the last free place went to somebody else) and `dublin` (AppStream had too many requests).",
      "They had waited 90 s for a place.",
    ]);
  });

  it("holds nothing that says who it was", () => {
    const text = JSON.stringify([
      explainLaunch(LAUNCH, INDEX),
      explainLaunch(LAUNCH, anExplainIndex([], "f")),
    ]);
    for (const secret of ["ana-7", "u-ana"]) expect(text).not.toContain(secret);
  });
});

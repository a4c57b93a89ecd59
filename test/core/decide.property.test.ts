import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isCountry } from "../../functions/core/countries.ts";
import { decide } from "../../functions/core/decide.ts";
import type { Decision } from "../../functions/core/decision.ts";
import type { Policy } from "../../functions/core/policy.ts";
import { REFUSALS } from "../../functions/core/refusal.ts";
import { aWall, evidences, hints, inputOf, type Question, questions } from "./arbitraries.ts";

const RUNS = { numRuns: 500 };
const decideOn = (question: Question): Decision => decide(inputOf(question));

/** The findings of every fleet that no wall dropped, tried or beyond the limit. */
const permittedBy = ({ diagnostics }: Decision): readonly string[] =>
  diagnostics.candidates
    .filter((found) => found.kept || found.reason === "beyond_candidate_limit")
    .map(({ fleet }) => fleet);

const withLimit = (policy: Policy, maxCandidates: number): Policy => ({
  ...policy,
  limits: { ...policy.limits, maxCandidates },
});

/** The rule of residency, written from the policy alone. */
const mayProcess = (policy: Policy, applicationId: string, country: string | undefined, fleetId: string) =>
  policy.residency.walls
    .filter(({ applications }) => applications?.includes(applicationId) ?? true)
    .filter(({ countries }) => country === undefined || (countries?.includes(country) ?? true))
    .every(({ jurisdictions }) => jurisdictions.includes(String(policy.fleets[fleetId]?.jurisdiction)));

/** What a wall asks about: home by a claim that is heard and is a country, or the place as far as it is proved. */
const walledCountry = ({ policy, ask }: Question, { diagnostics }: Decision): string | undefined => {
  const { country, provenance } = diagnostics.location;
  if (policy.residency.follows !== "home") return provenance === "default" ? undefined : country;
  const claimed = ask.evidence.claimCountry ?? "";
  return policy.location.sources.includes("claim") && isCountry(claimed) ? claimed : undefined;
};

describe("decide", () => {
  it("is total: whatever is asked, it answers and gives a known reason", () => {
    fc.assert(
      fc.property(questions, (question) => {
        const decision = decideOn(question);
        if (decision.outcome === "refuse") expect(Object.keys(REFUSALS)).toContain(decision.refusal.reason);
        else expect(decision).toMatchObject({ outcome: "permit", candidates: expect.anything() });
      }),
      RUNS,
    );
  });

  it("permits often enough for the other properties to mean something", () => {
    const outcomes = fc.sample(questions, 500).map((question) => decideOn(question).outcome);
    const permits = outcomes.filter((outcome) => outcome === "permit").length;
    expect(permits).toBeGreaterThan(15);
    expect(permits).toBeLessThan(450);
  });

  it("is deterministic, from one index and from two", () => {
    fc.assert(
      fc.property(questions, (question) => {
        const input = inputOf(question);
        const first = decide(input);
        expect(decide(input)).toStrictEqual(first);
        const again = decideOn(structuredClone(question));
        expect(again.diagnostics).toEqual(first.diagnostics);
        expect(again.outcome).toBe(first.outcome);
      }),
      RUNS,
    );
  });

  it("changes neither the policy nor the question", () => {
    fc.assert(
      fc.property(questions, (question) => {
        const before = structuredClone(question);
        decideOn(question);
        expect(question).toEqual(before);
      }),
      RUNS,
    );
  });

  it("offers no candidate outside the permitted jurisdictions and keeps none inside back", () => {
    fc.assert(
      fc.property(questions, (question) => {
        const { policy, ask } = question;
        const decision = decideOn(question);
        const may = (fleet: string) =>
          mayProcess(policy, ask.applicationId, walledCountry(question, decision), fleet);
        if (decision.outcome === "permit") expect(decision.candidates.every(({ id }) => may(id))).toBe(true);
        for (const { fleet } of decision.diagnostics.candidates) {
          expect(permittedBy(decision).includes(fleet)).toBe(may(fleet));
        }
      }),
      RUNS,
    );
  });

  it("opens nothing when a wall is added, wherever in the list it stands", () => {
    fc.assert(
      fc.property(questions, aWall("added"), fc.nat(3), (question, wall, at) => {
        const before = decideOn(question);
        const walls = question.policy.residency.walls.toSpliced(at, 0, wall);
        const after = decideOn({
          ...question,
          policy: { ...question.policy, residency: { ...question.policy.residency, walls } },
        });
        if (before.outcome === "refuse") expect(after.outcome).toBe("refuse");
        const permittedBefore = permittedBy(before);
        for (const fleet of permittedBy(after)) expect(permittedBefore).toContain(fleet);
      }),
      RUNS,
    );
  });

  it("adds no candidate when a wall is added, as long as no limit held one back", () => {
    fc.assert(
      fc.property(questions, aWall("added"), (question, wall) => {
        const policy = withLimit(question.policy, 5);
        const walls = [...policy.residency.walls, wall];
        const before = decideOn({ ...question, policy });
        const after = decideOn({
          ...question,
          policy: { ...policy, residency: { ...question.policy.residency, walls } },
        });
        if (after.outcome !== "permit") return;
        expect(before.outcome).toBe("permit");
        if (before.outcome !== "permit") return;
        const left = before.candidates.filter(({ id }) => permittedBy(after).includes(id));
        expect(after.candidates).toStrictEqual(left);
      }),
      RUNS,
    );
  });

  it("opens nothing when the principal loses groups", () => {
    const keep = fc.array(fc.boolean(), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(questions, keep, (question, kept) => {
        const { principal } = question.ask;
        const groups = principal.groups.filter((_, at) => kept[at]);
        const fewer = { ...question, ask: { ...question.ask, principal: { ...principal, groups } } };
        if (decideOn(question).outcome === "refuse") expect(decideOn(fewer).outcome).toBe("refuse");
      }),
      RUNS,
    );
  });

  it("opens nothing when the evidence of a second factor is lost", () => {
    fc.assert(
      fc.property(questions, (question) => {
        const principal = { ...question.ask.principal, mfaEvidence: undefined };
        const without = { ...question, ask: { ...question.ask, principal } };
        if (decideOn(question).outcome === "refuse") expect(decideOn(without).outcome).toBe("refuse");
      }),
      RUNS,
    );
  });

  it("says something of every fleet of the application exactly once, as soon as the conditions hold", () => {
    fc.assert(
      fc.property(questions, (question) => {
        const decision = decideOn(question);
        const { candidates } = decision.diagnostics;
        const gotToWalls =
          decision.outcome !== "refuse" || decision.refusal.reason === "outside_residency_wall";
        const expected = gotToWalls ? question.policy.applications[question.ask.applicationId]?.fleets : [];
        expect(candidates.map(({ fleet }) => fleet).toSorted()).toStrictEqual(expected?.toSorted());
      }),
      RUNS,
    );
  });

  it("offers exactly the kept findings, in their rank, within the limit", () => {
    fc.assert(
      fc.property(questions, (question) => {
        const decision = decideOn(question);
        const kept = decision.diagnostics.candidates.filter((found) => found.kept);
        const offered = decision.outcome === "permit" ? decision.candidates : [];
        expect(kept.map(({ fleet }) => fleet)).toStrictEqual(offered.map(({ id }) => id));
        expect(kept.map(({ rank }) => rank)).toStrictEqual([...kept.keys()]);
        const permitted = permittedBy(decision).length;
        expect(offered).toHaveLength(Math.min(permitted, question.policy.limits.maxCandidates));
      }),
      RUNS,
    );
  });

  it("keeps and drops the same fleets whatever the browser measured, and finds the same place", () => {
    fc.assert(
      fc.property(questions, evidences, (question, { latencies }) => {
        const within = (figures: typeof latencies) => {
          const evidence = { ...question.ask.evidence, latencies: figures };
          const decision = decideOn({ ...question, ask: { ...question.ask, evidence } });
          const { location } = decision.diagnostics;
          return { outcome: decision.outcome, location, permitted: permittedBy(decision).toSorted() };
        };
        expect(within(latencies)).toStrictEqual(within(undefined));
      }),
      RUNS,
    );
  });

  it("keeps and drops the same fleets whatever the home Region is", () => {
    fc.assert(
      fc.property(questions, hints, (question, { homeRegion = "us-west-2" }) => {
        const within = (home: object) => {
          const principal = { ...question.ask.principal, ...home };
          const decision = decideOn({ ...question, ask: { ...question.ask, principal } });
          return { outcome: decision.outcome, permitted: permittedBy(decision).toSorted() };
        };
        expect(within({ homeRegion })).toStrictEqual(within({}));
      }),
      RUNS,
    );
  });

  it("decides with an edge that is not ours as if there were none", () => {
    fc.assert(
      fc.property(questions, (question) => {
        const { edge } = question.ask.evidence;
        const withEdge = (evidence: Question["ask"]["evidence"]) => {
          const { outcome, diagnostics } = decideOn({ ...question, ask: { ...question.ask, evidence } });
          const { considered: _, ...location } = diagnostics.location;
          return { outcome, location, candidates: diagnostics.candidates };
        };
        const forged = edge === undefined ? undefined : { ...edge, trusted: false };
        expect(withEdge({ ...question.ask.evidence, edge: forged })).toStrictEqual(
          withEdge({ ...question.ask.evidence, edge: undefined }),
        );
      }),
      RUNS,
    );
  });
});

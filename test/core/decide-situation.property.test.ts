import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide, decideAt, locationOf } from "../../functions/core/decide.ts";
import type { Decision } from "../../functions/core/decision.ts";
import { basisOf, inputOf as replayInputOf } from "../../functions/core/decision-basis.ts";
import type { Policy } from "../../functions/core/policy.ts";
import { indexPolicy } from "../../functions/core/policy-index.ts";
import type { Situation } from "../../functions/core/situation.ts";
import { NO_CONDITIONS } from "../support/core-builders.ts";
import { aWall, inputOf, type Question, questions } from "./arbitraries.ts";
import { situations } from "./situation-arbitraries.ts";

const RUNS = { numRuns: 1_000 };

/** The question's policy with some of the application's fleets made its overflow; most people may launch it. */
const withOverflow = fc
  .tuple(questions, fc.nat(3), fc.boolean(), fc.nat(9))
  .map(([question, count, consent, luck]): Question => {
    const { atlas } = question.policy.applications;
    if (atlas === undefined) return question;
    const eased =
      luck < 8 ? { audience: { groups: ["staff"], subjects: [] }, conditions: NO_CONDITIONS } : {};
    const overflow = { fleets: atlas.fleets.slice(0, count), consent };
    const changed = { ...atlas, ...eased, fleets: atlas.fleets.slice(count), overflow };
    const { ask, policy } = question;
    const principal = luck < 8 ? { ...ask.principal, groups: ["staff"] } : ask.principal;
    const applicationId = luck < 8 ? "atlas" : ask.applicationId;
    return {
      policy: { ...policy, applications: { ...policy.applications, atlas: changed } },
      ask: { ...ask, principal, applicationId },
    };
  });

const decideOn = (question: Question, situation: Situation): Decision =>
  decide({ ...inputOf(question), situation });

/** How far a decision goes towards a stream: no change that only takes away may go further. */
const reach = (decision: Decision): number =>
  ["refuse", "wait", "choose", "permit"].indexOf(decision.outcome);

const mayProcess = (policy: Policy, applicationId: string, country: string | undefined, fleetId: string) =>
  policy.residency.walls
    .filter(({ applications }) => applications?.includes(applicationId) ?? true)
    .filter(({ countries }) => country === undefined || (countries?.includes(country) ?? true))
    .every(({ jurisdictions }) => jurisdictions.includes(String(policy.fleets[fleetId]?.jurisdiction)));

describe("decide, whatever the moment is", () => {
  it("comes to every outcome often enough for the other properties to mean something", () => {
    const outcomes = fc
      .sample(fc.tuple(withOverflow, situations), 6_000)
      .map((sample) => decideOn(...sample).outcome);
    for (const outcome of ["permit", "choose", "wait", "refuse"] as const) {
      expect([outcome, outcomes.filter((one) => one === outcome).length > 10]).toStrictEqual([outcome, true]);
    }
    // Many samples, on a machine that may be busy.
  }, 60_000);

  it("names no fleet outside the wall, not as a candidate, an offer or a session to go back to", () => {
    fc.assert(
      fc.property(withOverflow, situations, (question, situation) => {
        const decision = decideOn(question, situation);
        const proven = decision.diagnostics.location.wallCountry;
        const named =
          decision.outcome === "permit"
            ? decision.candidates.map(({ id }) => id)
            : decision.outcome === "choose"
              ? [decision.session.fleet]
              : decision.outcome === "wait"
                ? decision.waiting.offers
                : [];
        for (const fleet of named) {
          expect(mayProcess(question.policy, question.ask.applicationId, proven, fleet)).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it("refuses what the policy refuses", () => {
    fc.assert(
      fc.property(withOverflow, situations, (question, situation) => {
        const alone = decide(inputOf(question));
        if (alone.outcome !== "refuse") return;
        expect(decideOn(question, situation)).toStrictEqual(alone);
      }),
      RUNS,
    );
  });

  it("lets nobody further for a wall more", () => {
    fc.assert(
      fc.property(withOverflow, situations, aWall("added"), (question, situation, wall) => {
        const walls = [...question.policy.residency.walls, wall];
        const residency = { ...question.policy.residency, walls };
        const walled = { ...question, policy: { ...question.policy, residency } };
        const before = decideOn(question, situation);
        const after = decideOn(walled, situation);
        // A choice that the wall took away is a stream that it permits elsewhere, or nothing.
        if (before.outcome === "refuse") expect(after.outcome).toBe("refuse");
        if (before.outcome === "wait") expect(reach(after)).toBeLessThanOrEqual(reach(before));
      }),
      RUNS,
    );
  });

  it("opens no fleet when one is closed", () => {
    fc.assert(
      fc.property(
        withOverflow,
        situations,
        fc.constantFrom("f1", "f2", "f3"),
        (question, situation, fleet) => {
          const closed = {
            ...situation,
            fleets: new Map([...situation.fleets, [fleet, "not_found" as const]]),
          };
          const kept = (decision: Decision) =>
            decision.diagnostics.candidates.filter((found) => found.kept).map((found) => found.fleet);
          const unlimited = {
            ...question,
            policy: { ...question.policy, limits: { ...question.policy.limits, maxCandidates: 20 } },
          };
          const before = kept(decideOn(unlimited, situation));
          for (const open of kept(decideOn(unlimited, closed))) expect(before).toContain(open);
        },
      ),
      RUNS,
    );
  });

  it("does not depend on the order of fleets, drains, sessions or the policy's list", () => {
    fc.assert(
      fc.property(withOverflow, situations, (question, situation) => {
        const { atlas, ...others } = question.policy.applications;
        if (atlas === undefined) return;
        const turned = {
          ...atlas,
          fleets: atlas.fleets.toReversed(),
          overflow: atlas.overflow && { ...atlas.overflow, fleets: atlas.overflow.fleets.toReversed() },
        };
        const mirrored: Situation = {
          ...situation,
          fleets: new Map([...situation.fleets].toReversed()),
          drains: new Map([...situation.drains].toReversed()),
          sessions: situation.sessions.toReversed(),
        };
        const before = decideOn(question, situation);
        const policy = { ...question.policy, applications: { ...others, atlas: turned } };
        const after = decideOn({ ...question, policy }, mirrored);
        const sorted = ({ diagnostics }: Decision) =>
          diagnostics.candidates.toSorted((a, b) => a.fleet.localeCompare(b.fleet));
        expect(after.outcome).toBe(before.outcome);
        expect(sorted(after)).toStrictEqual(sorted(before));
      }),
      RUNS,
    );
  });

  it("says of every fleet once that it is kept, or why it is not", () => {
    fc.assert(
      fc.property(withOverflow, situations, (question, situation) => {
        const decision = decideOn(question, situation);
        if (decision.outcome === "refuse" && decision.diagnostics.candidates.length === 0) return;
        const { fleets = [], overflow } = question.policy.applications[question.ask.applicationId] ?? {};
        const all = [...fleets, ...(overflow?.fleets ?? [])];
        const { candidates } = decision.diagnostics;
        expect(candidates.map(({ fleet }) => fleet).toSorted()).toStrictEqual(all.toSorted());
        for (const found of candidates) expect(found.kept || found.reason !== undefined).toBe(true);
      }),
      RUNS,
    );
  });

  it("puts a session of the same application before everything else", () => {
    fc.assert(
      fc.property(withOverflow, situations, (question, situation) => {
        const decision = decideOn(question, situation);
        if (decision.outcome !== "permit") return;
        const own = decision.candidates.map(({ session }) => session?.application === "atlas");
        expect(own).toStrictEqual(own.toSorted((a, b) => Number(b) - Number(a)));
      }),
      RUNS,
    );
  });

  it("is made again from what its record keeps", () => {
    fc.assert(
      fc.property(withOverflow, situations, (question, situation) => {
        const { evidence, ...input } = inputOf(question);
        const { latencies } = evidence;
        const located = { ...input, situation, latencies, location: locationOf(evidence, input.index) };
        const first = decideAt(located);
        const kept = JSON.parse(JSON.stringify(basisOf(located)));
        const again = decideAt(replayInputOf(kept, indexPolicy(question.policy, input.index.version)));
        expect(again.outcome).toBe(first.outcome);
        expect(again.diagnostics.candidates).toStrictEqual(first.diagnostics.candidates);
      }),
      RUNS,
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { UserLocation } from "../../functions/core/location.ts";
import { locate } from "../../functions/core/location.ts";
import type { IndexedApplication } from "../../functions/core/policy-index.ts";
import { type RankedFleet, rankFleets } from "../../functions/core/routing.ts";
import { anApplication, anIndex, aPolicy, indexedAtlas } from "../support/core-builders.ts";
import { evidences, fleets, preferences } from "./arbitraries.ts";

interface Round {
  readonly atlas: IndexedApplication;
  readonly location: UserLocation;
}

const rounds: fc.Arbitrary<Round> = fc
  .record({ fleets, preferences, evidence: evidences })
  .map(({ evidence, ...rules }) => {
    const applications = { atlas: anApplication({ fleets: Object.keys(rules.fleets) }) };
    const policy = aPolicy({ ...rules, applications });
    return {
      atlas: indexedAtlas(policy),
      location: locate(evidence, policy.location, anIndex(policy).networks),
    };
  });

/** Unknown counts as farther than anything known. */
const size = (value: number | null): number => value ?? Number.POSITIVE_INFINITY;

const isInOrder = (a: RankedFleet, b: RankedFleet): boolean => {
  if (a.preference !== b.preference) return size(a.preference) < size(b.preference);
  if (a.distanceKilometres !== b.distanceKilometres) {
    return size(a.distanceKilometres) < size(b.distanceKilometres);
  }
  return a.id < b.id;
};

describe("rankFleets", () => {
  it("gives the same list whatever the order of its input", () => {
    const shuffled = rounds.chain((round) =>
      fc.tuple(
        fc.constant(round),
        fc.shuffledSubarray([...round.atlas.fleets], { minLength: round.atlas.fleets.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([{ atlas, location }, reordered]) => {
        expect(rankFleets(reordered, location, atlas.preferences)).toStrictEqual(
          rankFleets(atlas.fleets, location, atlas.preferences),
        );
      }),
    );
  });

  it("ranks each fleet once, by preference, then distance, then id", () => {
    fc.assert(
      fc.property(rounds, ({ atlas, location }) => {
        const ranked = rankFleets(atlas.fleets, location, atlas.preferences);
        expect(ranked.map(({ id }) => id).toSorted()).toStrictEqual(
          atlas.fleets.map(({ id }) => id).toSorted(),
        );
        for (const [at, fleet] of ranked.entries()) {
          for (const later of ranked.slice(at + 1)) expect(isInOrder(fleet, later)).toBe(true);
        }
      }),
    );
  });

  it("ranks the same of a part as of the whole: a fleet that is gone moves no other", () => {
    fc.assert(
      fc.property(rounds, fc.nat(4), ({ atlas, location }, gone) => {
        const whole = rankFleets(atlas.fleets, location, atlas.preferences);
        const id = atlas.fleets[gone]?.id;
        const rest = atlas.fleets.filter((fleet) => fleet.id !== id);
        expect(rankFleets(rest, location, atlas.preferences)).toStrictEqual(
          whole.filter((fleet) => fleet.id !== id),
        );
      }),
    );
  });

  it("measures whole kilometres, at most half the way round", () => {
    fc.assert(
      fc.property(rounds, ({ atlas, location }) => {
        for (const { distanceKilometres } of rankFleets(atlas.fleets, location, atlas.preferences)) {
          if (distanceKilometres === null) continue;
          expect(Number.isInteger(distanceKilometres)).toBe(true);
          expect(distanceKilometres).toBeGreaterThanOrEqual(0);
          expect(distanceKilometres).toBeLessThanOrEqual(20_016);
        }
      }),
    );
  });
});

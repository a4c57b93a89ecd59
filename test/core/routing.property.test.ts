import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { UserLocation } from "../../functions/core/location.ts";
import { locate } from "../../functions/core/location.ts";
import type { IndexedApplication } from "../../functions/core/policy-index.ts";
import { type RankedFleet, type RankingHints, rankFleets } from "../../functions/core/routing.ts";
import { anApplication, anIndex, aPolicy, indexedAtlas } from "../support/core-builders.ts";
import { evidences, fleets, hints, preferences } from "./arbitraries.ts";

interface Round {
  readonly atlas: IndexedApplication;
  readonly location: UserLocation;
  readonly hints: RankingHints;
}

const rank = ({ atlas, location, hints }: Round, candidates = atlas.fleets): readonly RankedFleet[] =>
  rankFleets(candidates, location, atlas.preferences, hints);

const rounds: fc.Arbitrary<Round> = fc
  .record({ fleets, preferences, evidence: evidences, hints })
  .map(({ evidence, hints, ...rules }) => {
    const applications = { atlas: anApplication({ fleets: Object.keys(rules.fleets) }) };
    const policy = aPolicy({ ...rules, applications });
    return {
      atlas: indexedAtlas(policy),
      location: locate(evidence, policy.location, anIndex(policy).networks),
      hints,
    };
  });

/** Unknown counts as farther than anything known. */
const size = (value: number | null): number => value ?? Number.POSITIVE_INFINITY;

const isInOrder = (a: RankedFleet, b: RankedFleet): boolean => {
  if (a.preference !== b.preference) return size(a.preference) < size(b.preference);
  if (a.isHome !== b.isHome) return a.isHome;
  const [quick, slow] = [a, b].map(({ milliseconds }) => Math.floor(size(milliseconds) / 10));
  if (quick !== slow) return Number(quick) < Number(slow);
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
      fc.property(shuffled, ([round, reordered]) => {
        expect(rank(round, reordered)).toStrictEqual(rank(round));
      }),
    );
  });

  it("ranks each fleet once, by preference, then home Region, then time, then distance, then id", () => {
    fc.assert(
      fc.property(rounds, (round) => {
        const ranked = rank(round);
        expect(ranked.map(({ id }) => id).toSorted()).toStrictEqual(
          round.atlas.fleets.map(({ id }) => id).toSorted(),
        );
        for (const [at, fleet] of ranked.entries()) {
          for (const later of ranked.slice(at + 1)) expect(isInOrder(fleet, later)).toBe(true);
        }
      }),
    );
  });

  it("ranks the same of a part as of the whole: a fleet that is gone moves no other", () => {
    fc.assert(
      fc.property(rounds, fc.nat(4), (round, gone) => {
        const id = round.atlas.fleets[gone]?.id;
        const rest = round.atlas.fleets.filter((fleet) => fleet.id !== id);
        expect(rank(round, rest)).toStrictEqual(rank(round).filter((fleet) => fleet.id !== id));
      }),
    );
  });

  it("is transitive: of three fleets, two by two, none beats one that beats it", () => {
    const beats = (round: Round, a: number, b: number): boolean => {
      const pair = [round.atlas.fleets[a], round.atlas.fleets[b]].filter((fleet) => fleet !== undefined);
      return rank(round, pair)[0]?.id === pair[0]?.id;
    };
    fc.assert(
      fc.property(rounds, (round) => {
        const places = [...round.atlas.fleets.keys()];
        for (const a of places)
          for (const b of places)
            for (const c of places)
              if (beats(round, a, b) && beats(round, b, c)) expect(beats(round, a, c)).toBe(true);
      }),
    );
  });

  it("measures whole kilometres, at most half the way round", () => {
    fc.assert(
      fc.property(rounds, (round) => {
        for (const { distanceKilometres } of rank(round)) {
          if (distanceKilometres === null) continue;
          expect(Number.isInteger(distanceKilometres)).toBe(true);
          expect(distanceKilometres).toBeGreaterThanOrEqual(0);
          expect(distanceKilometres).toBeLessThanOrEqual(20_016);
        }
      }),
    );
  });
});

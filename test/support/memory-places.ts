/**
 * Where launches went, in memory, for tests of what stands on it.
 * Invariant: test/contract runs the same cases on this and on the DynamoDB adapter.
 */
import { lastKnownAt } from "../../functions/core/last-known-at.ts";
import { err, ok } from "../../functions/core/result.ts";
import type { RecordedPlace } from "../../functions/ports.ts";
import type { PlaceArchive } from "../../functions/session-ports.ts";

/** The longest session there can be, and the longest time to come back to it. */
const LONGEST_SECONDS = 432_000 + 36_000;

export interface MemoryPlaces extends PlaceArchive {
  /** By user id. */
  readonly places: ReadonlyMap<string, readonly RecordedPlace[]>;
  /** Away: nothing is remembered, and nobody has been anywhere. */
  setAway(isAway: boolean): void;
}

export function createMemoryPlaces(): MemoryPlaces {
  const places = new Map<string, readonly RecordedPlace[]>();
  let away = false;
  const recent = (userId: string, nowEpochSeconds: number): readonly RecordedPlace[] => {
    const all = away ? [] : (places.get(userId) ?? []);
    return all.filter((place) => nowEpochSeconds - lastKnownAt(place) < LONGEST_SECONDS);
  };
  return {
    places,
    setAway(isAway) {
      away = isAway;
    },
    recent: async (userId, nowEpochSeconds) => recent(userId, nowEpochSeconds),
    everywhere: async (userId, nowEpochSeconds) => ({
      places: recent(userId, nowEpochSeconds),
      silentRegions: away ? ["eu-south-2"] : [],
    }),
    async remember(userId, place) {
      if (away) return err("unavailable");
      const others = (places.get(userId) ?? []).filter(({ fleet }) => fleet !== place.fleet);
      places.set(userId, [...others, place]);
      return ok(undefined);
    },
  };
}

/**
 * Favourites in memory, for tests of what stands on them.
 * Invariant: test/contract runs the same cases on this and on the DynamoDB adapter.
 */
import type { FavouriteStore } from "../../functions/catalogue-ports.ts";
import { err, ok } from "../../functions/core/result.ts";

const MAX_FAVOURITES = 100;
const KEPT_MILLISECONDS = 2 * 366 * 86_400_000;

export interface MemoryFavourites extends FavouriteStore {
  /** Away: nothing is kept, and nobody has any. */
  setAway(isAway: boolean): void;
}

export function createMemoryFavourites(): MemoryFavourites {
  const people = new Map<
    string,
    Map<string, { readonly isFavourite: boolean; readonly changedAt: number }>
  >();
  let away = false;
  return {
    setAway(isAway) {
      away = isAway;
    },
    async read(userId, nowMilliseconds) {
      const words = away ? [] : [...(people.get(userId) ?? [])];
      const favourites = words
        .filter(
          ([, { isFavourite, changedAt }]) => isFavourite && nowMilliseconds - changedAt < KEPT_MILLISECONDS,
        )
        .sort(([, a], [, b]) => b.changedAt - a.changedAt);
      return new Set(favourites.slice(0, MAX_FAVOURITES).map(([application]) => application));
    },
    async set(userId, application, isFavourite, nowMilliseconds) {
      if (away) return err("unavailable");
      const words = people.get(userId) ?? new Map();
      people.set(userId, words.set(application, { isFavourite, changedAt: nowMilliseconds }));
      return ok(undefined);
    },
  };
}

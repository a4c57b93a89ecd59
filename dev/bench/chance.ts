/** Repeatable choices: the same seed gives the same policy and the same calls in every run (mulberry32). */

export interface Chance {
  /** From 0 (inclusive) to `limit` (exclusive). */
  below(limit: number): number;
  /** Throws a RangeError for an empty list. */
  oneOf<T>(values: readonly T[]): T;
}

export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
  return {
    below,
    oneOf(values) {
      const at = below(values.length);
      if (at >= values.length) throw new RangeError("nothing to choose from");
      return values[at] as (typeof values)[number];
    },
  };
}

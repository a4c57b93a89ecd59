/**
 * The clock of the emulated world: another clock, moved forward on demand, so that nobody waits a quarter of an hour
 * for an instance to be rebuilt. Invariant: it never goes back. Everybody else's clock, the broker's too, stays.
 */

/** A year. */
export const MAX_ADVANCE_SECONDS = 31_536_000;

export class WorldClock {
  readonly #base: () => number;
  #advancedMilliseconds = 0;

  constructor(base: () => number) {
    this.#base = base;
  }

  /** Epoch milliseconds; bound, so that it can be handed on by itself. */
  readonly now = (): number => this.#base() + this.#advancedMilliseconds;

  /** Since the start of the emulator. */
  advancedSeconds(): number {
    return this.#advancedMilliseconds / 1000;
  }

  /** Throws TypeError for anything but a number above 0 and up to a year. */
  advance(seconds: number): void {
    if (!(seconds > 0 && seconds <= MAX_ADVANCE_SECONDS)) {
      throw new TypeError(`the clock moves forward by more than 0 and up to ${MAX_ADVANCE_SECONDS} seconds`);
    }
    this.#advancedMilliseconds += seconds * 1000;
  }
}

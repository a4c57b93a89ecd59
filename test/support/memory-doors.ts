/**
 * The doors in memory, for tests of what stands on them.
 * Invariant: test/contract runs the same cases on these and on the DynamoDB adapter.
 */
import { aheadOf, answerAt, type Door, enteredBy, NEW_DOOR, turned } from "../../functions/core/door.ts";
import { ok } from "../../functions/core/result.ts";
import type { Clock, DoorAnswer, Doors, DoorVisit } from "../../functions/ports.ts";

export interface MemoryDoors extends Doors {
  /** By fleet id. */
  readonly doors: ReadonlyMap<string, Door>;
  /** From now on `enter` and `look` answer this; undefined: what the door says. */
  answerAlways(answer: DoorAnswer | undefined): void;
}

interface Numbered {
  /** Undefined: used up. */
  readonly number: number | undefined;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

const lineOf = ({ fleet, userId }: Pick<DoorVisit, "fleet" | "userId">): string => `${fleet}:${userId}`;

/** `now`: when places are given; default: at the moment of the observation that found them. */
export function createMemoryDoors(now?: Clock): MemoryDoors {
  const doors = new Map<string, Door>();
  const numbers = new Map<string, Numbered>();
  let always: DoorAnswer | undefined;
  const doorAt = (visit: Omit<DoorVisit, "userId">): Door =>
    turned(doors.get(visit.fleet) ?? NEW_DOOR, visit);
  return {
    doors,
    answerAlways(answer) {
      always = answer;
    },
    async enter(visit) {
      const door = doorAt(visit);
      doors.set(visit.fleet, door);
      if (always !== undefined) return always;
      const own = numbers.get(lineOf(visit));
      const number = own?.number === visit.number ? visit.number : undefined;
      const answer = answerAt(door, number);
      if (answer !== "entered") return answer;
      if (own !== undefined && number !== undefined)
        numbers.set(lineOf(visit), { ...own, number: undefined });
      doors.set(visit.fleet, enteredBy(door, number, now?.() ?? visit.observedAt));
      return answer;
    },
    async look(visit) {
      return always ?? answerAt(doorAt(visit), visit.number);
    },
    async draw(fleet, userId, keptSeconds) {
      const seconds = Math.floor((now?.() ?? 0) / 1_000);
      const own = numbers.get(lineOf({ fleet, userId }));
      const expiresAt = seconds + keptSeconds;
      if (own?.number !== undefined && seconds < own.expiresAt) {
        numbers.set(lineOf({ fleet, userId }), { ...own, expiresAt });
        return ok(own.number);
      }
      const door = doors.get(fleet) ?? NEW_DOOR;
      const next = door.next + 1;
      doors.set(fleet, { ...door, next });
      numbers.set(lineOf({ fleet, userId }), { number: next, expiresAt });
      return ok(next);
    },
    async giveBack(fleet, userId, number) {
      const own = numbers.get(lineOf({ fleet, userId }));
      if (own !== undefined && own.number === undefined) {
        numbers.set(lineOf({ fleet, userId }), { ...own, number });
      }
    },
    async ahead(fleet, number) {
      return aheadOf(doors.get(fleet) ?? NEW_DOOR, number);
    },
  };
}

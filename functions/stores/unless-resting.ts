/**
 * Reading what a page or a launch can do without, from a table that may be away. What comes too late is lost, but not
 * the connection that it made. Invariant: after a table was away or late, nobody waits for it for a while.
 */
import { withinDeadline } from "../deadline.ts";
import type { Clock } from "../ports.ts";

const REST_MILLISECONDS = 5_000;

/** `read` answers undefined where its table is away; so does this, and at once while it rests. */
export function unlessResting<T>(
  read: (userId: string) => Promise<T | undefined>,
  now: Clock,
  budgetMilliseconds: number,
): (userId: string) => Promise<T | undefined> {
  let restsUntil = Number.NEGATIVE_INFINITY;
  return async (userId) => {
    if (now() < restsUntil) return undefined;
    const answer = await withinDeadline(budgetMilliseconds, undefined, () => read(userId));
    if (answer === undefined) restsUntil = now() + REST_MILLISECONDS;
    return answer;
  };
}

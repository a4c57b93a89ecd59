/**
 * What people use, seats and reminders, in memory, for tests of what stands on them.
 * Invariant: test/contract runs the same cases on this and on the DynamoDB adapters.
 */
import { NO_USE, type PersonUse } from "../../functions/core/person-use.ts";
import { err, ok, type Result } from "../../functions/core/result.ts";
import type { StoreFailure } from "../../functions/ports.ts";
import type { LookedAfter, UseStore } from "../../functions/use-ports.ts";

const KEPT_SECONDS = 40 * 86_400;

export interface MemoryUses extends UseStore, LookedAfter {
  /** By user id. */
  readonly people: ReadonlyMap<string, PersonUse>;
  /** Launch ids by application. */
  readonly seats: ReadonlyMap<string, ReadonlySet<string>>;
  /** By user id, seconds since the epoch. */
  readonly reminders: ReadonlyMap<string, number>;
  /** From now on nothing is read or written. */
  setAway(isAway: boolean): void;
}

export function createMemoryUses(): MemoryUses {
  const people = new Map<string, PersonUse>();
  const keptUntil = new Map<string, number>();
  const seats = new Map<string, Set<string>>();
  const reminders = new Map<string, number>();
  let away = false;
  const unlessAway = async <T>(work: () => Result<T, StoreFailure>): Promise<Result<T, StoreFailure>> =>
    away ? err("unavailable") : work();
  return {
    ...{ people, seats, reminders },
    setAway(isAway) {
      away = isAway;
    },
    read: (userId, now) =>
      unlessAway(() => {
        const use = people.get(userId) ?? NO_USE;
        const isOver = (keptUntil.get(userId) ?? 0) <= now;
        return ok(isOver ? { ...NO_USE, version: use.version } : use);
      }),
    write: (userId, use, now) =>
      unlessAway(() => {
        if ((people.get(userId)?.version ?? 0) !== use.version) return err("conflict");
        people.set(userId, structuredClone({ ...use, version: use.version + 1 }));
        keptUntil.set(userId, now + KEPT_SECONDS);
        return ok(undefined);
      }),
    takeSeat: (application, launchId, most) =>
      unlessAway(() => {
        const taken = seats.get(application) ?? new Set();
        if (taken.size >= most && !taken.has(launchId)) return err("conflict");
        seats.set(application, taken.add(launchId));
        return ok(undefined);
      }),
    seatsTaken: async (applications) =>
      new Map(away ? [] : applications.map((id) => [id, seats.get(id)?.size ?? 0] as const)),
    leaveSeat: (application, launchId) =>
      unlessAway(() => {
        seats.get(application)?.delete(launchId);
        return ok(undefined);
      }),
    remind: (userId, dueAt) =>
      unlessAway(() => {
        reminders.set(userId, (reminders.get(userId) ?? dueAt + 1) - 1);
        return ok(undefined);
      }),
    due: (now) =>
      unlessAway(() => {
        const all = [...reminders].map(([userId, dueAt]) => ({ userId, dueAt }));
        return ok(all.filter(({ dueAt }) => dueAt <= now).toSorted((a, b) => a.dueAt - b.dueAt));
      }),
    done: ({ userId, dueAt }, nextDueAt) =>
      unlessAway(() => {
        if (reminders.get(userId) !== dueAt) return err("conflict");
        if (nextDueAt === undefined) reminders.delete(userId);
        else reminders.set(userId, nextDueAt);
        return ok(undefined);
      }),
  };
}

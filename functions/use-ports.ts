/**
 * What limits on use need from the outside: what each person uses, the seats of an application, and who has sessions that
 * somebody must look after. Each item has one home among the broker's Regions, so that launches in several count together.
 */
import type { PersonUse } from "./core/person-use.ts";
import type { Result } from "./core/result.ts";
import type { StoreFailure } from "./ports.ts";

export interface UseStore {
  /** As it is, not as it was a moment ago. `NO_USE` for whoever used nothing yet. */
  read(userId: string, nowEpochSeconds: number): Promise<Result<PersonUse, StoreFailure>>;
  /** `conflict`: somebody has written since `use` was read; its version is that of the read. */
  write(userId: string, use: PersonUse, nowEpochSeconds: number): Promise<Result<void, StoreFailure>>;
  /** `conflict`: every seat is taken. Taking one twice is taking it once. */
  takeSeat(
    application: string,
    launchId: string,
    seats: number,
    nowEpochSeconds: number,
  ): Promise<Result<void, StoreFailure>>;
  /** How many are taken, for a list; without the applications of which their home does not say. */
  seatsTaken(applications: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Also where there was none. */
  leaveSeat(application: string, launchId: string): Promise<Result<void, StoreFailure>>;
}

/** People whose sessions are looked after, and when next. */
export interface LookedAfter {
  /** In the person's home. Seconds since the epoch. Whoever is due already stays due: no launch puts off the look. */
  remind(userId: string, dueAt: number, nowEpochSeconds: number): Promise<Result<void, StoreFailure>>;
  /** Of this Region, the longest overdue first. */
  due(nowEpochSeconds: number): Promise<Result<readonly Reminder[], StoreFailure>>;
  /** The next one in the place of this one, or none. `conflict`: it was changed since, and stays. */
  done(
    reminder: Reminder,
    nextDueAt: number | undefined,
    nowEpochSeconds: number,
  ): Promise<Result<void, StoreFailure>>;
}

export interface Reminder {
  readonly userId: string;
  /** Seconds since the epoch. */
  readonly dueAt: number;
}

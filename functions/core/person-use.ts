/**
 * What one person uses of limited applications, as one item of the store: a slot for each launch that may have a session,
 * and the time spent in each application's period. All of it changes in one write, so that nothing is counted twice.
 * Pure: from one state to the next; a store compares the version.
 */
import type { PersonSession } from "./situation.ts";

export interface UseSlot {
  readonly launchId: string;
  /** Policy ids. */
  readonly application: string;
  /** Null: the launch is under way, and where it goes is not known yet. */
  readonly fleet: string | null;
  /** Seconds since the epoch: when it was launched. */
  readonly startedAt: number;
  /** Seconds since the epoch: its time is counted until then. */
  readonly countedUntil: number;
  /** AppStream has no such session any more; what it holds elsewhere is still to be given back. */
  readonly isOver: boolean;
  /** AppStream's id of the session that is being ended because its time is up. */
  readonly ending: string | null;
}

export interface SpentTime {
  readonly application: string;
  /** Seconds since the epoch: the beginning of the period that it was spent in. */
  readonly from: number;
  readonly seconds: number;
}

export interface PersonUse {
  /** Of the item that was read; 0: there was none. */
  readonly version: number;
  /** Who it is, for the audit; null as long as nothing was launched. */
  readonly person: { readonly identityProvider: string; readonly subject: string } | null;
  readonly slots: readonly UseSlot[];
  readonly spent: readonly SpentTime[];
}

export const NO_USE: PersonUse = { version: 0, person: null, slots: [], spent: [] };

/** A launch that has no fleet after this long was cut off: it is longer than any launch may take. */
const UNDER_WAY_SECONDS = 60;

/** A session, or a launch that may become one, as it counts against a limit. */
export interface HeldSession {
  readonly application: string;
  /** Undefined: a launch of theirs that is under way. */
  readonly session: PersonSession | undefined;
  /** Seconds since the epoch; 0: before there was a limit. */
  readonly startedAt: number;
}

/**
 * Everything that counts, the oldest first. `looked` is the use when the sessions were looked for: a slot of it is gone
 * where AppStream was asked and has no session; one that came since counts as it is.
 */
export function heldSessions(
  sessions: readonly PersonSession[],
  { slots }: PersonUse,
  looked: PersonUse,
  nowEpochSeconds: number,
): readonly HeldSession[] {
  const asked = new Set(askedSlots(looked));
  const bySession = sessions.map((session) => ({
    application: session.application,
    session,
    startedAt: slots.find(({ fleet, isOver }) => fleet === session.fleet && !isOver)?.startedAt ?? 0,
  }));
  const found = new Set(sessions.map(({ fleet }) => fleet));
  const underWay = slots.filter(
    ({ launchId, fleet, startedAt, isOver }) =>
      !isOver &&
      !asked.has(launchId) &&
      (fleet === null ? nowEpochSeconds < startedAt + UNDER_WAY_SECONDS : !found.has(fleet)),
  );
  return [
    ...bySession,
    ...underWay.map(({ application, startedAt }) => ({ application, session: undefined, startedAt })),
  ].toSorted((a, b) => a.startedAt - b.startedAt);
}

/** The use with a slot for a new launch, and without those that are gone; `keeps` are applications that are looked after. */
export function withSlot(
  use: PersonUse,
  looked: PersonUse,
  slot: Pick<UseSlot, "launchId" | "application">,
  sessions: readonly PersonSession[],
  keeps: (application: string) => boolean,
  nowEpochSeconds: number,
): Pick<PersonUse, "slots" | "spent"> {
  const asked = new Set(askedSlots(looked));
  const found = new Set(sessions.map(({ fleet }) => fleet));
  const isGone = ({ launchId, fleet, startedAt }: UseSlot): boolean =>
    fleet === null
      ? nowEpochSeconds >= startedAt + UNDER_WAY_SECONDS
      : asked.has(launchId) && !found.has(fleet);
  const former = use.slots.flatMap((other) => {
    if (!isGone(other)) return [other];
    return keeps(other.application) ? [{ ...other, isOver: true }] : [];
  });
  const fresh: UseSlot = {
    ...{ ...slot, fleet: null, startedAt: nowEpochSeconds, countedUntil: nowEpochSeconds },
    ...{ isOver: false, ending: null },
  };
  return { slots: [...former, fresh], spent: use.spent };
}

/** The launch went to this fleet; null: nowhere, and its slot is free again. */
export function settled(
  { slots, spent }: PersonUse,
  launchId: string,
  fleet: string | null,
): Pick<PersonUse, "slots" | "spent"> {
  if (fleet === null) return { slots: slots.filter((slot) => slot.launchId !== launchId), spent };
  return { slots: slots.map((slot) => (slot.launchId === launchId ? { ...slot, fleet } : slot)), spent };
}

export function isUnderWay({ fleet, startedAt }: UseSlot, nowEpochSeconds: number): boolean {
  return fleet === null && nowEpochSeconds < startedAt + UNDER_WAY_SECONDS;
}

function askedSlots({ slots }: PersonUse): readonly string[] {
  return slots.filter(({ fleet }) => fleet !== null).map(({ launchId }) => launchId);
}

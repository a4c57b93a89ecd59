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
  /** Seconds since the epoch: the newest URL that leads to it may be opened until then. */
  readonly openUntil: number;
  /** Its session is gone: it counts as long as a URL of it may be opened, and what it holds elsewhere is given back then. */
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
/** From the last moment at which a URL may be opened to the one at which AppStream tells of the session. */
const START_SECONDS = 120;

/** A session, or what may become one, as it counts against a limit. */
export interface HeldSession {
  readonly application: string;
  /** Undefined: a launch of theirs that is under way, or a URL. */
  readonly session: PersonSession | undefined;
  /** Null: where the launch goes is not known yet. */
  readonly fleet: string | null;
  /** The session is gone, and a URL that leads there is all that is left. */
  readonly isUrlAlone: boolean;
  /** Whatever ends the session: a URL that was given out before opens another. */
  readonly mayBeOpened: boolean;
  /** Seconds since the epoch; 0: before there was a limit. */
  readonly startedAt: number;
}

/**
 * Everything that counts, the oldest first. `looked` is the use when the sessions were looked for: a slot of it is gone
 * where AppStream was asked and has no session, and counts on while its URL may be opened; one that came since counts as
 * it is.
 */
export function heldSessions(
  sessions: readonly PersonSession[],
  { slots }: PersonUse,
  looked: PersonUse,
  nowEpochSeconds: number,
): readonly HeldSession[] {
  const asked = new Set(askedSlots(looked));
  const leadsTo = (fleet: string): boolean =>
    slots.some((slot) => slot.fleet === fleet && mayBeOpened(slot, nowEpochSeconds));
  const bySession = sessions.map((session): HeldSession => {
    const { application, fleet } = session;
    const startedAt = slots.find((slot) => slot.fleet === fleet && !slot.isOver)?.startedAt ?? 0;
    return { application, session, fleet, isUrlAlone: false, mayBeOpened: leadsTo(fleet), startedAt };
  });
  const bySlot = slots.flatMap((slot): readonly HeldSession[] => {
    const { launchId, application, fleet, startedAt } = slot;
    const isGone = slot.isOver || (fleet !== null && asked.has(launchId));
    const there = sessions.find((session) => session.fleet === fleet);
    const counts = isGone
      ? mayBeOpened(slot, nowEpochSeconds) && there?.application !== application
      : fleet === null
        ? isUnderWay(slot, nowEpochSeconds)
        : there === undefined;
    if (!counts) return [];
    return [{ application, session: undefined, fleet, isUrlAlone: isGone, mayBeOpened: true, startedAt }];
  });
  return [...bySession, ...bySlot].toSorted((a, b) => a.startedAt - b.startedAt);
}

/** As many sessions as these may become: AppStream gives a person one on each fleet, whichever URL they open. */
export function numberOf(held: readonly HeldSession[]): number {
  const others = held.filter(({ isUrlAlone }) => !isUrlAlone);
  const taken = new Set(others.map(({ fleet }) => fleet));
  const urls = held.filter(({ isUrlAlone, fleet }) => isUrlAlone && !taken.has(fleet));
  return others.length + new Set(urls.map(({ fleet }) => fleet)).size;
}

/** The use with a slot for a new launch, and without those that are gone; `keeps` are applications that are looked after. */
export function withSlot(
  use: PersonUse,
  looked: PersonUse,
  slot: Pick<UseSlot, "launchId" | "application" | "openUntil">,
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
    const isKept = keeps(other.application) || mayBeOpened(other, nowEpochSeconds);
    return isKept ? [{ ...other, isOver: true }] : [];
  });
  const fresh: UseSlot = {
    ...{ ...slot, fleet: null, startedAt: nowEpochSeconds, countedUntil: nowEpochSeconds },
    ...{ isOver: false, ending: null },
  };
  return { slots: [...former, fresh], spent: use.spent };
}

/** The slot of a session that they go back to; undefined: it has none that counts. */
export function ownSlot(
  { slots }: PersonUse,
  { application, fleet, launchId }: PersonSession,
  nowEpochSeconds: number,
): UseSlot | undefined {
  const own = slots.filter(
    (slot) => slot.application === application && (slot.fleet === fleet || slot.launchId === launchId),
  );
  return own.find(({ isOver }) => !isOver) ?? own.find((slot) => mayBeOpened(slot, nowEpochSeconds));
}

/** The same with a newer URL that leads to it. */
export function withUrl({ slots }: PersonUse, launchId: string, openUntil: number): readonly UseSlot[] {
  return slots.map((slot) =>
    slot.launchId === launchId
      ? { ...slot, openUntil: Math.max(slot.openUntil, openUntil), isOver: false }
      : slot,
  );
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

/** A URL of it may be opened, or was a moment ago: AppStream may have a session of it that it does not tell of yet. */
export function mayBeOpened({ fleet, openUntil }: UseSlot, nowEpochSeconds: number): boolean {
  return fleet !== null && nowEpochSeconds < openUntil + START_SECONDS;
}

export function isUnderWay({ fleet, startedAt }: UseSlot, nowEpochSeconds: number): boolean {
  return fleet === null && nowEpochSeconds < startedAt + UNDER_WAY_SECONDS;
}

function askedSlots({ slots }: PersonUse): readonly string[] {
  return slots.filter(({ fleet }) => fleet !== null).map(({ launchId }) => launchId);
}

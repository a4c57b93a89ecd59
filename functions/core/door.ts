/**
 * The door of a fleet, as data: it gives each free place that an observation found to one person, those who wait before
 * those who come. Pure: a store keeps it, and repeats these rules as the conditions of its writes.
 * Invariant: of one observation no more places are given than it found. Numbers are let in in the order they were drawn,
 * within the grain of one observation: all whom the same observation calls may come in any order.
 */

export interface Door {
  /** Milliseconds since the epoch: of the observation it stands on; 0: of none yet. */
  readonly observedAt: number;
  readonly freePlaces: number;
  /** Given of these, with those of before that the observation cannot have seen. */
  readonly taken: number;
  /** For whoever comes first, line or no line: what nobody in the line was called for. */
  readonly openPlaces: number;
  readonly openTaken: number;
  /** In the line, called by this observation. */
  readonly called: number;
  /** Called by the one before, and not come yet. */
  readonly returning: number;
  /** Taken by people of the line. */
  readonly lineTaken: number;
  /** Observations in a row that called somebody and saw nobody come. */
  readonly missed: number;
  /** Numbers drawn so far. */
  readonly next: number;
  /** The highest number called so far. */
  readonly admitted: number;
  /** Places given lately, by the slot they were given in. */
  readonly given: ReadonlyMap<number, number>;
}

export const NEW_DOOR: Door = {
  ...{ observedAt: 0, freePlaces: 0, taken: 0, openPlaces: 0, openTaken: 0 },
  ...{ called: 0, returning: 0, lineTaken: 0, missed: 0, next: 0, admitted: 0, given: new Map() },
};

const SLOT_MILLISECONDS = 5_000;

/**
 * A place is given with the URL, and AppStream counts it once the browser has opened that. So what was given this
 * shortly before an observation is taken off what it found. Who never opens the URL costs their place no longer.
 */
const UNSEEN_MILLISECONDS = 10_000;

/** Calling twice as many each time nobody comes, so that a line of people who left is soon passed. */
const MOST_DOUBLINGS = 20;

/** Counts of given places are kept by these; a slot is some seconds long. */
export function slotOf(milliseconds: number): number {
  return Math.floor(milliseconds / SLOT_MILLISECONDS);
}

/** The door as a newer observation leaves it; the same door for one that is not newer. */
export function turned(
  door: Door,
  { observedAt, freePlaces }: { readonly observedAt: number; readonly freePlaces: number },
): Door {
  if (observedAt <= door.observedAt) return door;
  const oldest = slotOf(observedAt - UNSEEN_MILLISECONDS);
  const given = new Map([...door.given].filter(([slot]) => slot >= oldest));
  const unseen = [...given.values()].reduce((sum, count) => sum + count, 0);
  const room = Math.max(0, freePlaces - unseen);
  const waiting = door.next - door.admitted;
  const missed = missedBy(door);
  // Their own observation and one more: a browser that waits asks again within little more than one.
  const owed = Math.min(door.called, Math.max(0, door.returning + door.called - door.lineTaken));
  const turn = { ...door, observedAt, freePlaces, taken: unseen, given, missed, openTaken: 0, lineTaken: 0 };
  // Nobody could come, so nobody has missed anything.
  if (room === 0) return { ...turn, openPlaces: 0, called: owed, returning: 0 };
  const reach = room * 2 ** missed;
  const returning = Math.min(owed, reach);
  const called = Math.min(waiting, reach - returning);
  const openPlaces = Math.max(0, room - returning - called);
  return { ...turn, openPlaces, called, returning, admitted: door.admitted + called };
}

function missedBy({ lineTaken, taken, freePlaces, called, returning, missed }: Door): number {
  if (lineTaken > 0) return 0;
  return taken < freePlaces && called + returning > 0 ? Math.min(MOST_DOUBLINGS, missed + 1) : missed;
}

/** What somebody with this number, or with none, is told at the door. */
export function answerAt(
  { taken, freePlaces, openTaken, openPlaces, admitted }: Door,
  number: number | undefined,
): "entered" | "full" | "behind" {
  if (taken >= freePlaces) return "full";
  return isCalled(admitted, number) || openTaken < openPlaces ? "entered" : "behind";
}

/** The door once they are in; only after `answerAt` said so. */
export function enteredBy(door: Door, number: number | undefined, nowMilliseconds: number): Door {
  const slot = slotOf(nowMilliseconds);
  const isOfTheLine = isCalled(door.admitted, number);
  return {
    ...door,
    taken: door.taken + 1,
    openTaken: door.openTaken + (isOfTheLine ? 0 : 1),
    lineTaken: door.lineTaken + (isOfTheLine ? 1 : 0),
    given: new Map(door.given).set(slot, (door.given.get(slot) ?? 0) + 1),
  };
}

function isCalled(admitted: number, number: number | undefined): boolean {
  return number !== undefined && number <= admitted;
}

/** How many numbers come before this one is called. */
export function aheadOf({ admitted }: Door, number: number): number {
  return Math.max(0, number - admitted - 1);
}

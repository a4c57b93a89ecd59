/**
 * Looking after one person's sessions: from what they use and what AppStream says of each slot, to what they use now, what
 * has to be ended, and when to look again. Pure, so that a look that is repeated after a crash counts nothing twice: the
 * time that is counted and the moment until which it is counted change together.
 * A session that is gone is not charged from the last look at which it was there; a clock that jumps back counts nothing.
 */
import { isUnderWay, type PersonUse, type SpentTime, type UseSlot } from "./person-use.ts";
import type { PolicyIndex } from "./policy-index.ts";
import { isLookedAfter, type UsePolicy } from "./policy-use.ts";
import { secondsLeft } from "./time-left.ts";
import { periodAt } from "./use-period.ts";

/** What AppStream said of a slot's fleet; undefined: it was not heard. */
export type SlotLook = { readonly sessionId: string | null } | undefined;

export interface KeptUse {
  readonly next: PersonUse;
  /** Their time is up. */
  readonly toEnd: readonly { readonly slot: UseSlot; readonly sessionId: string }[];
  /** They hold nothing any more. */
  readonly over: readonly UseSlot[];
  /** Seconds since the epoch; undefined: nothing of theirs is looked after. */
  readonly nextDueAt: number | undefined;
}

/** A session that is over is found out this long after, at the latest. */
export const LOOK_SECONDS = 120;
/** From the last moment at which a URL may be opened to the one at which AppStream tells of the session. */
const START_SECONDS = 120;

/** Slots whose fleets AppStream has to be asked about. */
export function slotsToAsk({ slots }: PersonUse, index: PolicyIndex): readonly UseSlot[] {
  return slots.filter((slot) => slot.fleet !== null && !slot.isOver && useOf(slot, index) !== undefined);
}

/** `looks` by launch id. */
export function keepUse(
  use: PersonUse,
  looks: ReadonlyMap<string, SlotLook>,
  index: PolicyIndex,
  nowEpochSeconds: number,
): KeptUse {
  const over = use.slots.filter((slot) => isOver(slot, looks, index, nowEpochSeconds));
  const kept = use.slots.filter((slot) => !over.includes(slot));
  const live = kept.filter(({ launchId }) => typeof looks.get(launchId)?.sessionId === "string");
  const spent = spentBy(use.spent, live, index, nowEpochSeconds);
  const left = (slot: UseSlot): number => leftOf(slot, spent, live, index, nowEpochSeconds);
  const toEnd = live.flatMap((slot) => {
    const sessionId = looks.get(slot.launchId)?.sessionId;
    return typeof sessionId === "string" && left(slot) <= 0 ? [{ slot, sessionId }] : [];
  });
  const slots = kept.map((slot): UseSlot => {
    if (!live.includes(slot)) return slot;
    const ending = toEnd.find((end) => end.slot === slot)?.sessionId ?? null;
    return { ...slot, countedUntil: Math.max(slot.countedUntil, nowEpochSeconds), ending };
  });
  const lookedAfter = kept.filter((slot) => useOf(slot, index) !== undefined);
  const soonest = live.map((slot) => Math.max(1, left(slot)));
  return {
    next: { ...use, slots, spent },
    toEnd,
    over,
    nextDueAt: lookedAfter.length === 0 ? undefined : nowEpochSeconds + Math.min(LOOK_SECONDS, ...soonest),
  };
}

/** The same without what was ended since, as the next write of it. */
export function withoutEnded(kept: PersonUse, ended: ReadonlySet<string>): PersonUse {
  return {
    ...kept,
    version: kept.version + 1,
    slots: kept.slots.filter(({ launchId }) => !ended.has(launchId)),
  };
}

/** Undefined for what nobody looks after: a launch drops those itself. */
function useOf({ application }: UseSlot, { applications }: PolicyIndex): UsePolicy | undefined {
  const use = applications.get(application)?.application.use ?? undefined;
  return isLookedAfter(use) ? use : undefined;
}

function isOver(
  slot: UseSlot,
  looks: ReadonlyMap<string, SlotLook>,
  { applications }: PolicyIndex,
  nowEpochSeconds: number,
): boolean {
  const { application, fleet, startedAt, launchId } = slot;
  if (slot.isOver) return true;
  if (fleet === null) return !isUnderWay(slot, nowEpochSeconds);
  const validity = applications.get(application)?.application.validitySeconds ?? 0;
  const isGone = looks.get(launchId)?.sessionId === null;
  return isGone && (slot.ending !== null || nowEpochSeconds >= startedAt + validity + START_SECONDS);
}

/** In the periods of now; what was spent in others counts no more. */
function spentBy(
  former: readonly SpentTime[],
  live: readonly UseSlot[],
  { applications }: PolicyIndex,
  nowEpochSeconds: number,
): readonly SpentTime[] {
  const concerned = new Set([...former, ...live].map(({ application }) => application));
  return [...concerned].flatMap((application) => {
    const budget = applications.get(application)?.application.use?.budget ?? null;
    if (budget === null) return [];
    const { from } = periodAt(budget, nowEpochSeconds);
    const counted = former.find((time) => time.application === application && time.from === from)?.seconds;
    const seconds = live
      .filter((slot) => slot.application === application)
      .map(({ countedUntil }) => Math.max(0, nowEpochSeconds - Math.max(countedUntil, from)))
      .reduce((sum, more) => sum + more, counted ?? 0);
    return seconds === 0 ? [] : [{ application, from, seconds }];
  });
}

function leftOf(
  slot: UseSlot,
  spent: readonly SpentTime[],
  live: readonly UseSlot[],
  index: PolicyIndex,
  nowEpochSeconds: number,
): number {
  const { application } = slot;
  const { sessionSeconds = null, budget = null } = useOf(slot, index) ?? {};
  const seconds = spent.find((time) => time.application === application)?.seconds ?? 0;
  const running = live.filter((other) => other.application === application).length;
  return secondsLeft(slot, { sessionSeconds, budget }, { seconds, running }, nowEpochSeconds);
}

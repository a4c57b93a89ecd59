/**
 * Looking after one person's sessions: from what they use and what AppStream says of each slot, to what they use now, what
 * has to be ended, and when to look again. Pure, so that a look that is repeated after a crash counts nothing twice: the
 * time that is counted and the moment until which it is counted change together.
 * A session that is gone is not charged from the last look at which it was there; a clock that jumps back counts nothing.
 * Invariant: no slot goes while a URL of it may be opened, whoever ended its session: what that opens goes on in the slot.
 */
import { isUnderWay, mayBeOpened, type PersonUse, type SpentTime, type UseSlot } from "./person-use.ts";
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
  /** Ended by a run that was cut off before it could say so. */
  readonly endedBefore: readonly UseSlot[];
  /** Seconds since the epoch; undefined: nothing of theirs is looked after. */
  readonly nextDueAt: number | undefined;
}

/** A session that is over is found out this long after, at the latest. */
export const LOOK_SECONDS = 120;

/** Slots whose fleets AppStream has to be asked about. */
export function slotsToAsk({ slots }: PersonUse, index: PolicyIndex): readonly UseSlot[] {
  return slots.filter((slot) => slot.fleet !== null && useOf(slot, index) !== undefined);
}

/** `looks` by launch id. */
export function keepUse(
  use: PersonUse,
  looks: ReadonlyMap<string, SlotLook>,
  index: PolicyIndex,
  nowEpochSeconds: number,
): KeptUse {
  const live = use.slots.filter((slot) => isLive(slot, use.slots, looks));
  const over = use.slots.filter((slot) => !live.includes(slot) && isOver(slot, looks, nowEpochSeconds));
  const kept = use.slots.filter((slot) => !over.includes(slot));
  const endedBefore = use.slots.filter((slot) => wasEnded(slot, looks));
  const spent = spentBy(use.spent, live, index, nowEpochSeconds);
  const left = (slot: UseSlot): number => leftOf(slot, spent, live, index, nowEpochSeconds);
  const toEnd = live.flatMap((slot) => {
    const sessionId = looks.get(slot.launchId)?.sessionId;
    return typeof sessionId === "string" && left(slot) <= 0 ? [{ slot, sessionId }] : [];
  });
  const slots = kept.map((slot): UseSlot => {
    if (!live.includes(slot)) return endedBefore.includes(slot) ? ended(slot) : slot;
    const ending = toEnd.find((end) => end.slot === slot)?.sessionId ?? null;
    return { ...slot, countedUntil: Math.max(slot.countedUntil, nowEpochSeconds), isOver: false, ending };
  });
  const lookedAfter = kept.filter((slot) => useOf(slot, index) !== undefined);
  const soonest = live.map((slot) => Math.max(1, left(slot)));
  return {
    next: { ...use, slots, spent },
    toEnd,
    over,
    endedBefore,
    nextDueAt: lookedAfter.length === 0 ? undefined : nowEpochSeconds + Math.min(LOOK_SECONDS, ...soonest),
  };
}

/** The same without what was ended since and cannot be opened any more, as the next write of it. */
export function withoutEnded(
  kept: PersonUse,
  launchIds: ReadonlySet<string>,
  nowEpochSeconds: number,
): { readonly next: PersonUse; readonly over: readonly UseSlot[] } {
  const isEnded = ({ launchId }: UseSlot): boolean => launchIds.has(launchId);
  const over = kept.slots.filter((slot) => isEnded(slot) && !mayBeOpened(slot, nowEpochSeconds));
  const slots = kept.slots.filter((slot) => !over.includes(slot));
  const next = slots.map((slot) => (isEnded(slot) ? ended(slot) : slot));
  return { next: { ...kept, version: kept.version + 1, slots: next }, over };
}

function ended(slot: UseSlot): UseSlot {
  return { ...slot, isOver: true, ending: null };
}

/** Undefined for what nobody looks after: a launch drops those itself. */
function useOf({ application }: UseSlot, { applications }: PolicyIndex): UsePolicy | undefined {
  const use = applications.get(application)?.application.use ?? undefined;
  return isLookedAfter(use) ? use : undefined;
}

/** A session is there and counts in this slot; in one that is over, only where it is no newer slot's. */
function isLive(slot: UseSlot, slots: readonly UseSlot[], looks: ReadonlyMap<string, SlotLook>): boolean {
  const { launchId, fleet } = slot;
  if (typeof looks.get(launchId)?.sessionId !== "string") return false;
  if (!slot.isOver) return true;
  const there = slots.filter((other) => other.fleet === fleet);
  return there.every(({ isOver }) => isOver) && there.at(-1) === slot;
}

/** Of one that is not live. */
function isOver(slot: UseSlot, looks: ReadonlyMap<string, SlotLook>, nowEpochSeconds: number): boolean {
  if (slot.fleet === null) return !isUnderWay(slot, nowEpochSeconds);
  if (mayBeOpened(slot, nowEpochSeconds)) return false;
  const { launchId, isOver } = slot;
  return looks.has(launchId) ? looks.get(launchId) !== undefined : isOver;
}

/** AppStream does not have the session any more that was to be ended. */
function wasEnded({ launchId, ending }: UseSlot, looks: ReadonlyMap<string, SlotLook>): boolean {
  const look = looks.get(launchId);
  return ending !== null && look !== undefined && look.sessionId !== ending;
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

/**
 * A launch of an application whose use is limited takes a slot of the person's before it is tried, and a seat of the
 * application's where those are counted; both are given back where nothing came of it. Order: the reminder of who is looked after, the slot, the seat. Back to a session the slot is its own, which then says until when
 * the new URL may be opened: it may outlive the session, and open another.
 * Invariant: one write that nobody else's came before takes the slot, so that of launches at once no more than the limit
 * go on, and no URL is made that no slot counts. A store that is away refuses: whoever asks often enough at the wrong moment
 * would have no limit.
 */

import type { LocatedInput } from "../core/decide.ts";
import type { Decision } from "../core/decision.ts";
import { LOOK_SECONDS } from "../core/keep-use.ts";
import { ownSlot, type PersonUse, settled, withSlot, withUrl } from "../core/person-use.ts";
import type { PolicyIndex } from "../core/policy-index.ts";
import { isLookedAfter } from "../core/policy-use.ts";
import { type Refusal, refusal } from "../core/refusal.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { PersonSession } from "../core/situation.ts";
import { isUseLimited, useRefusal, useVerdict } from "../core/use-limits.ts";
import type { Clock } from "../ports.ts";
import { epochSeconds } from "../timestamps.ts";
import type { LookedAfter, UseStore } from "../use-ports.ts";

export interface LimitPorts {
  readonly now: Clock;
  readonly uses: UseStore;
  readonly lookedAfter: Pick<LookedAfter, "remind">;
}

export interface LimitedLaunch {
  readonly launchId: string;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly input: LocatedInput;
  readonly decision: Extract<Decision, { outcome: "permit" }>;
}

/** What is to be settled when the launch is over; undefined where it took nothing. */
export type TakenUse = { readonly application: string; readonly hasSeat: boolean } | undefined;

/** Others of the same person write at the same time; each of their writes lasts. */
const MOST_TRIES = 40;

export async function takeUse(ports: LimitPorts, launch: LimitedLaunch): Promise<Result<TakenUse, Refusal>> {
  const { decision, input, launchId } = launch;
  const { application, candidates } = decision;
  const { index, principal, situation } = input;
  if (!isUseLimited(application, index)) return ok(undefined);
  if (situation.use === undefined) return storeAway();
  const own = candidates[0].session?.application === application.id ? candidates[0].session : undefined;
  const { totalSessions = null } = application.application.use ?? {};
  if (isLookedAfter(application.application.use)) {
    const now = epochSeconds(ports.now());
    const reminded = await ports.lookedAfter.remind(principal.userId, now + LOOK_SECONDS, now);
    if (!reminded.ok) return storeAway();
  }
  const taken = await takeSlot(ports, launch, situation.use, own);
  if (!taken.ok) return taken;
  if (taken.value === "own") return ok(undefined);
  if (totalSessions === null) return ok({ application: application.id, hasSeat: false });
  const now = epochSeconds(ports.now());
  const seat = await ports.uses.takeSeat(application.id, launchId, totalSessions, now);
  if (seat.ok) return ok({ application: application.id, hasSeat: true });
  // The seat may be taken where the answer was lost.
  await settleUse(ports, principal.userId, launchId, { application: application.id, hasSeat: true }, null);
  const full = refusal("application_full", { application: application.id, seats: totalSessions });
  return seat.error === "conflict" ? err(full) : storeAway();
}

/** `fleet`: where the launch went; null: nowhere. What cannot be written is found out by whoever looks next. */
export async function settleUse(
  { uses, now }: Pick<LimitPorts, "uses" | "now">,
  userId: string,
  launchId: string,
  taken: TakenUse,
  fleet: string | null,
): Promise<void> {
  if (taken === undefined) return;
  if (fleet === null && taken.hasSeat) await uses.leaveSeat(taken.application, launchId);
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const read = await uses.read(userId, epochSeconds(now()));
    if (!read.ok) return;
    const next = { ...read.value, ...settled(read.value, launchId, fleet) };
    const written = await uses.write(userId, next, epochSeconds(now()));
    if (written.ok || written.error !== "conflict") return;
  }
}

/** `own`: what they go back to had a slot. */
async function takeSlot(
  ports: LimitPorts,
  { launchId, deadline, input, decision: { application, candidates } }: LimitedLaunch,
  looked: PersonUse,
  own: PersonSession | undefined,
): Promise<Result<"own" | "new", Refusal>> {
  const { index, principal, situation } = input;
  const { userId, identityProvider, subject } = principal;
  const { sessions } = situation;
  const others = sessions.filter((session) => session !== own);
  const onlyFleet = candidates.length === 1 ? candidates[0].id : undefined;
  const openUntil = Math.ceil(deadline / 1_000) + application.application.validitySeconds;
  let use = looked;
  for (let tries = 0; tries < MOST_TRIES && ports.now() < deadline; tries += 1) {
    const now = epochSeconds(ports.now());
    const former = own && ownSlot(use, own, now);
    const verdict = useVerdict({
      ...{ application, index, use, looked, onlyFleet, nowEpochSeconds: now },
      sessions: others,
    });
    // A session that AppStream has is none more.
    const isTheirs = former !== undefined || own?.state === "live";
    if (verdict.kind === "spent" || (verdict.kind === "full" && !isTheirs)) {
      return err(useRefusal(application.id, verdict));
    }
    const slot = { launchId, application: application.id, openUntil };
    const next =
      former === undefined
        ? withSlot(use, looked, slot, sessions, (id) => keeps(index, id), now)
        : { slots: withUrl(use, former.launchId, openUntil) };
    const person = { identityProvider, subject };
    const written = await ports.uses.write(userId, { ...use, ...next, person }, now);
    const taken = former === undefined ? "new" : "own";
    if (written.ok) return ok(taken);
    if (written.error !== "conflict") break;
    const read = await ports.uses.read(userId, now);
    if (!read.ok) break;
    use = read.value;
    // Our own first try, whose answer was lost.
    if (use.slots.some((other) => other.launchId === launchId)) return ok("new");
  }
  return storeAway();
}

function keeps({ applications }: PolicyIndex, id: string): boolean {
  return isLookedAfter(applications.get(id)?.application.use);
}

function storeAway(): Result<never, Refusal> {
  return err(refusal("use_store_unavailable"));
}

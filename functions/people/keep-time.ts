/**
 * Looks after the sessions of applications with a longest session, a time for a period, or seats: counts their time, ends
 * those whose time is up, and gives back what is over. It runs every minute, asks AppStream about people who are due and
 * about nobody else, and leaves for the next minute what it has no time for.
 * Order for each person: what they use, AppStream's word, the seats of what is over, one write of all that was counted,
 * the end of what is too long, the audit event, a second write. Invariant: cut off anywhere, the next run counts nothing
 * twice and ends what is still there; an event is then written once more rather than not at all.
 */
import { faultEvent } from "../core/audit-event.ts";
import { sessionEndedEvent } from "../core/audit-session-event.ts";
import { type KeptUse, keepUse, type SlotLook, slotsToAsk, withoutEnded } from "../core/keep-use.ts";
import type { PersonUse, UseSlot } from "../core/person-use.ts";
import { isLookedAfter } from "../core/policy-use.ts";
import { type EndPorts, endStreamingSession } from "../launching/end-streaming-session.ts";
import type { AppStreamGateway, RandomText } from "../ports.ts";
import { auditStamp, epochSeconds } from "../timestamps.ts";
import type { LookedAfter, Reminder, UseStore } from "../use-ports.ts";

export interface KeepTimePorts extends EndPorts {
  readonly gateway: Pick<AppStreamGateway, "findSession" | "expireSession">;
  readonly uses: UseStore;
  readonly lookedAfter: Pick<LookedAfter, "due" | "done">;
  readonly randomText: RandomText;
}

/** Rejects where nobody can be looked after at all. */
export type KeepTime = () => Promise<KeptTime>;

export interface KeptTime {
  /** How many were looked after. */
  readonly people: number;
  readonly ended: number;
  /** How many of them could not be, or not wholly: AppStream or a store did not answer. */
  readonly unheard: number;
}

/** People at once: AppStream answers few questions a second. */
const AT_ONCE = 4;
/** For people in one run: what is left of a minute is for the last of them. */
const RUN_MILLISECONDS = 40_000;

export function createKeepTime(ports: KeepTimePorts): KeepTime {
  const applications = [...ports.index.applications.values()];
  const isIdle = !applications.some(({ application: { use } }) => isLookedAfter(use));
  return async () => {
    if (isIdle) return { people: 0, ended: 0, unheard: 0 };
    const until = ports.now() + RUN_MILLISECONDS;
    const correlationId = ports.randomText(16);
    const due = await ports.lookedAfter.due(epochSeconds(ports.now()));
    if (!due.ok) throw new Error("the launch table does not say who is due, so nobody's time is kept");
    const outcomes: PersonOutcome[] = [];
    for (let next = 0; next < due.value.length && ports.now() < until; next += AT_ONCE) {
      const people = due.value.slice(next, next + AT_ONCE);
      outcomes.push(...(await Promise.all(people.map((person) => keepPerson(ports, person, correlationId)))));
    }
    const kept: KeptTime = {
      people: outcomes.length,
      ended: outcomes.reduce((sum, { ended }) => sum + ended, 0),
      unheard: outcomes.filter(({ isWhole }) => !isWhole).length,
    };
    const late = due.value.length - outcomes.length;
    if (kept.unheard > 0 || late > 0) {
      const stamp = auditStamp(ports.now(), correlationId);
      ports.audit.write(faultEvent(stamp, "time_not_kept", { ...kept, late }));
    }
    return kept;
  };
}

interface PersonOutcome {
  readonly ended: number;
  readonly isWhole: boolean;
}

const NOT_HEARD: PersonOutcome = { ended: 0, isWhole: false };

async function keepPerson(
  ports: KeepTimePorts,
  reminder: Reminder,
  correlationId: string,
): Promise<PersonOutcome> {
  const { userId } = reminder;
  const now = epochSeconds(ports.now());
  const read = await ports.uses.read(userId, now);
  if (!read.ok) return NOT_HEARD;
  const looks = await lookAt(ports, userId, read.value);
  const kept = keepUse(read.value, looks, ports.index, epochSeconds(ports.now()));
  if (!(await giveBack(ports, kept.over))) return NOT_HEARD;
  const written = await ports.uses.write(userId, kept.next, now);
  // Somebody launches just now: what they use is another by now, and they are still due.
  if (!written.ok) return { ended: 0, isWhole: written.error === "conflict" };
  for (const slot of kept.endedBefore) tellEnded(ports, userId, read.value, slot, correlationId);
  const ended = await endAll(ports, userId, kept, correlationId);
  const areAllEnded = ended.size === kept.toEnd.length;
  // With something that was ended now, that is the next minute: the look then finds nothing more, or what was cut off.
  await ports.lookedAfter.done(reminder, kept.nextDueAt, now);
  const areAllHeard = [...looks.values()].every((look) => look !== undefined);
  return { ended: ended.size, isWhole: areAllEnded && areAllHeard };
}

async function lookAt(
  { gateway, index }: KeepTimePorts,
  userId: string,
  use: PersonUse,
): Promise<ReadonlyMap<string, SlotLook>> {
  const { attemptTimeoutMilliseconds } = index.policy.limits;
  const looks = slotsToAsk(use, index).map(async ({ launchId, fleet: id }) => {
    const fleet = index.fleets.get(id ?? "")?.fleet;
    // A fleet that left the policy cannot be asked; its sessions are nobody's here.
    if (fleet === undefined) return [launchId, { sessionId: null }] as const;
    const { region, stack, fleet: name } = fleet;
    const place = { region, stack, fleet: name, userId };
    const found = await gateway.findSession(place, attemptTimeoutMilliseconds);
    return [launchId, found.ok ? { sessionId: found.value?.sessionId ?? null } : undefined] as const;
  });
  return new Map(await Promise.all(looks));
}

/** Before the slots are gone: whoever is cut off here finds them again. */
async function giveBack({ uses }: KeepTimePorts, over: readonly UseSlot[]): Promise<boolean> {
  const left = await Promise.all(over.map((slot) => uses.leaveSeat(slot.application, slot.launchId)));
  return left.every(({ ok }) => ok);
}

/** Launch ids of those that AppStream ended. */
async function endAll(
  ports: KeepTimePorts,
  userId: string,
  { next, toEnd }: KeptUse,
  correlationId: string,
): Promise<ReadonlySet<string>> {
  const ended = new Set<string>();
  const { identityProvider = null, subject = null } = next.person ?? {};
  const person = { identityProvider, subject, userId };
  const deadline = ports.now() + ports.index.policy.limits.launchDeadlineMilliseconds;
  for (const { slot, sessionId } of toEnd) {
    const { launchId, application, startedAt: launchedAt } = slot;
    const session = {
      ...{ fleet: slot.fleet ?? "", launchId, application, launchedAt, sessionId },
      ...({ state: "live", isConnected: null, expiresAt: null } as const),
    };
    const by = { kind: "time_limit" } as const;
    const answer = await endStreamingSession(ports, { person, session, deadline, correlationId, by });
    if (answer.ok) ended.add(launchId);
  }
  if (ended.size === 0) return ended;
  const now = epochSeconds(ports.now());
  const left = withoutEnded(next, ended, now);
  // What is not given back or written now is found to be over at the next look.
  if (await giveBack(ports, left.over)) await ports.uses.write(userId, left.next, now);
  return ended;
}

function tellEnded(
  ports: KeepTimePorts,
  userId: string,
  { person }: PersonUse,
  { launchId, application, fleet, ending }: UseSlot,
  correlationId: string,
): void {
  if (ending === null || fleet === null) return;
  const whose = {
    identityProvider: person?.identityProvider ?? null,
    subject: person?.subject ?? null,
    userId,
  };
  const facts = { launchId, application, fleetId: fleet, sessionId: ending };
  const stamp = auditStamp(ports.now(), correlationId);
  ports.audit.write(sessionEndedEvent(stamp, whose, { kind: "time_limit" }, facts));
}

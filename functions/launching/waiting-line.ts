/**
 * A person's place in the lines of full fleets: a ticket with a number for each, sealed in a cookie of their browser.
 * The doors know the numbers too, so that a lost ticket costs nobody their place, and a second one gains nobody anything.
 * Invariant: a ticket is one person's, for one application, and opens nothing: it only says who came first.
 */
import type { PolicyIndex } from "../core/policy-index.ts";
import type { Principal } from "../core/principal.ts";
import type { Clock, Doors, Sealer } from "../ports.ts";
import { epochSeconds } from "../timestamps.ts";
import { openTicket, type WaitingTicket } from "./waiting-ticket.ts";

export interface LinePorts {
  readonly sealer: Sealer;
  readonly doors: Doors;
  readonly index: PolicyIndex;
  readonly now: Clock;
  /** The broker's own. */
  readonly region: string;
}

/**
 * Undefined for a ticket that is somebody else's, another application's, over, or none of ours. Of another Region's
 * only the time counts.
 */
export async function readTicket(
  { sealer, now, region }: LinePorts,
  sealed: string | undefined,
  principal: Principal,
  application: string,
): Promise<WaitingTicket | undefined> {
  if (sealed === undefined) return undefined;
  const ticket = await openTicket(sealer, sealed);
  if (ticket === undefined) return undefined;
  const isTheirs =
    ticket.identityProvider === principal.identityProvider &&
    ticket.subject === principal.subject &&
    ticket.application === application;
  if (!isTheirs || epochSeconds(now()) >= ticket.expiresAt) return undefined;
  return ticket.region === region ? ticket : { ...ticket, region, numbers: {} };
}

/**
 * The ticket they have, with numbers for the fleets it lacks, good for another while: whoever keeps asking keeps their
 * place. The doors are reminded of it now and then: they keep a number half as long again as a ticket is good. A line
 * that cannot be asked is left out, and no reason to send anybody away. A cookie holds only so many numbers: those of
 * fleets that are not waited for any more go first.
 */
export async function drawTicket(
  { doors, index, now, region }: LinePorts,
  former: WaitingTicket | undefined,
  { identityProvider, subject, userId }: Principal,
  application: string,
  fullFleets: readonly string[],
): Promise<WaitingTicket> {
  const nowEpochSeconds = epochSeconds(now());
  const { maxCandidates, waitingSeconds } = index.policy.limits;
  const isDue = former !== undefined && isReminderDue(former, nowEpochSeconds, waitingSeconds);
  const keptSeconds = Math.ceil(waitingSeconds * 1.5);
  const waitedFor = fullFleets.slice(0, maxCandidates);
  const held = former?.numbers ?? {};
  const drawn = await Promise.all(
    waitedFor.map(async (fleet) => {
      const own = held[fleet];
      if (own !== undefined && !isDue) return [[fleet, own] as const];
      const number = await doors.draw(fleet, userId, keptSeconds);
      if (number.ok) return [[fleet, number.value] as const];
      return own === undefined ? [] : [[fleet, own] as const];
    }),
  );
  const numbers = new Map(drawn.flat());
  const others = Object.entries(held).filter(([fleet]) => !numbers.has(fleet));
  return {
    ...{ identityProvider, subject, application, region },
    since: former?.since ?? nowEpochSeconds,
    expiresAt: nowEpochSeconds + waitingSeconds,
    numbers: Object.fromEntries([...numbers, ...others].slice(0, maxCandidates)),
  };
}

/** Half of a ticket's time is over since the doors heard of it, at the beginning or later. */
function isReminderDue({ since, expiresAt }: WaitingTicket, nowEpochSeconds: number, waitingSeconds: number) {
  const halvesAt = (moment: number): number => Math.floor((2 * (moment - since)) / waitingSeconds);
  return halvesAt(nowEpochSeconds) > halvesAt(expiresAt - waitingSeconds);
}

/** How many come before them in the shortest of their lines; undefined where no line could be asked. */
export async function peopleAhead(
  { doors }: Pick<LinePorts, "doors">,
  { numbers }: WaitingTicket,
): Promise<number | undefined> {
  const lines = await Promise.all(
    Object.entries(numbers).map(([fleet, number]) => doors.ahead(fleet, number)),
  );
  const known = lines.filter((ahead) => ahead !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

/**
 * What a waiting person's browser gets, and what it is told when it asks again. Asking costs AppStream nothing: the
 * fleets' states are shared, and the doors are ours.
 */
import type { CandidateFinding, Decision } from "../core/decision.ts";
import type { FailedAttempt } from "../core/launch-record.ts";
import type { Principal } from "../core/principal.ts";
import { holdsPlace } from "../core/situation.ts";
import type { Waiting } from "../core/waiting.ts";
import type { Chance } from "../ports.ts";
import { drawTicket, type LinePorts, peopleAhead } from "./waiting-line.ts";
import { sealTicket, type WaitingTicket } from "./waiting-ticket.ts";

export interface WaitPorts extends LinePorts {
  readonly chance: Chance;
}

export interface WaitAnswer {
  readonly waiting: Waiting;
  /** For a cookie of this browser: keeps their place in the line. */
  readonly sealedTicket: string;
  /** How long the ticket is good for. */
  readonly ticketSeconds: number;
  /** How many in the line come first; null: not known, or there is no line. */
  readonly ahead: number | null;
  /** Seconds since the epoch. */
  readonly since: number;
  /** When to ask again: with jitter, so that not everybody comes at once. */
  readonly retryAfterSeconds: number;
}

export async function waitAnswer(
  ports: WaitPorts,
  principal: Principal,
  application: string,
  waiting: Waiting,
  fullFleets: readonly string[],
  former: WaitingTicket | undefined,
): Promise<WaitAnswer> {
  const ticket = await drawTicket(ports, former, principal, application, fullFleets);
  const ahead = await peopleAhead(ports, ticket);
  const { waitingSeconds, capacityRefreshSeconds } = ports.index.policy.limits;
  return {
    waiting,
    sealedTicket: await sealTicket(ports.sealer, ticket),
    ticketSeconds: waitingSeconds,
    ahead: ahead ?? null,
    since: ticket.since,
    retryAfterSeconds: Math.max(1, Math.round(capacityRefreshSeconds * (0.75 + ports.chance() / 2))),
  };
}

/** The fleets whose lines are worth standing in, best first. */
export function fullFleets(
  candidates: readonly CandidateFinding[],
  failedAttempts: readonly FailedAttempt[],
): readonly string[] {
  const refusedAtTheDoor = failedAttempts.filter(({ fault }) => fault === "no_place");
  const setAside = candidates.filter((finding) => !finding.kept && finding.reason === "fleet_full");
  return [...refusedAtTheDoor, ...setAside].map(({ fleet }) => fleet);
}

/** Whether the person should come in and try: everything but a place that others take first. */
export async function isWorthATry(
  { doors }: Pick<LinePorts, "doors">,
  decision: Decision,
  ticket: WaitingTicket | undefined,
): Promise<boolean> {
  if (decision.outcome === "wait") return false;
  if (decision.outcome !== "permit") return true;
  for (const { id, session, freePlaces, observedAt } of decision.candidates) {
    if (holdsPlace(session) || freePlaces === null || observedAt === null) return true;
    const answer = await doors.look({ fleet: id, freePlaces, observedAt, number: ticket?.numbers[id] });
    if (answer === "entered" || answer === "unknown") return true;
  }
  return false;
}

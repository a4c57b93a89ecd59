/**
 * A waiting person's ticket as their browser keeps it: sealed, and without the names of its members, since all the cookies
 * of a browser come with every request. Invariant: what opens was sealed by us for this purpose.
 */
import type { Sealer } from "../ports.ts";

export interface WaitingTicket {
  readonly identityProvider: string;
  readonly subject: string;
  readonly application: string;
  /** Seconds since the epoch. */
  readonly since: number;
  readonly expiresAt: number;
  /** The broker's, in which the numbers were drawn: each has lines of its own. */
  readonly region: string;
  /** By fleet id. */
  readonly numbers: Readonly<Record<string, number>>;
}

/** In this order; a version that changes it needs another length. */
type Members = readonly [
  identityProvider: string,
  subject: string,
  application: string,
  since: number,
  expiresAt: number,
  region: string,
  numbers: Readonly<Record<string, number>>,
];
const MEMBERS = 7;

export async function sealTicket(sealer: Sealer, ticket: WaitingTicket): Promise<string> {
  const { identityProvider, subject, application, since, expiresAt, region, numbers } = ticket;
  const members: Members = [identityProvider, subject, application, since, expiresAt, region, numbers];
  return await sealer.seal("waiting-ticket", JSON.stringify(members));
}

/** Undefined for what is no ticket, or one of another version of the broker. */
export async function openTicket(sealer: Sealer, sealed: string): Promise<WaitingTicket | undefined> {
  const opened = await sealer.open("waiting-ticket", sealed);
  const members: unknown = opened === undefined ? undefined : JSON.parse(opened);
  if (!Array.isArray(members) || members.length !== MEMBERS) return undefined;
  const [identityProvider, subject, application, since, expiresAt, region, numbers] =
    members as unknown as Members;
  return { identityProvider, subject, application, since, expiresAt, region, numbers };
}

/** Without the numbers that no door took: they may be used up, and those who hold better ones hear them again. */
export function withoutNumbers(ticket: WaitingTicket, fleets: ReadonlySet<string>): WaitingTicket {
  const others = Object.entries(ticket.numbers).filter(([fleet]) => !fleets.has(fleet));
  return { ...ticket, numbers: Object.fromEntries(others) };
}

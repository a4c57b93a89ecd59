/**
 * The broker session: who this browser signed in as, in a sealed cookie. No store, so a launch reads nothing.
 * Invariant: what cannot be opened, is over, or names a provider the policy no longer has, is no session.
 */
import type { PolicyIndex } from "./core/policy-index.ts";
import type { BrokerSession, Clock, Sealer } from "./ports.ts";
import { epochSeconds } from "./timestamps.ts";

export interface SessionPorts {
  readonly sealer: Sealer;
  readonly index: PolicyIndex;
  readonly now: Clock;
}

export async function readSession(
  { sealer, index, now }: SessionPorts,
  sealed: string | undefined,
): Promise<BrokerSession | undefined> {
  if (sealed === undefined) return undefined;
  const opened = await sealer.open("broker-session", sealed);
  if (opened === undefined) return undefined;
  const session = JSON.parse(opened) as BrokerSession;
  const isOver = epochSeconds(now()) >= session.expiresAt;
  const isKnown = Object.hasOwn(index.policy.identityProviders, session.principal.identityProvider);
  return isOver || !isKnown ? undefined : session;
}

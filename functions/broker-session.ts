/**
 * The broker session: who this browser signed in as, in a sealed cookie. No store, so a launch reads nothing.
 * Invariant: what cannot be opened, is over, or names a provider the policy no longer has, is no session.
 */
import type { SessionPolicy } from "./core/policy.ts";
import type { PolicyIndex } from "./core/policy-index.ts";
import type { Principal } from "./core/principal.ts";
import { type Refusal, refusal } from "./core/refusal.ts";
import { err, ok, type Result } from "./core/result.ts";
import type { Clock, RandomText, Sealer } from "./ports.ts";
import type { BrokerSession } from "./sign-in-ports.ts";
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

export interface NewSessionPorts {
  readonly sealer: Sealer;
  readonly now: Clock;
  readonly randomText: RandomText;
  readonly sessions: Pick<SessionPolicy, "brokerSessionSeconds">;
}

export interface SealedSession {
  readonly sealedSession: string;
  readonly lifetimeSeconds: number;
}

/** Browsers must keep a cookie of 4,096 bytes, name and attributes included (RFC 6265 §6.1). */
export const MAX_SEALED_LENGTH = 3_800;

/** A session with an id of its own, whatever this browser held before. */
export async function sealSession(
  { sealer, now, randomText, sessions }: NewSessionPorts,
  principal: Principal,
): Promise<Result<SealedSession, Refusal>> {
  const createdAt = epochSeconds(now());
  const lifetimeSeconds = sessions.brokerSessionSeconds;
  const expiresAt = createdAt + lifetimeSeconds;
  const session: BrokerSession = { principal, sessionId: randomText(16), createdAt, expiresAt };
  const sealedSession = await sealer.seal("broker-session", JSON.stringify(session));
  if (sealedSession.length <= MAX_SEALED_LENGTH) return ok({ sealedSession, lifetimeSeconds });
  return err(refusal("session_too_large", { length: sealedSession.length, groups: principal.groups.length }));
}

/**
 * The broker session: who this browser signed in as, in a sealed cookie. No store lists them; what is stored is whose
 * sessions were ended, and whom an operator disabled, and that is asked here, for every route, in one round trip.
 * Invariant: what cannot be opened, is over or revoked, or names a provider the policy no longer has, is no session; and
 * where it cannot be known whether it was revoked, nobody gets in.
 */
import type { SessionPolicy } from "./core/policy.ts";
import type { PolicyIndex } from "./core/policy-index.ts";
import type { Principal } from "./core/principal.ts";
import { type Refusal, refusal } from "./core/refusal.ts";
import { err, ok, type Result } from "./core/result.ts";
import type { PersonIndex } from "./ending-ports.ts";
import type { Clock, RandomText, Sealer } from "./ports.ts";
import { type Revocations, SessionRefused, type Standing } from "./revocation-ports.ts";
import type { BrokerSession } from "./sign-in-ports.ts";
import { epochSeconds } from "./timestamps.ts";

export interface SealedSessionPorts {
  readonly sealer: Sealer;
  readonly index: PolicyIndex;
  readonly now: Clock;
}

export interface SessionPorts extends SealedSessionPorts {
  readonly revocations: Revocations;
}

/**
 * Undefined is signed out. Throws SessionRefused, which every function answers with a page of its own, for a person who
 * is disabled, and where the store cannot be asked.
 */
export async function readSession(
  ports: SessionPorts,
  sealed: string | undefined,
): Promise<BrokerSession | undefined> {
  const session = await openSession(ports, sealed);
  if (session === undefined) return undefined;
  const { support } = ports.index.policy;
  const standing = await standingOf(ports, session.principal, session.logoutKeys);
  if (!standing.ok) throw new SessionRefused(standing.error, support);
  const { endedUntil } = standing.value;
  // At the very moment of the revocation counts as before it: the person signs in once more, nobody gets in for it.
  const createdAt = session.createdAtMilliseconds ?? session.createdAt * 1_000;
  return endedUntil !== undefined && createdAt <= endedUntil ? undefined : session;
}

/** Without asking whether it was ended: only for what may be done to a session that was, such as to end it. */
export async function openSession(
  { sealer, index, now }: SealedSessionPorts,
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

type StandingRefusal = SessionRefused["refusal"];

async function standingOf(
  { revocations, now }: Pick<SessionPorts, "revocations" | "now">,
  principal: Principal,
  logoutKeys: readonly string[] = [],
): Promise<Result<Standing, StandingRefusal>> {
  const standing = await revocations.read(principal, logoutKeys, epochSeconds(now()));
  if (!standing.ok) return err(refusal("session_store_unavailable"));
  const { disabling } = standing.value;
  return disabling === undefined
    ? standing
    : err(refusal("person_disabled", { since: disabling.at, until: disabling.until }));
}

export interface NewSessionPorts {
  readonly sealer: Sealer;
  readonly revocations: Revocations;
  readonly now: Clock;
  readonly randomText: RandomText;
  readonly sessions: Pick<SessionPolicy, "brokerSessionSeconds">;
  /** Where the policy has streaming sessions ended with others' word; left out: it has not. */
  readonly people?: PersonIndex | undefined;
}

export interface SealedSession {
  readonly sealedSession: string;
  readonly lifetimeSeconds: number;
}

/** Browsers must keep a cookie of 4,096 bytes, name and attributes included (RFC 6265 §6.1). */
export const MAX_SEALED_LENGTH = 3_800;

/**
 * A session with an id of its own, whatever this browser held before; none for a person who is disabled. `logoutKeys`:
 * what the identity provider may end it by, beside the person.
 */
export async function sealSession(
  ports: NewSessionPorts,
  principal: Principal,
  logoutKeys: readonly string[] = [],
): Promise<Result<SealedSession, Refusal>> {
  const standing = await standingOf(ports, principal);
  if (!standing.ok) return standing;
  const { sealer, now, randomText, sessions, people } = ports;
  const createdAtMilliseconds = now();
  const createdAt = epochSeconds(createdAtMilliseconds);
  const lifetimeSeconds = sessions.brokerSessionSeconds;
  const expiresAt = createdAt + lifetimeSeconds;
  const session: BrokerSession = {
    ...{ principal, sessionId: randomText(16), createdAt, createdAtMilliseconds, expiresAt },
    ...(logoutKeys.length > 0 && { logoutKeys }),
  };
  const sealedSession = await sealer.seal("broker-session", JSON.stringify(session));
  // Before the session exists: one whose streams nobody could end would be one too many.
  const remembered = (await people?.remember(principal, logoutKeys, createdAt)) ?? ok(undefined);
  if (!remembered.ok) return err(refusal("session_store_unavailable"));
  if (sealedSession.length <= MAX_SEALED_LENGTH) return ok({ sealedSession, lifetimeSeconds });
  return err(refusal("session_too_large", { length: sealedSession.length, groups: principal.groups.length }));
}

/**
 * The one way to end a streaming session before its time: AppStream's end of it, the place given up, the audit event.
 * Invariant: only a session that AppStream itself said is this person's, and the event only for one that it ended.
 */
import { type EndedBy, type KnownPerson, sessionEndedEvent } from "../core/audit-session-event.ts";
import type { PolicyIndex } from "../core/policy-index.ts";
import { type Refusal, refusal } from "../core/refusal.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { PersonSession } from "../core/situation.ts";
import type { AppStreamGateway, AuditSink, Clock, PlaceStore } from "../ports.ts";
import { auditStamp, epochSeconds } from "../timestamps.ts";

export interface EndPorts {
  readonly gateway: Pick<AppStreamGateway, "expireSession">;
  readonly places: Pick<PlaceStore, "remember">;
  readonly index: PolicyIndex;
  readonly audit: AuditSink;
  readonly now: Clock;
}

export interface StreamingSessionToEnd {
  readonly person: KnownPerson;
  /** As it was found just now. */
  readonly session: PersonSession;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly correlationId: string;
  readonly by: EndedBy;
}

export async function endStreamingSession(
  ports: EndPorts,
  { person, session, deadline, correlationId, by }: StreamingSessionToEnd,
): Promise<Result<void, Refusal>> {
  const { fleet, launchId, application, launchedAt, sessionId } = session;
  const region = ports.index.fleets.get(fleet)?.fleet.region;
  // A session that could not be confirmed may be theirs, or gone, or another one by now.
  if (sessionId === null || region === undefined) return notEnded(fleet, "unconfirmed");
  const remaining = deadline - ports.now();
  if (remaining <= 0) return notEnded(fleet, "too_late");
  const timeout = Math.min(remaining, ports.index.policy.limits.attemptTimeoutMilliseconds);
  const ended = await ports.gateway.expireSession(region, sessionId, timeout);
  if (!ended.ok) return notEnded(fleet, ended.error.fault);
  // Its instance is made anew, which is nobody's place. Where that cannot be remembered, it is kept a moment longer. The
  // launch keeps its own time: a URL of it that is opened yet must not look like a launch of now.
  const endedAt = epochSeconds(ports.now());
  const left = { fleet, launchId, application, launchedAt, endedAt, endedBy: by.kind };
  await ports.places.remember(person.userId, left, endedAt);
  const facts = { launchId, application, fleetId: fleet, sessionId };
  ports.audit.write(sessionEndedEvent(auditStamp(ports.now(), correlationId), person, by, facts));
  return ok(undefined);
}

/** A place that is kept for a URL lately given out, on which AppStream has no session. */
export function isGone({ state, isConnected }: PersonSession): boolean {
  return state === "reserved" && isConnected === false;
}

export function notEnded(fleet: string | null, fault: string): Result<never, Refusal> {
  return err(refusal("streaming_session_not_ended", { fleet, fault }));
}

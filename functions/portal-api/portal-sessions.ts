/**
 * `/api/v1/sessions`: the streaming sessions of the person whose token it is, of the applications that the client may ask
 * for. Invariant: another person's session, and one of another client's applications, are the same as one that never was.
 */
import { requestRefusedEvent } from "../core/audit-event.ts";
import type { PolicyIndex } from "../core/policy-index.ts";
import { isForClient } from "../core/policy-portal-api.ts";
import { type Refusal, refusal } from "../core/refusal.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { OwnSessionList, OwnSessions } from "../people/own-sessions.ts";
import type { PortalCaller } from "../portal-api-ports.ts";
import type { AuditSink, Clock } from "../ports.ts";
import { auditStamp } from "../timestamps.ts";
import { callerEvidence } from "./admit-caller.ts";
import { clientOf } from "./mint-streaming-url.ts";

export interface PortalSessionsPorts {
  readonly index: PolicyIndex;
  readonly ownSessions: OwnSessions;
  readonly audit: AuditSink;
  readonly now: Clock;
}

export async function portalSessions(
  { index, ownSessions }: PortalSessionsPorts,
  caller: PortalCaller,
): Promise<OwnSessionList> {
  const client = clientOf(index, caller);
  const { sessions, silentRegions } = await ownSessions.list(caller.principal);
  return {
    sessions: sessions.filter(({ application }) => client !== undefined && isForClient(client, application)),
    silentRegions,
  };
}

export interface PortalSessionToEnd {
  readonly caller: PortalCaller;
  /** As the list has it. */
  readonly id: string;
  readonly routeKey: string;
  readonly correlationId: string;
}

export async function endPortalSession(
  ports: PortalSessionsPorts,
  { caller, id, routeKey, correlationId }: PortalSessionToEnd,
): Promise<Result<void, Refusal>> {
  const { sessions, silentRegions } = await portalSessions(ports, caller);
  const isTheirs = sessions.some((session) => session.id === id);
  const mayBeTheirs = silentRegions.length > 0;
  const { principal } = caller;
  const ended = isTheirs
    ? await ports.ownSessions.end({ principal, id, correlationId, by: { kind: "self" } })
    : err(refusal(mayBeTheirs ? "portal_sessions_unknown" : "portal_session_unknown"));
  if (ended.ok) return ok(undefined);
  const isGone = ended.error.reason === "streaming_session_gone";
  const reason = isGone ? "portal_session_unknown" : ended.error.reason;
  const declined = refusal(reason, { ...ended.error.evidence, ...callerEvidence(caller) });
  ports.audit.write(requestRefusedEvent(auditStamp(ports.now(), correlationId), routeKey, declined));
  return err(declined);
}

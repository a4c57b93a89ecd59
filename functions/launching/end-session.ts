/**
 * A person ends a streaming session of theirs, so that another application can start on its fleet. Order: look around
 * anew, the session that their page showed, AppStream's end of it, the place given up, the audit event.
 * Invariant: only a session that AppStream itself says is theirs; what the page named is compared, never used.
 */
import { sessionEndedEvent } from "../core/audit-event.ts";
import type { LocationEvidence } from "../core/location.ts";
import type { Principal } from "../core/principal.ts";
import { type Refusal, refusal } from "../core/refusal.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { PersonSession } from "../core/situation.ts";
import type { AppStreamGateway, AuditSink } from "../ports.ts";
import { auditStamp, epochSeconds } from "../timestamps.ts";
import { type LookPorts, lookAround } from "./look-around.ts";

export interface EndSessionPorts extends LookPorts {
  readonly gateway: Pick<AppStreamGateway, "findSession" | "expireSession">;
  readonly audit: AuditSink;
}

export interface SessionToEnd {
  readonly principal: Principal;
  /** That they want to open: its fleets are where the session is looked for. */
  readonly application: string;
  readonly evidence: Omit<LocationEvidence, "claimCountry">;
  /** Of the session that they were shown. */
  readonly launchId: string;
  readonly hasConsented: boolean;
  readonly correlationId: string;
}

export type EndSession = (toEnd: SessionToEnd) => Promise<Result<void, Refusal>>;

export function createEndSession(ports: EndSessionPorts): EndSession {
  return async ({ principal, application, evidence, launchId, hasConsented, correlationId }) => {
    const startedAt = ports.now();
    const look = { principal, applicationId: application, evidence, hasConsented };
    const { decision, input } = await lookAround(ports, look);
    const session = input.situation.sessions.find((one) => one.launchId === launchId);
    if (session === undefined || isGone(session)) {
      return err(decision.outcome === "refuse" ? decision.refusal : refusal("streaming_session_gone"));
    }
    const { fleet, sessionId } = session;
    const region = ports.index.fleets.get(fleet)?.fleet.region;
    // A session that could not be confirmed may be theirs, or gone, or another one by now.
    if (sessionId === null || region === undefined) return notEnded(fleet, "unconfirmed");
    const { attemptTimeoutMilliseconds, launchDeadlineMilliseconds } = ports.index.policy.limits;
    const remaining = startedAt + launchDeadlineMilliseconds - ports.now();
    if (remaining <= 0) return notEnded(fleet, "too_late");
    const timeout = Math.min(remaining, attemptTimeoutMilliseconds);
    const ended = await ports.gateway.expireSession(region, sessionId, timeout);
    if (!ended.ok) return notEnded(fleet, ended.error.fault);
    const facts = { launchId, application: session.application, fleetId: fleet, sessionId };
    // Its instance is made anew, which is nobody's place. Where that cannot be remembered, it is kept a moment longer.
    const launchedAt = epochSeconds(ports.now());
    const left = { fleet, launchId, application: session.application, launchedAt, isEnded: true };
    await ports.places.remember(principal.userId, left, launchedAt);
    ports.audit.write(sessionEndedEvent(auditStamp(ports.now(), correlationId), principal, facts));
    return ok(undefined);
  };
}

/** A place that is kept for a URL lately given out, on which AppStream has no session. */
function isGone({ state, isConnected }: PersonSession): boolean {
  return state === "reserved" && isConnected === false;
}

function notEnded(fleet: string, fault: string): Result<void, Refusal> {
  return err(refusal("streaming_session_not_ended", { fleet, fault }));
}

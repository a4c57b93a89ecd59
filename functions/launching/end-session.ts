/**
 * A person ends a streaming session of theirs, so that another application can start on its fleet. Order: look around
 * anew, the session that their page showed, the end of it (end-streaming-session.ts).
 * Invariant: only a session that AppStream itself says is theirs; what the page named is compared, never used.
 */
import type { LocationEvidence } from "../core/location.ts";
import type { Principal } from "../core/principal.ts";
import { type Refusal, refusal } from "../core/refusal.ts";
import { err, type Result } from "../core/result.ts";
import type { AppStreamGateway, AuditSink } from "../ports.ts";
import { endStreamingSession, isGone } from "./end-streaming-session.ts";
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
    const deadline = ports.now() + ports.index.policy.limits.launchDeadlineMilliseconds;
    const look = { principal, applicationId: application, evidence, hasConsented };
    const { decision, input } = await lookAround(ports, look);
    const session = input.situation.sessions.find((one) => one.launchId === launchId);
    if (session === undefined || isGone(session)) {
      return err(decision.outcome === "refuse" ? decision.refusal : refusal("streaming_session_gone"));
    }
    const toEnd = { person: principal, session, deadline, correlationId, by: { kind: "self" } } as const;
    return await endStreamingSession(ports, toEnd);
  };
}

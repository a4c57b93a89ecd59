/**
 * The keeper's part of a sign-out or a disabling that ends streaming sessions: everybody who signed in under the requested
 * name, their sessions in all Regions, each ended as the person themselves would end it. A request is kept until a URL that
 * was given out before it can no longer have become a session, and asked again each minute.
 * Invariant: a session of a launch that the request does not mean is left alone; what could not be asked is asked again, and given up
 * with an event after an hour.
 */
import { faultEvent } from "../core/audit-event.ts";
import type { EndedBy } from "../core/audit-session-event.ts";
import type { StreamEndingCause } from "../core/policy-sessions.ts";
import type { EndingQueue, RequestedEnd, StreamingPerson } from "../ending-ports.ts";
import type { AuditSink, Clock, RandomText } from "../ports.ts";
import { auditStamp, epochSeconds } from "../timestamps.ts";
import type { OwnSessions } from "./own-sessions.ts";

export interface EndRequestedPorts {
  readonly queue: EndingQueue;
  readonly ownSessions: OwnSessions;
  readonly audit: AuditSink;
  readonly now: Clock;
  readonly randomText: RandomText;
}

export interface EndedOnRequest {
  readonly ended: number;
  /** Requests that stay for the next run. */
  readonly left: number;
}

/** Longer than the policy lets a URL be valid, and than AppStream takes to tell of the session. */
const STILL_STARTING_SECONDS = 420;
const GIVE_UP_SECONDS = 3_600;
const CAUSES: Readonly<Record<StreamEndingCause, EndedBy>> = {
  backchannel_logout: { kind: "logout" },
  disable: { kind: "disable" },
};

/** Rejects where the requests cannot be read. */
export async function endRequested(ports: EndRequestedPorts): Promise<EndedOnRequest> {
  const pending = await ports.queue.pending();
  if (!pending.ok) throw new Error("the requested ends of sessions cannot be read");
  let [ended, left] = [0, 0];
  // One after the other: AppStream answers few questions a second.
  for (const request of pending.value) {
    const outcome = await endOne(ports, request);
    ended += outcome.ended;
    if (!(await isOver(ports, request, outcome.isComplete))) left += 1;
  }
  return { ended, left };
}

interface Outcome {
  readonly ended: number;
  /** Nothing was left unasked. */
  readonly isComplete: boolean;
}

async function endOne(ports: EndRequestedPorts, { key, by, launchedUntil }: RequestedEnd): Promise<Outcome> {
  const people = await ports.queue.people(key, epochSeconds(ports.now()));
  if (!people.ok) return { ended: 0, isComplete: false };
  const outcomes = await Promise.all(
    people.value.map((person) => endOf(ports, person, CAUSES[by], launchedUntil ?? Infinity)),
  );
  return {
    ended: outcomes.reduce((sum, { ended }) => sum + ended, 0),
    isComplete: outcomes.every(({ isComplete }) => isComplete),
  };
}

async function endOf(
  { ownSessions, randomText }: EndRequestedPorts,
  person: StreamingPerson,
  by: EndedBy,
  launchedUntil: number,
): Promise<Outcome> {
  const { sessions, silentRegions } = await ownSessions.list(person);
  const meant = sessions.filter(({ startedAt }) => startedAt <= launchedUntil);
  const correlationId = `keeper-${randomText(9)}`;
  const outcomes = await Promise.all(
    meant.map(({ id }) => ownSessions.end({ principal: person, id, correlationId, by })),
  );
  const refused = outcomes.filter(
    (outcome) => !outcome.ok && outcome.error.reason !== "streaming_session_gone",
  );
  return {
    ended: outcomes.filter(({ ok }) => ok).length,
    isComplete: silentRegions.length === 0 && refused.length === 0,
  };
}

async function isOver(
  { queue, audit, now }: EndRequestedPorts,
  request: RequestedEnd,
  isComplete: boolean,
): Promise<boolean> {
  const age = epochSeconds(now()) - request.requestedAt;
  const isGivenUp = !isComplete && age >= GIVE_UP_SECONDS;
  if (!isGivenUp && !(isComplete && age >= STILL_STARTING_SECONDS)) return false;
  if (isGivenUp) {
    const stamp = auditStamp(now(), "keeper");
    audit.write(faultEvent(stamp, "streaming_sessions_not_ended", { by: request.by, ageSeconds: age }));
  }
  const done = await queue.done(request);
  return done.ok;
}

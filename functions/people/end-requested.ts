/**
 * The keeper's part of a sign-out or a disabling that ends streaming sessions: everybody who signed in under the requested
 * name, their sessions in all Regions, each ended as the person themselves would end it. A request is kept until a URL that
 * was given out before it can no longer have become a session, and asked again each minute.
 * Order: whoever was disabled first, however many sign out meanwhile; then whose turn was longest ago. What a run has no time
 * for is the next one's, and an event says so. Invariant: a session of a launch that the request does not mean is left alone; what could not be asked is asked again, and given up
 * with an event after an hour.
 */
import { faultEvent } from "../core/audit-event.ts";
import type { EndedBy } from "../core/audit-session-event.ts";
import type { PolicyIndex } from "../core/policy-index.ts";
import type { StreamEndingCause } from "../core/policy-sessions.ts";
import type { EndingQueue, RequestedEnd, StreamingPerson } from "../ending-ports.ts";
import type { AuditSink, Clock, RandomText } from "../ports.ts";
import { auditStamp, epochSeconds } from "../timestamps.ts";
import type { OwnSessions } from "./own-sessions.ts";

export interface EndRequestedPorts {
  readonly queue: EndingQueue;
  readonly ownSessions: OwnSessions;
  /** How long URLs are valid. */
  readonly index: Pick<PolicyIndex, "applications">;
  readonly audit: AuditSink;
  readonly now: Clock;
  readonly randomText: RandomText;
}

interface EndedOnRequest {
  readonly ended: number;
  /** Requests that stay for the next run. */
  readonly left: number;
}

/** From the last moment at which a URL may be opened to the one at which AppStream has surely told of the session. */
const STARTING_SECONDS = 120;
/** A URL that is valid as long as the policy's check has it without a warning. */
const SHORTEST_SECONDS = 300 + STARTING_SECONDS;
const GIVE_UP_SECONDS = 3_600;
const CAUSES: Readonly<Record<StreamEndingCause, EndedBy>> = {
  backchannel_logout: { kind: "logout" },
  disable: { kind: "disable" },
};

/** Requests at once: AppStream answers few questions a second. */
const AT_ONCE = 4;
/** For beginning with requests in one run: what is left of a minute is for the last of them. */
const RUN_MILLISECONDS = 30_000;

/** Rejects where the requests cannot be read. */
export type EndRequested = () => Promise<EndedOnRequest>;

export function createEndRequested(ports: EndRequestedPorts): EndRequested {
  /** Milliseconds since the epoch, of this environment alone: in a new one, whoever asked first has the first turn. */
  let turns: ReadonlyMap<string, number> = new Map();
  return async () => {
    const until = ports.now() + RUN_MILLISECONDS;
    const pending = await ports.queue.pending();
    if (!pending.ok) throw new Error("the requested ends of sessions cannot be read");
    const queue = inTurn(pending.value, turns);
    turns = new Map(queue.map((request) => [nameOf(request), turnOf(request, turns)]));
    let [asked, ended, over] = [0, 0, 0];
    while (asked < queue.length && ports.now() < until) {
      const batch = queue.slice(asked, asked + AT_ONCE);
      turns = new Map([...turns, ...batch.map((request) => [nameOf(request), ports.now()] as const)]);
      const outcomes = await Promise.all(batch.map((request) => takeUp(ports, request)));
      asked += batch.length;
      ended += outcomes.reduce((sum, outcome) => sum + outcome.ended, 0);
      over += outcomes.filter(({ isOver }) => isOver).length;
    }
    const late = queue.slice(asked);
    if (late.length > 0) {
      const ofDisabled = late.filter(({ by }) => by === "disable").length;
      const stamp = auditStamp(ports.now(), "keeper");
      ports.audit.write(faultEvent(stamp, "streaming_sessions_end_late", { late: late.length, ofDisabled }));
    }
    return { ended, left: queue.length - over };
  };
}

function inTurn(
  requests: readonly RequestedEnd[],
  turns: ReadonlyMap<string, number>,
): readonly RequestedEnd[] {
  const isDisabled = ({ by }: RequestedEnd): number => (by === "disable" ? 1 : 0);
  return requests.toSorted((a, b) => isDisabled(b) - isDisabled(a) || turnOf(a, turns) - turnOf(b, turns));
}

/** One that is new stands behind whoever has waited since before it came. */
function turnOf(request: RequestedEnd, turns: ReadonlyMap<string, number>): number {
  return turns.get(nameOf(request)) ?? request.requestedAt * 1_000;
}

function nameOf({ by, key }: RequestedEnd): string {
  return `${by} ${key}`;
}

async function takeUp(ports: EndRequestedPorts, request: RequestedEnd) {
  const { ended, isComplete } = await endOne(ports, request);
  return { ended, isOver: await isOver(ports, request, isComplete) };
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
  { queue, index, audit, now }: EndRequestedPorts,
  request: RequestedEnd,
  isComplete: boolean,
): Promise<boolean> {
  const age = epochSeconds(now()) - request.requestedAt;
  const stillStarting = stillStartingSeconds(index);
  const isGivenUp = !isComplete && age >= Math.max(GIVE_UP_SECONDS, stillStarting);
  if (!isGivenUp && !(isComplete && age >= stillStarting)) return false;
  if (isGivenUp) {
    const stamp = auditStamp(now(), "keeper");
    audit.write(faultEvent(stamp, "streaming_sessions_not_ended", { by: request.by, ageSeconds: age }));
  }
  const done = await queue.done(request);
  return done.ok;
}

/** How long a URL that was given out before may still become a session. */
function stillStartingSeconds({ applications }: EndRequestedPorts["index"]): number {
  const validities = [...applications.values()].map(({ application }) => application.validitySeconds);
  return Math.max(SHORTEST_SECONDS, ...validities.map((seconds) => seconds + STARTING_SECONDS));
}

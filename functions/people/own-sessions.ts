/**
 * A person's streaming sessions in all Regions, for them and for whoever helps them: the places that their launches went
 * to, each confirmed by AppStream on its stack and fleet, side by side. Ending one looks again first.
 * Invariant: only places of this person's are ever looked at, so that somebody else's id is the same as one that never
 * was; what could not be asked is said, and never taken for an empty answer.
 */
import type { EndedBy, KnownPerson } from "../core/audit-session-event.ts";
import type { IndexedFleet } from "../core/policy-index.ts";
import { type Refusal, refusal } from "../core/refusal.ts";
import { err, type Result } from "../core/result.ts";
import type { PersonSession } from "../core/situation.ts";
import { type EndPorts, endStreamingSession, isGone, notEnded } from "../launching/end-streaming-session.ts";
import { sessionAt } from "../launching/person-sessions.ts";
import type { AppStreamGateway, RecordedPlace } from "../ports.ts";
import type { PlaceArchive } from "../session-ports.ts";
import { epochSeconds } from "../timestamps.ts";

export interface OwnSessionsPorts extends EndPorts {
  readonly gateway: Pick<AppStreamGateway, "findSession" | "expireSession">;
  readonly places: PlaceArchive;
}

export interface OwnSession {
  /** The launch that started it, or went to it last. */
  readonly id: string;
  /** Policy ids; the application may have left the policy since. */
  readonly application: string;
  readonly fleet: string;
  readonly region: string;
  readonly state: PersonSession["state"];
  /** Somebody has it on a screen now; null: not known. */
  readonly isConnected: boolean | null;
  /** Seconds since the epoch: when that launch was. */
  readonly startedAt: number;
  /** Seconds since the epoch: it ends by itself then; null: not known. */
  readonly expiresAt: number | null;
}

export interface OwnSessionList {
  /** The latest first. */
  readonly sessions: readonly OwnSession[];
  /** Regions that did not answer, of the broker or of fleets: there may be a session that is not in the list. */
  readonly silentRegions: readonly string[];
}

export interface OwnSessionToEnd {
  readonly principal: KnownPerson;
  /** As the list has it. */
  readonly id: string;
  readonly correlationId: string;
  readonly by: EndedBy;
}

export interface OwnSessions {
  list(principal: KnownPerson): Promise<OwnSessionList>;
  /** `streaming_session_gone` for an id that is none of this person's, whosever it is. */
  end(toEnd: OwnSessionToEnd): Promise<Result<void, Refusal>>;
}

export function createOwnSessions(ports: OwnSessionsPorts): OwnSessions {
  const { attemptTimeoutMilliseconds, launchDeadlineMilliseconds } = ports.index.policy.limits;
  return {
    async list({ userId }) {
      const { places, silentRegions } = await ports.places.everywhere(userId, epochSeconds(ports.now()));
      const deadline = ports.now() + attemptTimeoutMilliseconds;
      const found = await Promise.all(places.map((place) => sessionOf(ports, userId, place, deadline)));
      const sessions = found.filter((session) => session !== undefined);
      const unheard = sessions.filter(({ isConnected }) => isConnected === null).map(({ region }) => region);
      return {
        sessions: sessions.toSorted((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? -1 : 1)),
        silentRegions: [...new Set([...silentRegions, ...unheard])].toSorted(),
      };
    },
    async end({ principal, id, correlationId, by }) {
      const deadline = ports.now() + launchDeadlineMilliseconds;
      const { userId } = principal;
      const { places, silentRegions } = await ports.places.everywhere(userId, epochSeconds(ports.now()));
      const place = places.find(({ launchId }) => launchId === id);
      const fleet = place && fleetOf(ports, place);
      if (place === undefined || fleet === undefined) {
        return silentRegions.length > 0 ? notEnded(null, "unconfirmed") : gone();
      }
      const patience = Math.min(deadline, ports.now() + attemptTimeoutMilliseconds);
      const session = await sessionAt(ports, userId, place, fleet, NONE_RESTING, patience);
      if (session === undefined || isGone(session)) return gone();
      return await endStreamingSession(ports, { person: principal, session, deadline, correlationId, by });
    },
  };
}

const NONE_RESTING: ReadonlySet<string> = new Set();

async function sessionOf(
  ports: OwnSessionsPorts,
  userId: string,
  place: RecordedPlace,
  deadline: number,
): Promise<OwnSession | undefined> {
  const fleet = fleetOf(ports, place);
  if (fleet === undefined) return undefined;
  const session = await sessionAt(ports, userId, place, fleet, NONE_RESTING, deadline);
  if (session === undefined) return undefined;
  const { launchId: id, application, launchedAt: startedAt, isConnected, expiresAt } = session;
  // A place that is kept though AppStream could not be asked: whether its URL was opened is not known.
  const state = isConnected === null ? "unconfirmed" : session.state;
  const where = { fleet: fleet.id, region: fleet.fleet.region };
  return { id, application, ...where, state, isConnected, startedAt, expiresAt };
}

/** AppStream knows who comes by federation by another name than ours; a fleet that left the policy cannot be asked. */
function fleetOf({ index }: OwnSessionsPorts, { fleet: id }: RecordedPlace): IndexedFleet | undefined {
  const fleet = index.fleets.get(id);
  return fleet?.fleet.launchMethod === "federation" ? undefined : fleet;
}

function gone(): Result<never, Refusal> {
  return err(refusal("streaming_session_gone"));
}

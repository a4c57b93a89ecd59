/**
 * Where this person's sessions live: from the record of where their launches went, confirmed by AppStream on that stack
 * and fleet only. AppStream cannot be asked for a person everywhere, and need not be.
 * Invariant: never later than the look-ahead; what could not be confirmed by then is said to be unconfirmed. Whoever was
 * given a URL that may still be opened keeps the place, whatever AppStream has seen of it yet.
 */
import { lastKnownAt } from "../core/last-known-at.ts";
import type { IndexedFleet, PolicyIndex } from "../core/policy-index.ts";
import type { PersonSession } from "../core/situation.ts";
import { withinDeadline } from "../deadline.ts";
import type { AppStreamGateway, Clock, PlaceStore, RecordedPlace } from "../ports.ts";
import { epochSeconds } from "../timestamps.ts";

export interface SessionPorts {
  readonly gateway: Pick<AppStreamGateway, "findSession">;
  readonly places: PlaceStore;
  readonly index: PolicyIndex;
  readonly now: Clock;
}

/** From the last moment at which the URL may be opened to the one at which AppStream tells of the session. */
const START_SECONDS = 60;

/**
 * `deadline` in milliseconds since the epoch; `resting` are Regions that are left alone; `known` are places that the store
 * of places need not name.
 */
export async function personSessions(
  ports: SessionPorts,
  userId: string,
  fleets: readonly IndexedFleet[],
  resting: ReadonlySet<string>,
  deadline: number,
  known: readonly RecordedPlace[] = [],
): Promise<readonly PersonSession[]> {
  const patience = Math.max(0, deadline - ports.now());
  const recent = await withinDeadline(patience, [], () =>
    ports.places.recent(userId, epochSeconds(ports.now())),
  );
  const places = newest(recent, known);
  const found = await Promise.all(
    places.map(async (place) => {
      const fleet = fleets.find(({ id }) => id === place.fleet);
      // AppStream knows who comes by federation by another name than ours.
      if (fleet === undefined || fleet.fleet.launchMethod === "federation") return undefined;
      return await sessionAt(ports, userId, place, fleet, resting, deadline);
    }),
  );
  return found.filter((session) => session !== undefined);
}

/** Undefined: AppStream has none there, and no place is kept. */
export async function sessionAt(
  { gateway, index, now }: Omit<SessionPorts, "places">,
  userId: string,
  recorded: RecordedPlace,
  { fleet: { region, stack, fleet } }: IndexedFleet,
  resting: ReadonlySet<string>,
  deadline: number,
): Promise<PersonSession | undefined> {
  const unheard = unheardSession(index, recorded, epochSeconds(now()));
  const remaining = deadline - now();
  if (resting.has(region) || remaining <= 0) return unheard;
  const found = await gateway.findSession({ region, stack, fleet, userId }, remaining);
  if (!found.ok) return unheard;
  if (found.value !== undefined) return { ...unheard, state: "live", ...found.value };
  return unheard.state === "reserved" ? { ...unheard, isConnected: false } : undefined;
}

/** What a launch of before lets one suppose, without asking AppStream what became of it. */
export function unheardSession(
  index: PolicyIndex,
  { fleet, launchId, application, launchedAt, endedAt }: RecordedPlace,
  nowEpochSeconds: number,
): PersonSession {
  const { validitySeconds = 0 } = index.applications.get(application)?.application ?? {};
  const isReserved = endedAt === undefined && nowEpochSeconds < launchedAt + validitySeconds + START_SECONDS;
  return {
    ...{ fleet, launchId, application, launchedAt, state: isReserved ? "reserved" : "unconfirmed" },
    ...{ sessionId: null, isConnected: null, expiresAt: null },
  };
}

/** One a fleet: that a session there was ended is known to the store of places alone. */
export function newest(
  recent: readonly RecordedPlace[],
  known: readonly RecordedPlace[],
): readonly RecordedPlace[] {
  const byFleet = new Map(recent.map((place) => [place.fleet, place]));
  for (const place of known) {
    const other = byFleet.get(place.fleet);
    if (other === undefined || lastKnownAt(other) < lastKnownAt(place)) byFleet.set(place.fleet, place);
  }
  return [...byFleet.values()];
}

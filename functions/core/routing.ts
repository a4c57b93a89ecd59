/**
 * The order in which permitted fleets are tried: the operator's preference, then the person's home Region, then the
 * time to the Region, then the fleet's id. A total order: the same input always gives the same list.
 *
 * The time is what the browser measured, else an estimate from the distance, so that one scale orders all Regions and
 * a Region without a figure is still comparable. It counts in steps of ten milliseconds, since one measurement is no
 * better; within a step the nearer Region is first, and so distance alone decides where nothing was measured.
 */
import { greatCircleKilometres, type SurfacePoint, surfacePoint } from "./distance.ts";
import { isLatency, type Latencies } from "./latencies.ts";
import type { UserLocation } from "./location.ts";
import type { IndexedFleet, IndexedPreference } from "./policy-index.ts";

export interface RankedFleet {
  readonly id: string;
  readonly fleet: IndexedFleet["fleet"];
  /** Place in the preference that matched; null where the operator named none or not this fleet. */
  readonly preference: number | null;
  readonly isHome: boolean;
  /** Round trip to the Region; null where nothing was measured and a place is unknown. */
  readonly milliseconds: number | null;
  /** By the browser, which may lie; false: estimated from the distance. */
  readonly isMeasured: boolean;
  /** Great-circle kilometres to the Region; null where the user's or the Region's place is unknown. */
  readonly distanceKilometres: number | null;
}

/** What is known of the person beside the place; none of it opens or closes anything. */
export interface RankingHints {
  readonly homeRegion?: string | undefined;
  readonly latencies?: Latencies | undefined;
}

/** Light in fibre, there and back, covers 100 km of the way in a millisecond; the rest is the way to the network. */
const KILOMETRES_IN_A_MILLISECOND = 100;
const ACCESS_MILLISECONDS = 10;

const STEP_MILLISECONDS = 10;

export function rankFleets(
  fleets: readonly IndexedFleet[],
  location: UserLocation,
  preferences: readonly IndexedPreference[],
  { homeRegion, latencies }: RankingHints = {},
): readonly RankedFleet[] {
  const slope = preferences.find(
    ({ countries }) =>
      countries === null || (location.country !== undefined && countries.has(location.country)),
  );
  const from = location.coordinates && surfacePoint(location.coordinates);
  return fleets
    .map(({ id, fleet, point }) => {
      const distanceKilometres = distance(from, point);
      const figure = latencies?.get(fleet.region);
      const isMeasured = isLatency(figure);
      return {
        id,
        fleet,
        preference: slope?.order.get(id) ?? null,
        isHome: fleet.region === homeRegion,
        milliseconds: isMeasured ? figure : estimate(distanceKilometres),
        isMeasured,
        distanceKilometres,
      };
    })
    .sort(byRank);
}

function distance(from: SurfacePoint | undefined, to: SurfacePoint | undefined): number | null {
  return from === undefined || to === undefined ? null : Math.round(greatCircleKilometres(from, to));
}

function estimate(kilometres: number | null): number | null {
  return kilometres === null
    ? null
    : Math.round(kilometres / KILOMETRES_IN_A_MILLISECOND + ACCESS_MILLISECONDS);
}

function byRank(a: RankedFleet, b: RankedFleet): number {
  return (
    compare(a.preference, b.preference) ||
    Number(b.isHome) - Number(a.isHome) ||
    compare(step(a), step(b)) ||
    compare(a.distanceKilometres, b.distanceKilometres) ||
    (a.id < b.id ? -1 : 1)
  );
}

function step({ milliseconds }: RankedFleet): number | null {
  return milliseconds === null ? null : Math.floor(milliseconds / STEP_MILLISECONDS);
}

/** Smaller first; what is unknown comes last. */
function compare(a: number | null, b: number | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  return b === null ? -1 : a - b;
}

/**
 * The order in which permitted fleets are tried: the operator's preference, then the distance from the user
 * to the Region, then the fleet's id. A total order: the same input always gives the same list.
 */
import { greatCircleKilometres, type SurfacePoint, surfacePoint } from "./distance.ts";
import type { UserLocation } from "./location.ts";
import type { IndexedFleet, IndexedPreference } from "./policy-index.ts";

export interface RankedFleet {
  readonly id: string;
  readonly fleet: IndexedFleet["fleet"];
  /** Place in the preference that matched; null where the operator named none or not this fleet. */
  readonly preference: number | null;
  /** Great-circle kilometres to the Region; null where the user's or the Region's place is unknown. */
  readonly distanceKilometres: number | null;
}

export function rankFleets(
  fleets: readonly IndexedFleet[],
  location: UserLocation,
  preferences: readonly IndexedPreference[],
): readonly RankedFleet[] {
  const slope = preferences.find(
    ({ countries }) =>
      countries === null || (location.country !== undefined && countries.has(location.country)),
  );
  const from = location.coordinates && surfacePoint(location.coordinates);
  return fleets
    .map(({ id, fleet, point }) => ({
      id,
      fleet,
      preference: slope?.order.get(id) ?? null,
      distanceKilometres: distance(from, point),
    }))
    .sort(byRank);
}

function distance(from: SurfacePoint | undefined, to: SurfacePoint | undefined): number | null {
  return from === undefined || to === undefined ? null : Math.round(greatCircleKilometres(from, to));
}

function byRank(a: RankedFleet, b: RankedFleet): number {
  return (
    compare(a.preference, b.preference) ||
    compare(a.distanceKilometres, b.distanceKilometres) ||
    (a.id < b.id ? -1 : 1)
  );
}

/** Smaller first; what is unknown comes last. */
function compare(a: number | null, b: number | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  return b === null ? -1 : a - b;
}

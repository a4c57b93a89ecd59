/**
 * Residency walls: the only fleets data may be processed on. A hard filter that nothing relaxes,
 * neither capacity nor preference nor distance.
 * Invariant: a wall that names countries also stands around a user whose country is unknown.
 */
import type { IndexedFleet, IndexedWall } from "./policy-index.ts";

/** The id of the first wall that keeps this fleet out, or undefined where all permit it. */
export function wallAgainst(
  fleet: IndexedFleet,
  walls: readonly IndexedWall[],
  provenCountry: string | undefined,
): string | undefined {
  for (const wall of walls) {
    const covered =
      wall.countries === null || provenCountry === undefined || wall.countries.has(provenCountry);
    if (covered && !wall.jurisdictions.has(fleet.fleet.jurisdiction)) return wall.id;
  }
  return undefined;
}

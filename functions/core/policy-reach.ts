/**
 * Which fleets walls leave to whom: for every application, the kinds of people its walls tell apart.
 * The same rule as at launch (residency.ts): a wall without countries covers everyone, one with countries those in
 * them and whoever's country is unknown.
 */
import { fleetsOf } from "./application-fleets.ts";
import { ownEntries } from "./own-entries.ts";
import type { ApplicationPolicy, Policy, ResidencyWall } from "./policy.ts";

export interface Reach {
  /** Named by some wall of the application; `elsewhere`: in none of those; `unknown`: nothing proves where. */
  readonly people: { readonly countries: readonly string[] } | "elsewhere" | "unknown";
  readonly walls: readonly ResidencyWall[];
  /** Ids, of those that the application lists. */
  readonly permitted: readonly string[];
}

/** Several rules ask the same of every application. */
const answers = new WeakMap<Policy, Map<string, readonly Reach[]>>();

/** Whoever is under the same walls comes once. Fleets that do not exist are in nobody's reach. */
export function reachOf(policy: Policy, id: string, application: ApplicationPolicy): readonly Reach[] {
  const known = answers.get(policy) ?? new Map<string, readonly Reach[]>();
  answers.set(policy, known);
  const reach = known.get(id) ?? reachThrough(policy, id, application);
  known.set(id, reach);
  return reach;
}

function reachThrough(
  { fleets, residency }: Policy,
  id: string,
  application: ApplicationPolicy,
): readonly Reach[] {
  const walls = residency.walls.filter((wall) => wall.applications?.includes(id) ?? true);
  const listed = ownEntries(fleets, fleetsOf(application));
  const reach = (people: Reach["people"], applied: readonly ResidencyWall[]): Reach => ({
    people,
    walls: applied,
    permitted: listed
      .filter(([, { jurisdiction }]) => applied.every((wall) => wall.jurisdictions.includes(jurisdiction)))
      .map(([fleet]) => fleet),
  });
  return [
    reach(
      "elsewhere",
      walls.filter(({ countries }) => countries === null),
    ),
    ...byWalls(walls).map(([countries, applied]) => reach({ countries }, applied)),
    reach("unknown", walls),
  ];
}

function byWalls(
  walls: readonly ResidencyWall[],
): readonly (readonly [readonly string[], readonly ResidencyWall[]])[] {
  const wallsOf = new Map<string, Set<number>>();
  for (const [index, { countries }] of walls.entries()) {
    for (const country of countries ?? []) {
      const found = wallsOf.get(country) ?? new Set();
      wallsOf.set(country, found.add(index));
    }
  }
  const groups = new Map<string, string[]>();
  for (const [country, indexes] of wallsOf) {
    const key = [...indexes].join(" ");
    groups.set(key, [...(groups.get(key) ?? []), country]);
  }
  return [...groups].map(([key, countries]) => {
    const named = new Set(key.split(" ").map(Number));
    return [
      countries.toSorted(),
      walls.filter((wall, index) => wall.countries === null || named.has(index)),
    ] as const;
  });
}

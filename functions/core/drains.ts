/**
 * The guard of maintenance: who would have nowhere left to go if one more fleet were drained? A drain is meant to move
 * people, so one that leaves an application without a fleet is said before it begins.
 * The walls are those of a launch (residency.ts): a fleet behind one is no help to whoever it keeps out.
 */
import { fleetsOf } from "./application-fleets.ts";
import { parseInstant } from "./instant.ts";
import type { ApplicationPolicy, Policy } from "./policy.ts";
import type { IndexedFleet } from "./policy-index.ts";
import { wallAgainst } from "./residency.ts";
import type { Drain } from "./situation.ts";

/** An application, and the people who could not start it any more. */
export interface LeftWithNothing {
  readonly application: string;
  /** Everybody whom its conditions let in; the other members then say nothing more. */
  readonly everyone: boolean;
  /** People in these countries. */
  readonly countries: readonly string[];
  /** People in every country that no wall names. */
  readonly elsewhere: boolean;
  /** People whose country is not known, around whom all walls stand. */
  readonly unknownCountry: boolean;
}

/** A country that no wall names. */
const ELSEWHERE = "";

/**
 * The applications that draining `fleet` would leave with nothing, for everybody or for some; those that cannot use it
 * anyway are not among them. `drains`: by fleet id, those by command; the policy's own are counted with them.
 */
export function lastOpenFleets(
  policy: Policy,
  drains: ReadonlyMap<string, Drain>,
  fleet: string,
  nowEpochSeconds: number,
): readonly LeftWithNothing[] {
  const written = policyDrains(policy);
  const isDrained = (id: string): boolean =>
    [drains.get(id), written.get(id)].some((drain) => drain !== undefined && nowEpochSeconds < drain.until);
  const known = Object.entries(policy.fleets).map(([id, entry]) => ({ id, fleet: entry, point: undefined }));
  return Object.entries(policy.applications).flatMap(([id, application]) => {
    const used = known.filter((candidate) => fleetsOf(application).includes(candidate.id));
    const isPermitted = permissionIn(policy, id);
    const places = placesOf(policy, id, application);
    const stranded = places.filter((country) => {
      const permitted = used.filter((candidate) => isPermitted(candidate, country));
      return (
        permitted.some((candidate) => candidate.id === fleet) &&
        permitted.every((other) => other.id === fleet || isDrained(other.id))
      );
    });
    if (stranded.length === 0) return [];
    return [
      {
        application: id,
        everyone: stranded.length === places.length,
        // Neither "" nor undefined is a country.
        countries: stranded.flatMap((country) => country || []).toSorted(),
        elsewhere: stranded.includes(ELSEWHERE),
        unknownCountry: stranded.includes(undefined),
      },
    ];
  });
}

/** Those that the policy itself writes down, by fleet id. */
export function policyDrains({ fleets }: Policy): ReadonlyMap<string, Drain> {
  return new Map(
    Object.entries(fleets).flatMap(([id, { drain }]) =>
      drain === null
        ? []
        : [
            [
              id,
              { owner: drain.owner, reason: drain.reason, until: Number(parseInstant(drain.until)) },
            ] as const,
          ],
    ),
  );
}

/** Overflow counts: it is somewhere to go. */
function placesOf(
  policy: Policy,
  application: string,
  { conditions }: ApplicationPolicy,
): readonly (string | undefined)[] {
  // Nobody else is let in, and nobody whose country is not known.
  if (conditions.countries !== null) return conditions.countries;
  return [
    ...new Set(wallsAround(policy, application).flatMap(({ countries }) => countries ?? [])),
    ELSEWHERE,
    undefined,
  ];
}

function permissionIn(policy: Policy, application: string) {
  const walls = wallsAround(policy, application).map(({ id, countries, jurisdictions }) => ({
    id,
    countries: countries === null ? null : new Set(countries),
    jurisdictions: new Set(jurisdictions),
  }));
  return (fleet: IndexedFleet, country: string | undefined): boolean =>
    wallAgainst(fleet, walls, country) === undefined;
}

function wallsAround({ residency }: Policy, application: string) {
  return residency.walls.filter(
    ({ applications }) => applications === null || applications.includes(application),
  );
}

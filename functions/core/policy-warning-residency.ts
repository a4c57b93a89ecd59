/** Walls that leave no second fleet, shut out whoever's country is unknown, or stand around nobody. */
import { fleetsOf } from "./application-fleets.ts";
import { ownEntries } from "./own-entries.ts";
import type { Policy, ResidencyWall } from "./policy.ts";
import { isNobody } from "./policy-audience.ts";
import { type Reach, reachOf } from "./policy-reach.ts";
import type { PolicyRules } from "./policy-rules.ts";
import type { PolicyIssue } from "./policy-schema.ts";

export const residencyWarnings = {
  single_permitted_fleet: (policy) =>
    ofApplications(policy, (reach, fleets) => {
      const single = reach.filter(({ permitted }) => permitted.length === 1);
      if (fleets.length < 2 || single.length === 0) return undefined;
      return `leave one that walls permit for ${peopleOf(single)}: when it fails there is no other to try (${wallNames(single)})`;
    }),
  unknown_location_shut_out: (policy) =>
    ofApplications(policy, (reach) => {
      const open = reach.filter(({ permitted }) => permitted.length > 0);
      const unknown = reach.filter(({ people, permitted }) => people === "unknown" && permitted.length === 0);
      if (open.length === 0 || unknown.length === 0) return undefined;
      return `leave none that walls permit for people whose country nothing proves: they cannot launch this (${wallNames(unknown)})`;
    }),
  wall_around_nobody: aroundNobody,
  wall_country_unprovable: unprovableCountries,
  home_country_unmapped: homelessPeople,
} satisfies PolicyRules;

function ofApplications(
  policy: Policy,
  fault: (reach: readonly Reach[], fleets: readonly string[]) => string | undefined,
): readonly PolicyIssue[] {
  return Object.entries(policy.applications).flatMap(([id, application]) => {
    const fleets = fleetsOf(application);
    const isReadable = fleets.every((fleet) => Object.hasOwn(policy.fleets, fleet));
    const message = isReadable ? fault(reachOf(policy, id, application), fleets) : undefined;
    if (message === undefined) return [];
    const jurisdictions = fleets.map((fleet) => ["fleets", fleet, "jurisdiction"]);
    const path = ["applications", id, "fleets"];
    return [{ path, message, dependsOn: [...jurisdictions, ["residency", "walls"]] }];
  });
}

function peopleOf(reach: readonly Reach[]): string {
  const countries = reach.flatMap(({ people }) => (typeof people === "string" ? [] : people.countries));
  const is = (kind: Reach["people"]) => reach.some(({ people }) => people === kind);
  const parts: readonly (string | false)[] = [
    countries.length > 0 && `people in ${countries.toSorted().join(", ")}`,
    is("elsewhere") && (countries.length > 0 ? "everywhere else" : "most people"),
    is("unknown") && "people of unknown country",
  ];
  return parts.filter((part) => part !== false).join(", ");
}

function wallNames(reach: readonly Reach[]): string {
  return [...new Set(reach.flatMap(({ walls }) => walls.map(({ id }) => `\`${id}\``)))].join(", ");
}

function aroundNobody({ applications, residency }: Policy): readonly PolicyIssue[] {
  return residency.walls.flatMap((wall, index) => {
    const ids = wall.applications ?? [];
    const named = ownEntries(applications, ids);
    if (named.length === 0 || named.some(([, { audience }]) => !isNobody(audience))) return [];
    return [
      {
        path: ["residency", "walls", index, "applications"],
        message: "have empty audiences, all of them: the wall stands around nobody",
        dependsOn: ids.map((id) => ["applications", id, "audience"]),
      },
    ];
  });
}

/** The wall still stands around whoever's country is unknown, which then is everybody there. */
function unprovableCountries({ identityProviders, location, residency }: Policy): readonly PolicyIssue[] {
  const { networks, sources } = location;
  if (residency.follows === "home") return [];
  const isClaimed = Object.values(identityProviders).some(({ claims }) => claims.country !== null);
  const isShown = sources.includes("edge") || sources.includes("ip_database");
  if (isShown || (sources.includes("claim") && isClaimed)) return [];
  const shown = new Set(
    sources.includes("network") ? Object.values(networks).map(({ country }) => country) : [],
  );
  return residency.walls.flatMap((wall, index) =>
    unshown(wall, shown).map((place) => ({
      path: ["residency", "walls", index, "countries", place],
      message:
        "is proved by no location source: nobody counts as being there, and the wall stands around those of unknown country instead",
      dependsOn: [["location"], ["identityProviders", "*", "claims", "country"], ["residency", "follows"]],
    })),
  );
}

function homelessPeople({ identityProviders, residency }: Policy): readonly PolicyIssue[] {
  if (residency.follows !== "home") return [];
  return Object.entries(identityProviders)
    .filter(([, { claims }]) => claims.country === null)
    .map(([id]) => ({
      path: ["identityProviders", id, "claims", "country"],
      message: "is not mapped, and walls follow home: every wall covers this provider's people",
      dependsOn: [["residency", "follows"]],
    }));
}

function unshown({ countries }: ResidencyWall, shown: ReadonlySet<string>): readonly number[] {
  return (countries ?? []).flatMap((country, place) => (shown.has(country) ? [] : [place]));
}

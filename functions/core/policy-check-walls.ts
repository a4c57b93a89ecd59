/**
 * Residency walls leave every application somewhere to run, and speak of jurisdictions that exist.
 */
import { fleetsOf } from "./application-fleets.ts";
import { suggestion } from "./closest.ts";
import type { ApplicationPolicy, Policy, ResidencyWall } from "./policy.ts";
import { reachOf } from "./policy-reach.ts";
import type { PolicyRules } from "./policy-rules.ts";
import type { PolicyIssue } from "./policy-schema.ts";

export const wallRules = {
  unknown_jurisdiction: unknownJurisdictions,
  walled_out: walledOut,
  home_without_claim: unheardHome,
} satisfies PolicyRules;

function unknownJurisdictions(policy: Policy): readonly PolicyIssue[] {
  const jurisdictions = jurisdictionsOf(policy);
  return policy.residency.walls.flatMap((wall, index) =>
    wall.jurisdictions.flatMap((name, place) =>
      jurisdictions.has(name)
        ? []
        : [
            {
              path: ["residency", "walls", index, "jurisdictions", place],
              message: `\`${name}\` is the jurisdiction of no fleet${suggestion(name, [...jurisdictions])}`,
              dependsOn: [["fleets", "*", "jurisdiction"]],
            },
          ],
    ),
  );
}

/** An id or a jurisdiction that leads nowhere is a fault by itself; until it is mended walls cannot be judged. */
function walledOut(policy: Policy): readonly PolicyIssue[] {
  const known = jurisdictionsOf(policy);
  const walls = policy.residency.walls.filter((wall) => wall.jurisdictions.every((name) => known.has(name)));
  const readable =
    walls.length === policy.residency.walls.length ? policy : { ...policy, residency: { walls } };
  return Object.entries(policy.applications).flatMap(([id, application]) => {
    if (!fleetsOf(application).every((fleet) => Object.hasOwn(policy.fleets, fleet))) return [];
    const message = nowhereLeft(readable, id, application);
    if (message === undefined) return [];
    return [
      {
        path: ["applications", id, "fleets"],
        message,
        dependsOn: [
          ...fleetsOf(application).map((fleet) => ["fleets", fleet, "jurisdiction"]),
          ["residency", "walls"],
        ],
      },
    ];
  });
}

/** Nobody would have a home, and every wall would stand around everybody. */
function unheardHome({ location, residency }: Policy): readonly PolicyIssue[] {
  if (residency.follows !== "home" || location.sources.includes("claim")) return [];
  const message = "needs `claim` among location.sources, which is where a home country comes from";
  return [{ path: ["residency", "follows"], message, dependsOn: [["location", "sources"]] }];
}

function nowhereLeft(policy: Policy, id: string, application: ApplicationPolicy): string | undefined {
  const shutOut = reachOf(policy, id, application).filter(({ permitted }) => permitted.length === 0);
  const everyone = shutOut.find(({ people }) => people === "elsewhere");
  if (everyone !== undefined) return `must have one that these walls permit: ${namesOf(everyone.walls)}`;
  // That someone of unknown country may find nothing is how walls fail closed (policy-warning-residency.ts).
  const countries = shutOut.flatMap(({ people }) => (typeof people === "string" ? [] : people.countries));
  if (countries.length === 0) return undefined;
  const walls = new Set(
    shutOut.flatMap(({ people, walls: applied }) => (people === "unknown" ? [] : applied)),
  );
  const applied = policy.residency.walls.filter((wall) => walls.has(wall));
  return `must have one that these walls permit for people in ${countries.toSorted().join(", ")}: ${namesOf(applied)}`;
}

function jurisdictionsOf({ fleets }: Policy): ReadonlySet<string> {
  return new Set(Object.values(fleets).map(({ jurisdiction }) => jurisdiction));
}

function namesOf(walls: readonly ResidencyWall[]): string {
  return walls.map((wall) => `\`${wall.id}\` (only ${wall.jurisdictions.join(", ")})`).join("; ");
}

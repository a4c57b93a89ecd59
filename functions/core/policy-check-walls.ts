/**
 * Residency walls leave every application somewhere to run, and speak of jurisdictions that exist.
 * The same rule as at launch: a wall without countries covers everyone, one with countries those in them.
 */
import { suggestion } from "./closest.ts";
import type { ApplicationPolicy, Policy, ResidencyWall } from "./policy.ts";
import type { PolicyIssue } from "./policy-schema.ts";

export function checkWalls(policy: Policy): readonly PolicyIssue[] {
  const jurisdictions = [...new Set(Object.values(policy.fleets).map((fleet) => fleet.jurisdiction))];
  const unknown = policy.residency.walls.flatMap((wall, index) =>
    wall.jurisdictions.flatMap((name, place) =>
      jurisdictions.includes(name)
        ? []
        : [
            {
              path: ["residency", "walls", index, "jurisdictions", place],
              message: `\`${name}\` is the jurisdiction of no fleet${suggestion(name, jurisdictions)}`,
            },
          ],
    ),
  );
  const walledIn = Object.entries(policy.applications).flatMap(([id, application]) => {
    const message = nowhereLeft(application, wallsOf(policy, id), policy);
    return message === undefined ? [] : [{ path: ["applications", id, "fleets"], message }];
  });
  return [...unknown, ...walledIn, ...unheardHome(policy)];
}

/** Nobody would have a home, and every wall would stand around everybody. */
function unheardHome({ location, residency }: Policy): readonly PolicyIssue[] {
  if (residency.follows !== "home" || location.sources.includes("claim")) return [];
  const message = "needs `claim` among location.sources, which is where a home country comes from";
  return [{ path: ["residency", "follows"], message }];
}

function wallsOf({ residency }: Policy, application: string): readonly ResidencyWall[] {
  return residency.walls.filter(
    (wall) => wall.applications === null || wall.applications.includes(application),
  );
}

function nowhereLeft(
  application: ApplicationPolicy,
  walls: readonly ResidencyWall[],
  { fleets }: Policy,
): string | undefined {
  const known = application.fleets.flatMap((id) => (Object.hasOwn(fleets, id) ? [fleets[id]] : []));
  // Dangling ids are reported by themselves; with no fleet left there is nothing to say about walls.
  if (known.length === 0) return undefined;
  const shutOut = (applied: readonly ResidencyWall[]): boolean =>
    !known.some((fleet) => applied.every((wall) => wall.jurisdictions.includes(String(fleet?.jurisdiction))));
  const forEveryone = walls.filter((wall) => wall.countries === null);
  if (shutOut(forEveryone)) return `must have one that these walls permit: ${namesOf(forEveryone)}`;
  const countries = [...new Set(walls.flatMap((wall) => wall.countries ?? []))].toSorted();
  const without = countries.filter((country) => shutOut(walls.filter((wall) => covers(wall, country))));
  if (without.length === 0) return undefined;
  const applied = walls.filter((wall) => without.some((country) => covers(wall, country)));
  return `must have one that these walls permit for people in ${without.join(", ")}: ${namesOf(applied)}`;
}

function covers(wall: ResidencyWall, country: string): boolean {
  return wall.countries === null || wall.countries.includes(country);
}

function namesOf(walls: readonly ResidencyWall[]): string {
  return walls.map((wall) => `\`${wall.id}\` (only ${wall.jurisdictions.join(", ")})`).join("; ");
}

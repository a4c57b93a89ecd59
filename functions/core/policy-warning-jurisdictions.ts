/** Jurisdictions that are spelt in two ways, or that do not look like the place a fleet is in. */
import { closest } from "./closest.ts";
import { liesIn } from "./jurisdictions.ts";
import type { Policy } from "./policy.ts";
import type { PolicyRules } from "./policy-rules.ts";
import type { PolicyIssue } from "./policy-schema.ts";

export const jurisdictionWarnings = {
  jurisdiction_misspelt: misspelt,
  jurisdiction_elsewhere: elsewhere,
} satisfies PolicyRules;

/** A jurisdiction that no wall speaks of is free for all, which is hardly meant of one that differs by a letter. */
function misspelt({ fleets, residency }: Policy): readonly PolicyIssue[] {
  const named = new Set(residency.walls.flatMap(({ jurisdictions }) => jurisdictions));
  const used = Object.values(fleets).map(({ jurisdiction }) => jurisdiction);
  const uses = (word: string) => used.filter((other) => other === word).length;
  return Object.entries(fleets).flatMap(([id, { jurisdiction }]) => {
    if (named.has(jurisdiction)) return [];
    const better = [...named, ...new Set(used)].filter(
      (word) => named.has(word) || uses(word) > uses(jurisdiction),
    );
    const meant = closest(jurisdiction, better);
    if (meant === undefined) return [];
    return [
      {
        path: ["fleets", id, "jurisdiction"],
        message: `is in no wall; did you mean \`${meant}\`?`,
        dependsOn: [["residency", "walls"]],
      },
    ];
  });
}

function elsewhere({ fleets }: Policy): readonly PolicyIssue[] {
  return Object.entries(fleets)
    .filter(([, { jurisdiction, region }]) => liesIn(region, jurisdiction) === false)
    .map(([id, { region }]) => ({
      path: ["fleets", id, "jurisdiction"],
      message: `does not look like where ${region} is: walls would take this fleet for one that lies there`,
      dependsOn: [["fleets", id, "region"]],
    }));
}

/** What nothing in the policy uses: left over, or forgotten where it was meant. */
import { fleetsOf } from "./application-fleets.ts";
import { closest } from "./closest.ts";
import type { Policy } from "./policy.ts";
import type { PolicyRules } from "./policy-rules.ts";
import type { PolicyIssue } from "./policy-schema.ts";

export const unusedWarnings = {
  fleet_unused: unusedFleets,
  network_unused: unusedNetworks,
} satisfies PolicyRules;

function unusedFleets({ applications, fleets }: Policy): readonly PolicyIssue[] {
  const used = new Set(Object.values(applications).flatMap(fleetsOf));
  const ids = Object.keys(fleets);
  // Whoever misspelt it meant it.
  const meant = new Set([...used].flatMap((id) => (Object.hasOwn(fleets, id) ? [] : closest(id, ids))));
  return ids
    .filter((id) => !used.has(id) && !meant.has(id))
    .map((id) => ({
      path: ["fleets", id],
      message: "is used by no application",
      dependsOn: [
        ["applications", "*", "fleets"],
        ["applications", "*", "overflow"],
      ],
    }));
}

/** A network says where people are, unless it is no source of that and no condition asks for it. */
function unusedNetworks({ applications, location }: Policy): readonly PolicyIssue[] {
  const conditions = Object.values(applications).map((application) => application.conditions);
  if (location.sources.includes("network") || conditions.some(({ countries }) => countries !== null))
    return [];
  const used = new Set(conditions.flatMap(({ networks }) => networks ?? []));
  return Object.keys(location.networks)
    .filter((name) => !used.has(name))
    .map((name) => ({
      path: ["location", "networks", name],
      message: "decides nothing: location.sources leaves networks out, and no condition names this one",
      dependsOn: [
        ["location", "sources"],
        ["applications", "*", "conditions"],
        ["location", "networks", name],
      ],
    }));
}

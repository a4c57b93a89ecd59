/** How many fleets and stacks a Region holds beside AWS's default quota; the real one is in Service Quotas. */
import type { Policy } from "../../functions/core/policy.ts";
import { type AccountCheck, type Finding, found } from "./finding.ts";

/** Fleets (L-3FEADC0C) and stacks (L-A8B8B901), each per Region. */
const DEFAULT_QUOTA = 10;

export const checkQuotas: AccountCheck = (policy, facts) => {
  const firstOf = firstFleetByRegion(policy);
  return [...firstOf].flatMap(([region, id]) => {
    const names = facts.regions.get(region);
    const path = ["fleets", id, "region"];
    const kinds = [
      ["fleets", names?.fleets?.length ?? namedIn(policy, region, "fleet")],
      ["stacks", names?.stacks?.length ?? namedIn(policy, region, "stack")],
    ] as const;
    return kinds.flatMap(([kind, count]) => {
      const message = quotaMessage(region, kind, count);
      return message === undefined ? [] : [found("info", path, message)];
    });
  });
};

function quotaMessage(region: string, kind: string, count: number): string | undefined {
  const usual = `AWS's default is ${DEFAULT_QUOTA}`;
  if (count > DEFAULT_QUOTA)
    return `${region} holds ${count} ${kind}, and ${usual}: the quota must have been raised`;
  return count === DEFAULT_QUOTA
    ? `${region} holds ${count} ${kind}, and ${usual}: another needs a raised quota`
    : undefined;
}

function namedIn(policy: Policy, region: string, key: "fleet" | "stack"): number {
  return new Set(
    Object.values(policy.fleets)
      .filter((fleet) => fleet.region === region)
      .map((fleet) => fleet[key]),
  ).size;
}

/** Where in the policy to say something of a Region. */
function firstFleetByRegion({ fleets }: Policy): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  for (const [id, { region }] of Object.entries(fleets)) {
    if (!first.has(region)) first.set(region, id);
  }
  return first;
}

/** The path of a finding about the Region as a whole. */
export function regionPath(policy: Policy, region: string): Finding["path"] {
  const id = firstFleetByRegion(policy).get(region);
  return id === undefined ? ["fleets"] : ["fleets", id, "region"];
}

/**
 * The Region a person belongs to, by the policy's word about the person, then about one of the groups, then by the
 * identity provider's claim. It orders fleets that are permitted already (routing.ts) and opens nothing.
 */
import type { HomeRegionPolicy } from "./policy.ts";
import { subjectKey } from "./policy-index.ts";
import type { Principal } from "./principal.ts";

export interface HomeRegion {
  readonly region: string;
  readonly by: "subject" | "group" | "claim";
}

export interface HomeRegionRules {
  /** Region by key of (identity provider, subject). */
  readonly subjects: ReadonlyMap<string, string>;
  /** In the policy's order, of which the first that holds the person counts. */
  readonly groups: HomeRegionPolicy["groups"];
}

export function homeRegionOf(principal: Principal, rules: HomeRegionRules): HomeRegion | undefined {
  const own = rules.subjects.get(subjectKey(principal.identityProvider, principal.subject));
  if (own !== undefined) return { region: own, by: "subject" };
  const rule = rules.groups.find(
    ({ identityProvider, group }) =>
      (identityProvider === null || identityProvider === principal.identityProvider) &&
      principal.groups.includes(group),
  );
  if (rule !== undefined) return { region: rule.region, by: "group" };
  const { homeRegion } = principal;
  return homeRegion === undefined ? undefined : { region: homeRegion, by: "claim" };
}

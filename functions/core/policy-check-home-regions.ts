/**
 * Home Regions name providers and Regions that the policy has, and each person and group once, so that no line of them
 * is silently about nothing.
 */
import { suggestion } from "./closest.ts";
import { laterClaims } from "./first-claims.ts";
import type { Policy } from "./policy.ts";
import type { PolicyRules } from "./policy-rules.ts";
import type { PolicyIssue } from "./policy-schema.ts";

export const homeRegionRules = {
  home_region_without_fleet: regionsWithoutFleet,
  home_region_provider: providers,
  home_region_twice: entriesTwice,
} satisfies PolicyRules;

interface Entry {
  readonly path: PolicyIssue["path"];
  readonly identityProvider: string | null;
  readonly region: string;
  /** What makes two of them one. */
  readonly key: string;
}

function entriesOf({ location }: Policy): readonly Entry[] {
  const { subjects = [], groups = [] } = location.homeRegions ?? {};
  const here = ["location", "homeRegions"];
  return [
    ...subjects.map(({ identityProvider, region, subject }, index) => ({
      path: [...here, "subjects", index],
      identityProvider,
      region,
      key: JSON.stringify([identityProvider, subject, null]),
    })),
    ...groups.map(({ identityProvider, region, group }, index) => ({
      path: [...here, "groups", index],
      identityProvider,
      region,
      key: JSON.stringify([identityProvider, null, group]),
    })),
  ];
}

function regionsWithoutFleet(policy: Policy): readonly PolicyIssue[] {
  const regions = [...new Set(Object.values(policy.fleets).map(({ region }) => region))];
  return entriesOf(policy)
    .filter(({ region }) => !regions.includes(region))
    .map(({ path, region }) => ({
      path: [...path, "region"],
      message: `\`${region}\` is the Region of no fleet${suggestion(region, regions)}`,
      dependsOn: [["fleets", "*", "region"]],
    }));
}

function providers(policy: Policy): readonly PolicyIssue[] {
  const known = Object.keys(policy.identityProviders);
  return entriesOf(policy).flatMap((entry) => {
    const { identityProvider } = entry;
    const path = [...entry.path, "identityProvider"];
    if (identityProvider === null) {
      const message = "must name the provider of the group, since the policy has several";
      return known.length > 1 ? [{ path, message }] : [];
    }
    if (known.includes(identityProvider)) return [];
    const message = `\`${identityProvider}\` is not in identityProviders${suggestion(identityProvider, known)}`;
    return [{ path, message, dependsOn: [["identityProviders", identityProvider]] }];
  });
}

function entriesTwice(policy: Policy): readonly PolicyIssue[] {
  return laterClaims(entriesOf(policy), ({ path }) => ({
    path,
    message: "is listed already; take one of the two away",
  }));
}

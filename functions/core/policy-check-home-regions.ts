/**
 * Home Regions name providers and Regions that the policy has, and each person and group once, so that no line of them
 * is silently about nothing.
 */
import { suggestion } from "./closest.ts";
import { laterClaims } from "./first-claims.ts";
import type { Policy } from "./policy.ts";
import type { PolicyIssue } from "./policy-schema.ts";

export function checkHomeRegions({ fleets, identityProviders, location }: Policy): readonly PolicyIssue[] {
  const { subjects = [], groups = [] } = location.homeRegions ?? {};
  const here = ["location", "homeRegions"];
  const entries = [
    ...subjects.map((entry, index) => ({ ...entry, path: [...here, "subjects", index] })),
    ...groups.map((entry, index) => ({ ...entry, path: [...here, "groups", index] })),
  ];
  const regions = [...new Set(Object.values(fleets).map(({ region }) => region))];
  const providers = Object.keys(identityProviders);
  const elsewhere = entries
    .filter(({ region }) => !regions.includes(region))
    .map(({ path, region }) => ({
      path: [...path, "region"],
      message: `\`${region}\` is the Region of no fleet${suggestion(region, regions)}`,
    }));
  const unknown = entries.flatMap(({ path, identityProvider }) => {
    if (identityProvider === null) return [];
    if (providers.includes(identityProvider)) return [];
    const message = `\`${identityProvider}\` is not in identityProviders${suggestion(identityProvider, providers)}`;
    return [{ path: [...path, "identityProvider"], message }];
  });
  const unattributed = entries
    .filter(({ identityProvider }) => identityProvider === null && providers.length > 1)
    .map(({ path }) => ({
      path: [...path, "identityProvider"],
      message: "must name the provider of the group, since the policy has several",
    }));
  const twice = laterClaims(
    entries.map((entry) => ({ ...entry, key: keyOf(entry) })),
    ({ path }) => ({ path, message: "is listed already; take one of the two away" }),
  );
  return [...elsewhere, ...unknown, ...unattributed, ...twice];
}

function keyOf(entry: {
  readonly identityProvider: string | null;
  readonly subject?: string;
  readonly group?: string;
}): string {
  return JSON.stringify([entry.identityProvider, entry.subject ?? null, entry.group ?? null]);
}

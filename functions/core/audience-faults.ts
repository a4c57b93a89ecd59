/** What is wrong with an audience that is no application's: an operator's role, or the team of a portal. */
import { suggestion } from "./closest.ts";
import type { Audience, Policy } from "./policy.ts";
import type { PolicyIssue } from "./policy-schema.ts";

/** `path` is the audience's own. Providers that do not exist, and groups that nobody in particular claims. */
export function audienceFaults(
  { groups, groupsByProvider = {}, subjects }: Audience,
  path: PolicyIssue["path"],
  { identityProviders }: Policy,
): readonly PolicyIssue[] {
  const providers = Object.keys(identityProviders);
  const named = [
    ...Object.keys(groupsByProvider).map((id) => ({ id, path: [...path, "groupsByProvider", id] })),
    ...subjects.map(({ identityProvider: id }, index) => ({
      id,
      path: [...path, "subjects", index, "identityProvider"],
    })),
  ];
  const unknown = named
    .filter(({ id }) => !providers.includes(id))
    .map((at) => ({
      path: at.path,
      message: `\`${at.id}\` is not in identityProviders${suggestion(at.id, providers)}`,
    }));
  if (groups.length === 0 || providers.length < 2) return unknown;
  const message =
    "must name the provider of each group, since the policy has several: write `groupsByProvider: { provider: [group] }`";
  return [...unknown, { path: [...path, "groups"], message }];
}

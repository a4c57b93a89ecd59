/** Whom an audience is made of, as far as a policy says. */
import { ownEntries } from "./own-entries.ts";
import type { Audience, Policy } from "./policy.ts";
import type { IdentityProviderPolicy } from "./policy-identity.ts";

export function isNobody({ groups, groupsByProvider = {}, subjects }: Audience): boolean {
  return [...groups, ...Object.values(groupsByProvider).flat(), ...subjects].length === 0;
}

/** Ids of identity providers by which somebody may get in, of such that exist. */
export function admittingProviders(
  { groups, groupsByProvider = {}, subjects }: Audience,
  { identityProviders }: Policy,
): readonly string[] {
  const all = Object.keys(identityProviders);
  const named = new Set([
    ...Object.entries(groupsByProvider).flatMap(([id, theirs]) => (theirs.length > 0 ? [id] : [])),
    ...subjects.map(({ identityProvider }) => identityProvider),
  ]);
  // Groups without a provider are those of the only one; with several they are a fault of their own.
  return all.filter((id) => groups.length > 0 || named.has(id));
}

export function providersOf(audience: Audience, policy: Policy): readonly IdentityProviderPolicy[] {
  return ownEntries(policy.identityProviders, admittingProviders(audience, policy)).map(
    ([, provider]) => provider,
  );
}

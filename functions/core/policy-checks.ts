/**
 * Does a well-shaped policy make sense? Every check looks at the whole policy and returns all it finds.
 * What is legal but probably not meant is a warning (policy-warnings.ts).
 */
import type { Policy } from "./policy.ts";
import { checkFleets } from "./policy-check-fleets.ts";
import { checkHomeRegions } from "./policy-check-home-regions.ts";
import { checkIdentityProviders } from "./policy-check-identity.ts";
import { checkNetworks } from "./policy-check-networks.ts";
import { checkReferences } from "./policy-check-references.ts";
import { checkSamlProviders } from "./policy-check-saml.ts";
import { checkSharedStacks } from "./policy-check-stacks.ts";
import { checkWalls } from "./policy-check-walls.ts";
import type { PolicyIssue } from "./policy-schema.ts";

export function checkPolicy(policy: Policy): readonly PolicyIssue[] {
  return [
    ...checkIdentityProviders(policy),
    ...checkSamlProviders(policy),
    ...checkFleets(policy),
    ...checkReferences(policy),
    ...checkSharedStacks(policy),
    ...checkNetworks(policy),
    ...checkHomeRegions(policy),
    ...checkWalls(policy),
    ...checkLimits(policy),
  ];
}

function checkLimits({ limits }: Policy): readonly PolicyIssue[] {
  if (limits.attemptTimeoutMilliseconds <= limits.launchDeadlineMilliseconds) return [];
  return [
    {
      path: ["limits", "attemptTimeoutMilliseconds"],
      message: `must be at most launchDeadlineMilliseconds (${limits.launchDeadlineMilliseconds}), or no attempt can time out`,
    },
  ];
}

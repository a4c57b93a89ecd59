/**
 * Declared fleets against the policy, which says where each is and what it is called: it exists there, in the Region of
 * its network, and no two of them would make the same stack or fleet.
 */
import { suggestion } from "../../functions/core/closest.ts";
import { laterClaims } from "../../functions/core/first-claims.ts";
import type { FleetPolicy, Policy } from "../../functions/core/policy.ts";
import { isAppStreamRegion } from "../../functions/core/regions.ts";
import type { Deployment } from "./deployment.ts";
import { type DeclaredFleet, declaredFleets } from "./deployment-check-fleets.ts";
import { type DeploymentIssue, entryOf, inDeployment } from "./deployment-issue.ts";

export function checkReferences({ streaming }: Deployment, policy: Policy): readonly DeploymentIssue[] {
  if (streaming === null) return [];
  const declared = declaredFleets(streaming);
  const unknown = declared
    .filter(({ fleet }) => entryOf(policy.fleets, fleet) === undefined)
    .map(({ fleet, path }) =>
      inDeployment(
        [...path, "fleet"],
        `\`${fleet}\` is not in the policy's fleets${suggestion(fleet, Object.keys(policy.fleets))}`,
      ),
    );
  const known = declared.flatMap((fleet) => {
    const named = entryOf(policy.fleets, fleet.fleet);
    return named === undefined ? [] : [{ declared: fleet, policy: named }];
  });
  const apart = known.flatMap(({ declared: { fleet, network, path }, policy: { region } }) => {
    const place = entryOf(streaming.networks, network)?.region;
    if (place === undefined || !isAppStreamRegion(place) || place === region) return [];
    return [
      inDeployment(
        [...path, "network"],
        `\`${network}\` is in ${place}, but the policy has \`${fleet}\` in ${region}; name a network there`,
      ),
    ];
  });
  return [...unknown, ...apart, ...checkNames("stack", known), ...checkNames("fleet", known)];
}

/** Whoever declares a fleet makes its stack as well, and AWS has each name once in a Region. */
function checkNames(
  kind: "stack" | "fleet",
  known: readonly { readonly declared: DeclaredFleet; readonly policy: FleetPolicy }[],
): readonly DeploymentIssue[] {
  // A fleet declared twice has one fault already.
  const once = [
    ...new Map(known.toReversed().map((each) => [each.declared.fleet, each])).values(),
  ].toReversed();
  return laterClaims(
    once.map(({ declared, policy }) => ({ declared, key: `${policy.region} ${policy[kind]}` })),
    (later, first) =>
      inDeployment(
        [...later.declared.path, "fleet"],
        `has the same ${kind} in the policy as \`${first.declared.fleet}\`, and both would make it; give it a ${kind} of its own`,
      ),
  );
}

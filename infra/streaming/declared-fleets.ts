/**
 * The fleets of a deployment beside the policy they come from. A declaration names a fleet of the policy and takes its
 * Region, names and stream view from there, so what is built and what people are sent to cannot drift.
 * Pure.
 */
import type { FleetPolicy, Policy } from "../../functions/core/policy.ts";
import type { BastionDeclaration, FleetDeclaration, StreamingDeclaration } from "../deployment/deployment.ts";
import { entryOf } from "../deployment/deployment-issue.ts";
import { fleetsInUse } from "./blue-green.ts";

/** A declaration joined with what the policy and the deployment say of it. */
export type Declared<D> = D & {
  readonly policyFleet: FleetPolicy;
  /** Whether an application of the policy sends people here. */
  readonly isInUse: boolean;
};

/** The fleets that stand in this Region, in the order they are declared. */
export function fleetsIn(
  region: string,
  streaming: StreamingDeclaration,
  policy: Policy,
): readonly Declared<FleetDeclaration>[] {
  return declaredIn(region, streaming.fleets, policy);
}

export function bastionsIn(
  region: string,
  streaming: StreamingDeclaration,
  policy: Policy,
): readonly Declared<BastionDeclaration>[] {
  return declaredIn(region, streaming.bastions, policy);
}

function declaredIn<D extends { readonly fleet: string }>(
  region: string,
  declarations: readonly D[],
  policy: Policy,
): readonly Declared<D>[] {
  const used = fleetsInUse(policy);
  return declarations.flatMap((declaration) => {
    const policyFleet = entryOf(policy.fleets, declaration.fleet);
    if (policyFleet?.region !== region) return [];
    return [{ ...declaration, policyFleet, isInUse: used.has(declaration.fleet) }];
  });
}

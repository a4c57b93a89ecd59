/**
 * One application in several Regions: one declaration, copied over fleets of the policy.
 * What differs by Region (the network, and the image with its own name or ARN there) is written for each place; all
 * the rest is the same by construction. Pure.
 */
import type { FleetDeclaration } from "../deployment/deployment.ts";

type RegionalKey = "fleet" | "network" | "image";

export type SharedFleetDeclaration = Omit<FleetDeclaration, RegionalKey>;

export interface FleetPlace extends Pick<FleetDeclaration, RegionalKey> {
  /** What is of another size there, such as a Region with fewer people. */
  readonly capacity?: FleetDeclaration["capacity"];
}

export function copiesOf(
  shared: SharedFleetDeclaration,
  places: readonly FleetPlace[],
): readonly FleetDeclaration[] {
  return places.map((place) => ({ ...shared, ...place }));
}

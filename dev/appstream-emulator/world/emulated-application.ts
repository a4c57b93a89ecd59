/**
 * Where the applications of a fleet are found: in the image of its instances, or, on an Elastic fleet, which has no
 * image, as resources of their own. Invariant: no fleet has both.
 */
import type { EmulatedApplication, EmulatedFleet } from "./emulated-fleet.ts";
import type { EmulatedWorld } from "./emulated-world.ts";

/** Each fleet has an image of its own, which goes by the fleet's name. */
export function fleetsWithImage(world: EmulatedWorld, region: string): readonly EmulatedFleet[] {
  return world.fleets.inRegion(region).filter((fleet) => fleet.fleetType !== "ELASTIC");
}

/** Each once, although several Elastic fleets may offer it. */
export function applicationResources(world: EmulatedWorld, region: string): readonly EmulatedApplication[] {
  const elastic = world.fleets.inRegion(region).filter((fleet) => fleet.fleetType === "ELASTIC");
  const applications = elastic.flatMap((fleet) => fleet.applications);
  return [...new Map(applications.map((application) => [application.name, application])).values()];
}

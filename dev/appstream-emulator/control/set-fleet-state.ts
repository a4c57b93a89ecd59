/**
 * The switch behind a fleet.
 * It works at once, without the waiting of StartFleet and StopFleet.
 */
import type { FleetState } from "../world/emulated-fleet.ts";
import type { EmulatedWorld } from "../world/emulated-world.ts";

/** A fleet that stops takes its sessions with it. Throws TypeError for a fleet that does not exist. */
export function setFleetState(world: EmulatedWorld, region: string, fleet: string, state: FleetState): void {
  world.fleets.set(region, fleet, state);
  if (state === "STOPPED" || state === "STOPPING") world.sessions.endAllOn(region, fleet);
}

/**
 * The switches behind a fleet: for people who play, and for tests that need a fleet full, broken or gone.
 * They work at once, without the waiting of StartFleet, StopFleet and scaling.
 */
import type { Emulation } from "../emulation.ts";
import type { JsonObject } from "../protocol/aws-json.ts";
import type { EmulatedFleet, FleetSettings, FleetState } from "../world/emulated-fleet.ts";
import type { EmulatedWorld } from "../world/emulated-world.ts";
import { type ControlAnswer, done, notFound, refused } from "./control-answer.ts";
import { parseFleetChange } from "./parse-fleet-change.ts";

/** What is left out stays as it is. */
export interface FleetChange extends Partial<FleetSettings> {
  readonly state?: FleetState;
}

/** A fleet that stops takes its sessions with it. Throws TypeError for a fleet that does not exist. */
export function changeFleet(
  world: EmulatedWorld,
  region: string,
  fleet: string,
  { state, ...settings }: FleetChange,
): void {
  world.fleets.change(region, fleet, settings);
  if (state === undefined) return;
  world.fleets.set(region, fleet, state);
  if (state === "STOPPED" || state === "STOPPING") world.sessions.endAllOn(region, fleet);
}

export function controlFleet(
  { world }: Emulation,
  [region = "", fleet = ""]: readonly string[],
  json: unknown,
): ControlAnswer {
  const change = parseFleetChange(json);
  if (!change.ok) return refused(change.error);
  if (world.fleets.find(region, fleet) === undefined) {
    return notFound(`There is no fleet ${fleet} in ${region}.`);
  }
  changeFleet(world, region, fleet, change.value);
  const changed = world.fleets.find(region, fleet);
  return done(changed === undefined ? {} : describeFleetCondition(world, changed));
}

export function describeFleetCondition(world: EmulatedWorld, fleet: EmulatedFleet): JsonObject {
  const { region, fleet: name, fleetType, capacity, occupied = 0, errors = [], domainJoined } = fleet;
  return {
    ...{ region, fleet: name, fleetType, state: world.fleets.state(region, name) },
    ...{ capacity, occupied, errors, domainJoined },
    ...world.sessions.capacity(fleet),
    stacks: world.stacks.stacksOf(region, name),
  };
}

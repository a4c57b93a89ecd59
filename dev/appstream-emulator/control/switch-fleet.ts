/** `POST /_control/fleets/{region}/{fleet}`. */
import type { Emulation } from "../emulation.ts";
import { isJsonObject } from "../protocol/aws-json.ts";
import { FLEET_STATES } from "../world/emulated-fleet.ts";
import { type ControlAnswer, done, notFound, refused } from "./control-answer.ts";
import { setFleetState } from "./set-fleet-state.ts";

export function switchFleet(
  { world }: Emulation,
  [region = "", fleet = ""]: readonly string[],
  json: unknown,
): ControlAnswer {
  const wanted = isJsonObject(json) ? json.state : undefined;
  const state = FLEET_STATES.find((candidate) => candidate === wanted);
  if (state === undefined) return refused([`state must be one of ${FLEET_STATES.join(", ")}`]);
  if (world.fleets.find(region, fleet) === undefined) {
    return notFound(`There is no fleet ${fleet} in ${region}.`);
  }
  setFleetState(world, region, fleet, state);
  return done({ region, fleet, state });
}

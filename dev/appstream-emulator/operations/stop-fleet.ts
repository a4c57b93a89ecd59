/**
 * StopFleet: STOPPING for a while, then STOPPED.
 * The instances go, and the sessions on them at once.
 */
import { AwsError } from "../protocol/aws-error.ts";
import { FLEET_NAME } from "../validations/fleet-name.ts";
import { defineOperation } from "./operation.ts";

export const stopFleet = defineOperation(FLEET_NAME, ({ Name: name }, region, world) => {
  if (world.fleets.find(region, name) === undefined) {
    throw new AwsError("ResourceNotFoundException", `Fleet ${name} does not exist.`);
  }
  const state = world.fleets.state(region, name);
  if (state === "RUNNING" || state === "STARTING") {
    const atMilliseconds = world.nowMilliseconds() + world.fleetTransitionMilliseconds;
    world.fleets.set(region, name, "STOPPING", { to: "STOPPED", atMilliseconds });
    world.sessions.endAllOn(region, name);
  }
  return {};
});

/**
 * StartFleet: STARTING for a while, then RUNNING.
 * Starting a fleet that runs or is starting changes nothing.
 */
import { AwsError } from "../protocol/aws-error.ts";
import { FLEET_NAME } from "../validations/fleet-name.ts";
import { defineOperation } from "./operation.ts";

export const startFleet = defineOperation(FLEET_NAME, ({ Name: name }, region, world) => {
  if (world.fleets.find(region, name) === undefined) {
    throw new AwsError("ResourceNotFoundException", `Fleet ${name} does not exist.`);
  }
  const state = world.fleets.state(region, name);
  if (state === "STOPPING") {
    throw new AwsError("OperationNotPermittedException", `Fleet ${name} is STOPPING and cannot be started.`);
  }
  if (state === "STOPPED") {
    const atMilliseconds = world.nowMilliseconds() + world.fleetTransitionMilliseconds;
    world.fleets.set(region, name, "STARTING", { to: "RUNNING", atMilliseconds });
  }
  return {};
});

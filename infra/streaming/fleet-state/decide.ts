/**
 * What a request means for the fleet. Pure.
 *
 * One resource stands before the fleet in the stack and one behind it. On an update the first one stops the fleet when
 * something changes that AppStream changes on a stopped fleet only, CloudFormation updates the fleet, the second one
 * starts it. The first one's physical id names the attributes it made way for: another id is a replacement to
 * CloudFormation, which therefore deletes the id that is not kept once all is over, also after a rollback, and that
 * deletion starts a fleet that a failed update has left stopped.
 */
import { fingerprint } from "./fingerprint.ts";
import type { FleetRequest } from "./fleet-request.ts";
import type { FleetGoal } from "./next-step.ts";

export type Decision =
  | { readonly kind: "pursue"; readonly goal: FleetGoal; readonly physicalId: string }
  | { readonly kind: "refuse"; readonly because: string };

export function decide(request: FleetRequest): Decision {
  return request.phase === "before_update" ? decideBefore(request) : decideAfter(request);
}

function decideBefore(request: FleetRequest): Decision {
  const physicalId = `${request.fleet}/${fingerprint(request.attributes)}`;
  if (request.type === "Create") return { kind: "pursue", goal: "as_is", physicalId };
  if (request.type === "Delete" || physicalId === request.physicalId) {
    // Also the way back from a stop that took too long: the attributes are the old ones again.
    return { kind: "pursue", goal: "running_again", physicalId: request.physicalId ?? physicalId };
  }
  if (request.isBlueGreen && request.isInUse) return { kind: "refuse", because: secondColourNeeded(request) };
  return { kind: "pursue", goal: "stopped", physicalId };
}

function decideAfter({ type, fleet, physicalId = `${fleet}/running` }: FleetRequest): Decision {
  return { kind: "pursue", goal: type === "Delete" ? "stopped" : "running", physicalId };
}

function secondColourNeeded({ fleet }: FleetRequest): string {
  return (
    `the fleet ${fleet} is replaced by blue and green and applications of the policy use it, so it is not changed in ` +
    "place. Write the change as a second fleet with a stack of its own in the policy and in the deployment, deploy, " +
    "then name it in the applications' `fleets` instead of this one"
  );
}

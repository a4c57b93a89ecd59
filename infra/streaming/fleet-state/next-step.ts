/**
 * One look at a fleet, one step towards where it should be. Whoever asks again after each step gets there from any
 * state, also when a step was lost or somebody else turned the fleet meanwhile.
 * Pure: no clock, no I/O. Invariant: a fleet with a session on it is stopped only when its owner said so.
 */

/** `running_again`: running unless the fleet is gone, which is no fault. `as_is`: nothing is to be done. */
export type FleetGoal = "running" | "running_again" | "stopped" | "as_is";

export type FleetState = "ABSENT" | "STARTING" | "RUNNING" | "STOPPING" | "STOPPED";

export interface FleetObservation {
  readonly state: FleetState;
  /** Instances with a session, a disconnected one that can still be picked up included. */
  readonly inUse: number;
  /** AppStream's own words for why instances do not come up; some are about an earlier start. */
  readonly errors: readonly string[];
}

export interface Patience {
  /** How long people may finish what they are doing. */
  readonly longestWaitSeconds: number;
  readonly afterLongestWait: "give_up" | "stop";
}

export type Step =
  | { readonly kind: "finish" }
  | { readonly kind: "start" }
  | { readonly kind: "stop" }
  | { readonly kind: "wait" }
  | { readonly kind: "give_up"; readonly because: string };

/** CloudFormation waits an hour at most for a custom resource; the rest of it is for the way back. */
export const LONGEST_OPERATION_SECONDS = 50 * 60;
/** AppStream turns a fleet that cannot start back to STOPPED within moments. */
const START_PROVES_ITSELF_SECONDS = 120;

export function nextStep(
  goal: FleetGoal,
  fleet: FleetObservation,
  waitedSeconds: number,
  patience: Patience,
): Step {
  const step = stepTowards(goal, fleet, waitedSeconds, patience);
  if (step.kind === "finish" || step.kind === "give_up" || waitedSeconds < LONGEST_OPERATION_SECONDS) {
    return step;
  }
  return giveUp(`it is still ${fleet.state} after ${minutes(waitedSeconds)} minutes`, fleet);
}

function stepTowards(
  goal: FleetGoal,
  fleet: FleetObservation,
  waitedSeconds: number,
  patience: Patience,
): Step {
  switch (goal) {
    case "as_is":
      return { kind: "finish" };
    case "stopped":
      return towardsStopped(fleet, waitedSeconds, patience);
    case "running_again":
      return fleet.state === "ABSENT" ? { kind: "finish" } : towardsRunning(fleet, waitedSeconds);
    case "running":
      return towardsRunning(fleet, waitedSeconds);
  }
}

function towardsRunning(fleet: FleetObservation, waitedSeconds: number): Step {
  switch (fleet.state) {
    case "RUNNING":
      return { kind: "finish" };
    case "ABSENT":
      return giveUp("there is no such fleet", fleet);
    case "STOPPED":
      return fleet.errors.length > 0 && waitedSeconds >= START_PROVES_ITSELF_SECONDS
        ? giveUp("it does not start", fleet)
        : { kind: "start" };
    case "STARTING":
    case "STOPPING":
      return { kind: "wait" };
  }
}

function towardsStopped(fleet: FleetObservation, waitedSeconds: number, patience: Patience): Step {
  switch (fleet.state) {
    case "ABSENT":
    case "STOPPED":
      return { kind: "finish" };
    case "STOPPING":
      return { kind: "wait" };
    case "STARTING":
      return { kind: "stop" };
    case "RUNNING":
      return towardsQuiet(fleet, waitedSeconds, patience);
  }
}

/** AppStream has no way to close a fleet for new sessions and leave those that are open, so the quiet is waited for. */
function towardsQuiet(fleet: FleetObservation, waitedSeconds: number, patience: Patience): Step {
  if (fleet.inUse === 0) return { kind: "stop" };
  if (waitedSeconds < patience.longestWaitSeconds) return { kind: "wait" };
  if (patience.afterLongestWait === "stop") return { kind: "stop" };
  return giveUp(
    `${fleet.inUse} of its instances are still in use after ${minutes(waitedSeconds)} minutes, and nothing was ` +
      "changed; deploy again in a quieter hour, or give the fleet a second colour",
    fleet,
  );
}

function giveUp(because: string, { errors }: FleetObservation): Step {
  return { kind: "give_up", because: [because, ...errors].join("; ") };
}

function minutes(seconds: number): number {
  return Math.floor(seconds / 60);
}

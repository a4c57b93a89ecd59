/**
 * The two functions CDK's provider framework calls: once to begin, then every half minute until the fleet is where it
 * should be. What is thrown here is what CloudFormation shows to the person who deploys.
 */
import { decide } from "./decide.ts";
import type { FleetPort } from "./fleet-port.ts";
import { type CloudFormationEvent, readFleetRequest } from "./fleet-request.ts";
import { type FleetGoal, nextStep } from "./next-step.ts";

/** The framework adds what `onEvent` answers to the event of every later call. */
export interface Begun {
  readonly PhysicalResourceId: string;
  readonly Goal: FleetGoal;
  readonly BegunAtSeconds: number;
}

export interface FleetHandlers {
  onEvent(event: CloudFormationEvent): Promise<Begun>;
  isComplete(event: CloudFormationEvent & Begun): Promise<{ readonly IsComplete: boolean }>;
}

export function fleetHandlers(fleets: FleetPort, nowEpochSeconds: () => number): FleetHandlers {
  return {
    async onEvent(event) {
      const decision = decide(readFleetRequest(event));
      if (decision.kind === "refuse") throw new Error(decision.because);
      return {
        PhysicalResourceId: decision.physicalId,
        Goal: decision.goal,
        BegunAtSeconds: nowEpochSeconds(),
      };
    },

    async isComplete(event) {
      const { fleet, patience } = readFleetRequest(event);
      const observation = await fleets.observe(fleet);
      if (observation === undefined) return { IsComplete: false };
      const step = nextStep(event.Goal, observation, nowEpochSeconds() - event.BegunAtSeconds, patience);
      switch (step.kind) {
        case "give_up":
          throw new Error(`the fleet ${fleet} cannot be ${verb(event.Goal)}: ${step.because}`);
        case "start":
          await fleets.start(fleet);
          break;
        case "stop":
          await fleets.stop(fleet);
      }
      return { IsComplete: step.kind === "finish" };
    },
  };
}

function verb(goal: FleetGoal): string {
  return goal === "stopped" ? "stopped" : "started";
}

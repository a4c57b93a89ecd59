/**
 * CloudFormation and CDK's provider framework as far as fleets meet them: begin, then ask every half minute.
 * The fleet is the emulator's, over the wire, on a clock of its own.
 */
import { appStreamFleets } from "../../../../infra/streaming/fleet-state/fleet-port.ts";
import type { CloudFormationEvent } from "../../../../infra/streaming/fleet-state/fleet-request.ts";
import { type FleetHandlers, fleetHandlers } from "../../../../infra/streaming/fleet-state/handlers.ts";
import { aFleet, START_MILLISECONDS, type Stage, startStage } from "../../../dev/appstream-emulator/stage.ts";

export interface FleetStage extends Stage {
  /** The physical id, once it is done; throws what CloudFormation would show. */
  perform(event: CloudFormationEvent): Promise<string>;
  readonly handlers: FleetHandlers;
  /** Turns of the fleet so far. */
  turns(): readonly string[];
}

const QUERY_SECONDS = 30;

export async function fleetStage(options: Parameters<typeof startStage>[0] = {}): Promise<FleetStage> {
  const stage = await startStage({ fleets: [aFleet({ state: "STOPPED" })], ...options });
  let now = START_MILLISECONDS / 1000;
  const handlers = fleetHandlers(appStreamFleets(stage.client), () => now);
  const advanceSeconds = (seconds: number): void => {
    now += seconds;
    stage.advanceSeconds(seconds);
  };
  return {
    ...stage,
    advanceSeconds,
    handlers,
    async perform(event) {
      const begun = await handlers.onEvent(event);
      while (!(await handlers.isComplete({ ...event, ...begun })).IsComplete) advanceSeconds(QUERY_SECONDS);
      return begun.PhysicalResourceId;
    },
    turns: () =>
      stage.emulator
        .requests()
        .map(({ operation }) => operation)
        .filter((operation) => operation === "StartFleet" || operation === "StopFleet"),
  };
}

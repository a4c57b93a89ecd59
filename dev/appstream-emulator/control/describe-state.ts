/**
 * What `GET /_control/state` shows: fleets, sessions and waiting faults.
 * Invariant: no session's context is in it.
 */
import type { Emulation } from "../emulation.ts";
import type { JsonObject } from "../protocol/aws-json.ts";
import { describeClock } from "./advance-clock.ts";
import { describeFleetCondition } from "./change-fleet.ts";

export function describeState({ world, faults }: Emulation): JsonObject {
  const fleets = world.fleets.regions().flatMap((region) => world.fleets.inRegion(region));
  return {
    fleets: fleets.map((fleet) => describeFleetCondition(world, fleet)),
    sessions: world.sessions.all().map(({ sessionContext, ...session }) => ({
      ...session,
      hasSessionContext: sessionContext !== "",
    })),
    faults: faults.waiting(),
    clock: describeClock(world.clock),
  };
}

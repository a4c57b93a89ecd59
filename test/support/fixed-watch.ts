/** A watch that says what a test wants AppStream to have said. */
import type { KnownFleet } from "../../functions/core/fleet-status.ts";
import type { Drain } from "../../functions/core/situation.ts";
import type { FleetWatch } from "../../functions/ports.ts";

export interface FixedWatch extends FleetWatch {
  /** By fleet id; a test may change both as it goes. */
  readonly fleets: Map<string, KnownFleet>;
  readonly drains: Map<string, Drain>;
}

export function createFixedWatch(fleets: Readonly<Record<string, KnownFleet>> = {}): FixedWatch {
  const watch = { fleets: new Map(Object.entries(fleets)), drains: new Map<string, Drain>() };
  return {
    ...watch,
    observe: async () => ({ fleets: new Map(watch.fleets), drains: new Map(watch.drains) }),
  };
}

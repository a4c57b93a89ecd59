/**
 * The fleets of the emulated world as they are at a given moment.
 * Invariant: a fleet is a (Region, name) pair, so one listed under two stacks is one fleet with one state.
 */
import type { EmulatedFleet, FleetSettings, FleetState } from "./emulated-fleet.ts";

interface Transition {
  readonly to: FleetState;
  readonly atMilliseconds: number;
}

interface FleetCondition {
  /** With the settings it has now; its `state` is still that of the start. */
  readonly fleet: EmulatedFleet;
  readonly state: FleetState;
  /** STARTING and STOPPING end on their own; a state that a person set stays. */
  readonly transition: Transition | undefined;
}

export class FleetRegistry {
  readonly #now: () => number;
  /** By Region, then by name in the order written. */
  readonly #regions = new Map<string, Map<string, FleetCondition>>();

  constructor(entries: readonly EmulatedFleet[], nowMilliseconds: () => number) {
    this.#now = nowMilliseconds;
    for (const fleet of entries) {
      const inRegion = this.#regions.get(fleet.region) ?? new Map<string, FleetCondition>();
      this.#regions.set(fleet.region, inRegion);
      if (inRegion.has(fleet.fleet)) continue;
      inRegion.set(fleet.fleet, { fleet, state: fleet.state, transition: undefined });
    }
  }

  regions(): readonly string[] {
    return [...this.#regions.keys()];
  }

  /** The fleets of a Region in the order written, each once. */
  inRegion(region: string): readonly EmulatedFleet[] {
    return Array.from(this.#regions.get(region)?.values() ?? [], ({ fleet }) => fleet);
  }

  find(region: string, fleet: string): EmulatedFleet | undefined {
    return this.#regions.get(region)?.get(fleet)?.fleet;
  }

  state(region: string, fleet: string): FleetState {
    const { state, transition } = this.#condition(region, fleet);
    return transition !== undefined && this.#now() >= transition.atMilliseconds ? transition.to : state;
  }

  /** With `transition` the state gives way to another one once its moment has come. */
  set(region: string, fleet: string, state: FleetState, transition?: Transition): void {
    const condition = this.#condition(region, fleet);
    this.#regions.get(region)?.set(fleet, { ...condition, state, transition });
  }

  /** What is left out stays as it is. */
  change(region: string, fleet: string, settings: Partial<FleetSettings>): void {
    const condition = this.#condition(region, fleet);
    this.#regions.get(region)?.set(fleet, { ...condition, fleet: { ...condition.fleet, ...settings } });
  }

  #condition(region: string, fleet: string): FleetCondition {
    const condition = this.#regions.get(region)?.get(fleet);
    if (condition === undefined) throw new TypeError(`no emulated fleet ${fleet} in ${region}`);
    return condition;
  }
}

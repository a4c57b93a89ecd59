/**
 * The stacks and fleets of the emulated world, and the state each fleet is in at a given moment.
 * Invariant: state belongs to a (Region, fleet) pair, so a fleet listed under two stacks has one state.
 */
import type { EmulatedFleet, FleetState } from "./emulated-fleet.ts";

interface Transition {
  readonly to: FleetState;
  readonly atMilliseconds: number;
}

interface FleetCondition {
  readonly state: FleetState;
  /** STARTING and STOPPING end on their own; a state that a person set stays. */
  readonly transition: Transition | undefined;
}

export class FleetRegistry {
  readonly #entries: readonly EmulatedFleet[];
  readonly #now: () => number;
  readonly #conditions = new Map<string, FleetCondition>();

  constructor(entries: readonly EmulatedFleet[], nowMilliseconds: () => number) {
    this.#entries = entries;
    this.#now = nowMilliseconds;
    for (const entry of entries.toReversed()) this.set(entry.region, entry.fleet, entry.state);
  }

  regions(): readonly string[] {
    return [...new Set(this.#entries.map((entry) => entry.region))];
  }

  /** The fleets of a Region in the order written, each once. */
  inRegion(region: string): readonly EmulatedFleet[] {
    const byName = new Map<string, EmulatedFleet>();
    for (const entry of this.#entries.filter((candidate) => candidate.region === region)) {
      if (!byName.has(entry.fleet)) byName.set(entry.fleet, entry);
    }
    return [...byName.values()];
  }

  stacksIn(region: string): readonly string[] {
    return [...new Set(this.#entries.filter((entry) => entry.region === region).map((entry) => entry.stack))];
  }

  find(region: string, fleet: string): EmulatedFleet | undefined {
    return this.#entries.find((entry) => entry.region === region && entry.fleet === fleet);
  }

  fleetsOf(region: string, stack: string): readonly string[] {
    const entries = this.#entries.filter((entry) => entry.region === region && entry.stack === stack);
    return [...new Set(entries.map((entry) => entry.fleet))];
  }

  state(region: string, fleet: string): FleetState {
    const condition = this.#conditions.get(conditionKey(region, fleet));
    if (condition === undefined) throw new TypeError(`no emulated fleet ${fleet} in ${region}`);
    const { transition } = condition;
    return transition !== undefined && this.#now() >= transition.atMilliseconds
      ? transition.to
      : condition.state;
  }

  /** With `transition` the state gives way to another one once its moment has come. */
  set(region: string, fleet: string, state: FleetState, transition?: Transition): void {
    if (this.find(region, fleet) === undefined)
      throw new TypeError(`no emulated fleet ${fleet} in ${region}`);
    this.#conditions.set(conditionKey(region, fleet), { state, transition });
  }
}

function conditionKey(region: string, fleet: string): string {
  return `${region}/${fleet}`;
}

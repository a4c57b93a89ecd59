/**
 * The stacks of the emulated world, and which fleets are associated with each.
 * Invariant: a stack that has lost its last fleet is still a stack, as in the service.
 */
import type { EmulatedFleet } from "./emulated-fleet.ts";
import type { EmulatedStack, StackSettings } from "./emulated-stack.ts";

/** A name in the order of first mention, then its fleets in the order of association. */
type Associations = Map<string, Set<string>>;

export class StackRegistry {
  readonly #regions = new Map<string, Associations>();
  readonly #written: readonly EmulatedStack[];

  constructor(fleets: readonly EmulatedFleet[], stacks: readonly EmulatedStack[] = []) {
    for (const { region, stack, fleet } of fleets) this.#add(region, stack).add(fleet);
    for (const { region, stack } of stacks) this.#add(region, stack);
    this.#written = stacks;
  }

  inRegion(region: string): readonly string[] {
    return [...(this.#regions.get(region)?.keys() ?? [])];
  }

  has(region: string, stack: string): boolean {
    return this.#regions.get(region)?.has(stack) ?? false;
  }

  settings(region: string, stack: string): StackSettings {
    return this.#written.find((written) => written.region === region && written.stack === stack) ?? {};
  }

  fleetsOf(region: string, stack: string): readonly string[] {
    return [...(this.#regions.get(region)?.get(stack) ?? [])];
  }

  stacksOf(region: string, fleet: string): readonly string[] {
    return this.inRegion(region).filter((stack) => this.isAssociated(region, stack, fleet));
  }

  isAssociated(region: string, stack: string, fleet: string): boolean {
    return this.#regions.get(region)?.get(stack)?.has(fleet) ?? false;
  }

  /** Throws TypeError for a stack that does not exist; the fleet is the caller's to check. */
  associate(region: string, stack: string, fleet: string, associated: boolean): void {
    const fleets = this.#regions.get(region)?.get(stack);
    if (fleets === undefined) throw new TypeError(`no emulated stack ${stack} in ${region}`);
    if (associated) fleets.add(fleet);
    else fleets.delete(fleet);
  }

  #add(region: string, stack: string): Set<string> {
    const stacks: Associations = this.#regions.get(region) ?? new Map();
    const fleets = stacks.get(stack) ?? new Set();
    this.#regions.set(region, stacks.set(stack, fleets));
    return fleets;
  }
}

/**
 * `POST /_control/associations/{region}/{stack}/{fleet}`: AssociateFleet and DisassociateFleet, without their
 * conditions. Sessions that already run keep running.
 */
import type { Emulation } from "../emulation.ts";
import type { EmulatedWorld } from "../world/emulated-world.ts";
import { memberIssues, trueOrFalse } from "./check-members.ts";
import { type ControlAnswer, done, notFound, refused } from "./control-answer.ts";

const CHECKS = { associated: trueOrFalse };

/** Throws TypeError for a stack or a fleet that does not exist; saying the same twice changes nothing. */
export function changeAssociation(
  world: EmulatedWorld,
  region: string,
  stack: string,
  fleet: string,
  associated: boolean,
): void {
  if (world.fleets.find(region, fleet) === undefined) {
    throw new TypeError(`no emulated fleet ${fleet} in ${region}`);
  }
  world.stacks.associate(region, stack, fleet, associated);
}

export function controlAssociation(
  { world }: Emulation,
  [region = "", stack = "", fleet = ""]: readonly string[],
  json: unknown,
): ControlAnswer {
  const issues = memberIssues("an association", CHECKS, json);
  if (issues.length > 0) return refused(issues);
  const { associated } = json as { readonly associated?: boolean };
  if (associated === undefined) return refused(["associated is required"]);
  if (!world.stacks.has(region, stack)) return notFound(`There is no stack ${stack} in ${region}.`);
  if (world.fleets.find(region, fleet) === undefined) {
    return notFound(`There is no fleet ${fleet} in ${region}.`);
  }
  changeAssociation(world, region, stack, fleet, associated);
  return done({ region, stack, fleets: world.stacks.fleetsOf(region, stack) });
}

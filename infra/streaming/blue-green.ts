/**
 * Blue and green: two fleets of the policy, each with a stack of its own, and the policy's applications say which one
 * people are sent to. Nothing else does, so a switch is an edit of the policy and so is the way back.
 * Pure.
 */
import type { Policy } from "../../functions/core/policy.ts";

const COLOUR = /-(?:blue|green)$/;

/** What both colours of a thing are called: `finance-blue` and `finance-green` are `finance`. */
export function withoutColour(name: string): string {
  return name.replace(COLOUR, "");
}

/** Ids of the fleets that an application may send somebody to. */
export function fleetsInUse(policy: Policy): ReadonlySet<string> {
  return new Set(Object.values(policy.applications).flatMap(({ fleets }) => fleets));
}

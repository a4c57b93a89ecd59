/** All fleets that an application may run on, the overflow last: for rules to which it makes no difference. */
import type { ApplicationPolicy } from "./policy.ts";

export function fleetsOf({
  fleets,
  overflow,
}: Pick<ApplicationPolicy, "fleets" | "overflow">): readonly string[] {
  return overflow === null ? fleets : [...fleets, ...overflow.fleets];
}

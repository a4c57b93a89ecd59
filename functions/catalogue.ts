/** The use case of the start page: the applications this principal may launch, by audience, in policy order. */
import { entitlementFor } from "./core/entitlement.ts";
import type { IndexedApplication, PolicyIndex } from "./core/policy-index.ts";
import type { Principal } from "./core/principal.ts";

/** Conditions such as hours and network are not asked here: they hold or not at the moment of the launch. */
export function launchableApplications(
  index: PolicyIndex,
  principal: Principal,
): readonly IndexedApplication[] {
  return [...index.applications.values()].filter((application) => entitlementFor(principal, application).ok);
}

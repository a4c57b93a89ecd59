/**
 * What another site's page may learn, and who builds its buttons. Invariant: an origin is compared as it is; whoever is
 * not listed is told nothing, and what the policy does not say is no.
 */
import { grantIn } from "./entitlement.ts";
import type { IndexedApplication, IndexedPortal, PolicyIndex } from "./policy-index.ts";
import { isShownBy } from "./policy-portals.ts";
import type { Principal } from "./principal.ts";

/** Whether a page of this origin may be told how the person at the browser stands with the application. */
export function mayReadState(
  { portals }: PolicyIndex,
  origin: string | undefined,
  application: string,
): boolean {
  return portals.some(
    ({ portal }) =>
      portal.readsStates &&
      isShownBy(portal, application) &&
      portal.origins.some((listed) => listed === origin),
  );
}

/** The portals whose buttons this person builds: the help desk all, a team its own, everybody else none. */
export function portalsBuiltBy(index: PolicyIndex, principal: Principal): readonly IndexedPortal[] {
  if (grantIn(principal, index.helpDesk) !== undefined) return index.portals;
  return index.portals.filter(({ team }) => grantIn(principal, team) !== undefined);
}

/** The help desk, also while there is no portal, and every portal's team. */
export function mayUseLinkStudio(index: PolicyIndex, principal: Principal): boolean {
  return grantIn(principal, index.helpDesk) !== undefined || portalsBuiltBy(index, principal).length > 0;
}

/** What a portal may show, in policy order. */
export function applicationsShownBy(
  { portal }: IndexedPortal,
  index: PolicyIndex,
): readonly IndexedApplication[] {
  return [...index.applications.values()].filter(({ id }) => isShownBy(portal, id));
}

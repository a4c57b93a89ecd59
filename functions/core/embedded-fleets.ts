/**
 * Which fleets' streams stand in whose pages. The stack of such a fleet must name the hosts that may frame them: the broker's,
 * whose page holds the stream, and those of the portals, whose pages hold the broker's.
 */
import { fleetsOf } from "./application-fleets.ts";
import type { Policy } from "./policy.ts";
import { isShownBy } from "./policy-portals.ts";

/** Hosts of the portals, by the ids of the fleets of what they embed. A fleet that is embedded nowhere is not there. */
export function embeddingHosts({
  applications,
  portals = {},
  embedding,
}: Pick<Policy, "applications" | "portals" | "embedding">): ReadonlyMap<string, ReadonlySet<string>> {
  const hosts = new Map<string, Set<string>>();
  if (embedding === undefined || embedding === null) return hosts;
  for (const portal of Object.values(portals).filter(({ embeds }) => embeds)) {
    const shown = Object.entries(applications).filter(([id]) => isShownBy(portal, id));
    for (const fleet of shown.flatMap(([, application]) => fleetsOf(application))) {
      const known = hosts.get(fleet) ?? new Set();
      for (const origin of portal.origins) known.add(new URL(origin).hostname);
      hosts.set(fleet, known);
    }
  }
  return hosts;
}

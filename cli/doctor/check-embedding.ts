/** Whether the streams that the policy embeds can be framed: the stack must name our page's host, and cookies must reach it. */
import { isShownBy } from "../../functions/core/policy-portals.ts";
import { type AccountCheck, type Finding, found, policyFleets } from "./finding.ts";

export const checkEmbedding: AccountCheck = (policy, facts, { origin }) => {
  const portals = Object.values(policy.portals ?? {}).filter(({ embeds }) => embeds);
  const embedded = new Set(
    Object.entries(policy.applications)
      .filter(([id]) => portals.some((portal) => isShownBy(portal, id)))
      .flatMap(([, { fleets, overflow }]) => [...fleets, ...(overflow?.fleets ?? [])]),
  );
  const host = origin === undefined ? undefined : new URL(origin).hostname;
  return policyFleets(policy, facts)
    .filter(({ id }) => embedded.has(id))
    .flatMap(({ id, fleet, known: { stack } }) => {
      const findings: (Finding | false)[] = [
        stack !== undefined &&
          stack !== "not_found" &&
          host !== undefined &&
          !stack.embedHostDomains.includes(host) &&
          found(
            "fault",
            ["fleets", id, "stack"],
            `is embedded by a portal, and does not let ${host} frame it: add it to the stack's embed host domains`,
          ),
        fleet.customDomain === null &&
          found(
            "warning",
            ["fleets", id],
            "is embedded by a portal and has no `customDomain`: browsers that keep third-party cookies out show nothing there",
          ),
      ];
      return findings.filter((finding) => finding !== false);
    });
};

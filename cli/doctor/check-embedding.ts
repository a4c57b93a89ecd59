/**
 * Whether the streams that the policy embeds can be framed: the stack must name the hosts of our page and of the portals'
 * pages around it, and cookies must reach it.
 */
import { embeddingHosts } from "../../functions/core/embedded-fleets.ts";
import type { AccountStack } from "./account-facts.ts";
import { type AccountCheck, type Finding, found, policyFleets, type Severity } from "./finding.ts";

export const checkEmbedding: AccountCheck = (policy, facts, { origin }) => {
  const embedding = embeddingHosts(policy);
  const ours = origin === undefined ? [] : [new URL(origin).hostname];
  return policyFleets(policy, facts).flatMap(({ id, fleet, known: { stack } }): readonly Finding[] => {
    const portals = embedding.get(id);
    if (portals === undefined) return [];
    const framing = (severity: Severity, hosts: Iterable<string>): readonly Finding[] =>
      keptOut(stack, hosts).map((host) =>
        found(
          severity,
          ["fleets", id, "stack"],
          `is embedded by a portal, and does not let ${host} frame it: add it to the stack's embed host domains`,
        ),
      );
    const noCustomDomain = found(
      "warning",
      ["fleets", id],
      "is embedded by a portal and has no `customDomain`: browsers that keep third-party cookies out show nothing there",
    );
    return [
      ...framing("fault", ours),
      // AWS does not say whether only the page that holds the stream counts, or those around it too.
      ...framing("warning", portals),
      ...(fleet.customDomain === null ? [noCustomDomain] : []),
    ];
  });
};

/** Of a stack that is not known, none. */
function keptOut(stack: AccountStack | "not_found" | undefined, hosts: Iterable<string>): readonly string[] {
  if (stack === undefined || stack === "not_found") return [];
  return [...hosts].filter((host) => !stack.embedHostDomains.includes(host));
}

/**
 * Whether the stacks that are made here let those pages hold their streams in which the policy embeds them. The stream
 * stands in a frame of the broker's page, and that in the portal's. AWS does not say how AppStream enforces its hosts; by
 * `frame-ancestors` every page around the stream would count, so both are wanted.
 */
import { embeddingHosts } from "../../functions/core/embedded-fleets.ts";
import type { Policy } from "../../functions/core/policy.ts";
import type { Deployment, FleetDeclaration } from "./deployment.ts";
import { type DeploymentIssue, inDeployment } from "./deployment-issue.ts";

export function checkEmbedding(
  { domain, streaming }: Deployment,
  policy: Policy,
): readonly DeploymentIssue[] {
  const embedding = embeddingHosts(policy);
  const fleets = (streaming?.fleets ?? []).map((declared, index) => ({
    ...declared,
    original: originalOf(declared, index),
    portals: embedding.get(declared.fleet),
  }));
  // A copy has its original's, written once.
  return [...Map.groupBy(fleets, ({ original }) => original)].flatMap(([original, same]) => {
    const embedded = same.filter(({ portals }) => portals !== undefined);
    const needed = new Set(embedded.flatMap(({ portals = [] }) => [domain.viewer, ...portals]));
    const declared = new Set(same.flatMap(({ embedDomains }) => embedDomains));
    const missing = [...needed].map((host) => `https://${host}`).filter((origin) => !declared.has(origin));
    if (missing.length === 0) return [];
    const ids = embedded.map(({ fleet }) => `\`${fleet}\``).join(", ");
    return [
      inDeployment(
        ["streaming", "fleets", original, "embedDomains"],
        `must have the broker's page and the portals' pages that embed ${ids} by the policy; write [${[...declared, ...missing].join(", ")}]`,
      ),
    ];
  });
}

function originalOf({ place }: FleetDeclaration, index: number): number {
  return Number(place?.[2] ?? index);
}

/**
 * What the policy asks of the edge, and whether this edge can tell. A Regional API knows the address of the connection
 * and nothing of the country it is in, unless the policy asks an IP database.
 */
import type { Policy } from "../../functions/core/policy.ts";
import type { Deployment } from "./deployment.ts";
import { type DeploymentIssue, inPolicy } from "./deployment-issue.ts";

export function checkEdgeEvidence({ edge }: Deployment, policy: Policy): readonly DeploymentIssue[] {
  return edge === "cloudfront" ? [] : [...checkSources(policy), ...checkCountries(policy)];
}

function checkSources({ location }: Policy): readonly DeploymentIssue[] {
  const at = location.sources.indexOf("edge");
  if (at < 0) return [];
  const others = location.sources.filter((source) => source !== "edge");
  return [
    inPolicy(
      ["location", "sources", at],
      `must not be asked for at \`edge: regional\`, which says nothing of where people are; write \`sources: [${others.join(", ")}]\` (it is in the default)`,
    ),
  ];
}

/** The condition asks where the connection comes from, which without CloudFront only a named network proves. */
function checkCountries({ applications, location }: Policy): readonly DeploymentIssue[] {
  if (location.sources.includes("ip_database")) return [];
  const proved = new Set(Object.values(location.networks).map(({ country }) => country));
  return Object.entries(applications)
    .filter(([, { conditions }]) => conditions.countries?.some((country) => proved.has(country)) === false)
    .map(([id]) =>
      inPolicy(
        ["applications", id, "conditions", "countries"],
        "can be proved by nobody at `edge: regional`, since no network of `location.networks` is in one of them; name the networks, ask an `ip_database`, or use `edge: cloudfront`",
      ),
    );
}

/**
 * Instances joined to a directory start sessions for people of that directory only, so AppStream refuses them to
 * CreateStreamingURL (AppStream guide, Active Directory prerequisites): nobody may be sent there by the broker.
 */
import type { Policy } from "../../functions/core/policy.ts";
import type { Deployment } from "./deployment.ts";
import { type DeploymentIssue, entryOf, inDeployment, listed } from "./deployment-issue.ts";

export function checkDirectories({ streaming }: Deployment, policy: Policy): readonly DeploymentIssue[] {
  const fleets = (streaming?.fleets ?? []).map(({ directory, fleet, place }, index) => ({
    path: [...(place ?? ["streaming", "fleets", index]), "directory"],
    fleet,
    isJoined: directory !== null,
  }));
  const bastions = (streaming?.bastions ?? []).map(({ fleet, variant }, index) => ({
    path: ["streaming", "bastions", index, "variant"],
    fleet,
    isJoined: variant === "domain_joined",
  }));
  return [...fleets, ...bastions].flatMap(({ fleet, isJoined, path }) => {
    const applications = isJoined ? launchedOn(fleet, policy) : [];
    if (applications.length === 0) return [];
    return [
      inDeployment(
        path,
        `joins \`${fleet}\` to a domain, and the policy launches ${listed(applications)} on it by streaming URL, which AppStream refuses on domain-joined fleets; leave the fleet unjoined, or take it out of these applications and hand it off by SAML federation`,
      ),
    ];
  });
}

function launchedOn(fleet: string, { applications, fleets }: Policy): readonly string[] {
  if (entryOf(fleets, fleet)?.launchMethod !== "streaming_url") return [];
  return Object.entries(applications)
    .filter(([, application]) => application.fleets.includes(fleet))
    .map(([id]) => id);
}

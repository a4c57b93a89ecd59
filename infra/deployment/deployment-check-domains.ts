/**
 * Domain names: each below the zone that will hold its records, and the origin's its own, which only CloudFront uses.
 */
import type { Deployment } from "./deployment.ts";
import { type DeploymentIssue, inDeployment } from "./deployment-issue.ts";

export function checkDomains({ domain, edge }: Deployment): readonly DeploymentIssue[] {
  const { hostedZoneName: zone, origin, viewer } = domain;
  const issues: readonly (DeploymentIssue | false)[] = [
    !isBelow(viewer, zone) && inDeployment(["domain", "viewer"], outside(zone)),
    origin !== null && !isBelow(origin, zone) && inDeployment(["domain", "origin"], outside(zone)),
    origin === viewer &&
      inDeployment(
        ["domain", "origin"],
        `must be another name than \`domain.viewer\`, which leads to CloudFront; for example origin.${viewer}`,
      ),
    edge === "cloudfront" &&
      origin === null &&
      inDeployment(
        ["domain", "origin"],
        `must be written for \`edge: cloudfront\`: the name CloudFront reaches the Regional APIs by, such as origin.${viewer}`,
      ),
    edge === "regional" &&
      origin !== null &&
      inDeployment(["domain", "origin"], "is for `edge: cloudfront` only; take it out"),
  ];
  return issues.filter((issue) => issue !== false);
}

function isBelow(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}

function outside(zone: string): string {
  return `must be ${zone} or below it, since its records go into that hosted zone`;
}

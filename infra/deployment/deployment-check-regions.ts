/**
 * Regions: AppStream runs in each, and one account can be in all of them.
 */
import { suggestion } from "../../functions/core/closest.ts";
import { APPSTREAM_REGIONS, isAppStreamRegion } from "../../functions/core/regions.ts";
import type { Deployment } from "./deployment.ts";
import { type DeploymentIssue, inDeployment } from "./deployment-issue.ts";

/** Regions of AWS without AppStream, to tell them from slips of the pen. */
const OTHER_REGIONS: readonly string[] = [
  "af-south-1",
  "ap-east-1",
  "ap-east-2",
  "ap-south-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-6",
  "ap-southeast-7",
  "cn-north-1",
  "cn-northwest-1",
  "eu-north-1",
  "me-central-1",
  "me-south-1",
  "mx-central-1",
  "us-west-1",
];

export function checkRegions(deployment: Deployment): readonly DeploymentIssue[] {
  const places = placesOf(deployment);
  const unfit = places.flatMap(({ region, path }) => {
    const message = regionFault(region);
    return message === undefined ? [] : [inDeployment(path, message)];
  });
  const [home] = deployment.regions;
  const apart = places
    .filter(({ region }) => isAppStreamRegion(region) && isGovCloud(region) !== isGovCloud(String(home)))
    .map(({ path }) =>
      inDeployment(
        path,
        `is not in the same partition of AWS as ${home}; no account is in both, so write two deployments`,
      ),
    );
  return [...unfit, ...apart, ...checkEdge(deployment)];
}

function regionFault(region: string): string | undefined {
  if (isAppStreamRegion(region)) return undefined;
  if (!OTHER_REGIONS.includes(region)) {
    return `must be a Region where AppStream runs${suggestion(region, APPSTREAM_REGIONS)}`;
  }
  const nearby = APPSTREAM_REGIONS.filter((other) => other.split("-")[0] === region.split("-")[0]);
  const advice = nearby.length === 0 ? "" : `; nearest by name are ${nearby.join(", ")}`;
  return `is a Region where AppStream does not run${advice}`;
}

function checkEdge({ edge, regions }: Deployment): readonly DeploymentIssue[] {
  if (edge === "regional" || !regions.some(isGovCloud)) return [];
  return [inDeployment(["edge"], "must be `regional` in GovCloud, which has no CloudFront")];
}

/** Everywhere a deployment names a Region to put something in. */
function placesOf({ regions, streaming }: Deployment) {
  const networks = Object.entries(streaming?.networks ?? {});
  return [
    ...regions.map((region, index) => ({ region, path: ["regions", index] })),
    ...networks.map(([id, { region }]) => ({ region, path: ["streaming", "networks", id, "region"] })),
  ];
}

function isGovCloud(region: string): boolean {
  return region.startsWith("us-gov-");
}

/**
 * Certificates: one where each endpoint looks for it, all of the account that is deployed to. Whether they exist and for
 * which names only AWS can say.
 */

import { isAppStreamRegion } from "../../functions/core/regions.ts";
import { EDGE_REGION } from "../broker/names.ts";
import { parseArn } from "./arn.ts";
import type { CertificateSettings, Deployment } from "./deployment.ts";
import { type DeploymentIssue, entryOf, inDeployment } from "./deployment-issue.ts";

type Path = DeploymentIssue["path"];

export function checkCertificates(deployment: Deployment): readonly DeploymentIssue[] {
  const { account, certificates, edge } = deployment;
  return [
    ...(edge === "cloudfront" ? checkCloudFront(deployment) : checkNoCloudFront(certificates)),
    ...checkRegional(deployment),
    ...writtenArns(certificates)
      .filter(([, text]) => ![undefined, account].includes(parseArn(text)?.account))
      .map(([path]) =>
        inDeployment(
          path,
          "is in another account than `account`, and ACM shares no certificates between accounts",
        ),
      ),
  ];
}

function checkCloudFront({ certificates, domain }: Deployment): readonly DeploymentIssue[] {
  const { originClient, viewer } = certificates;
  const needed = "must be written for `edge: cloudfront`";
  const issues: readonly (DeploymentIssue | false)[] = [
    viewer === null &&
      inDeployment(
        ["certificates", "viewer"],
        `${needed}: the ARN of an ACM certificate for ${domain.viewer} in ${EDGE_REGION}`,
      ),
    viewer !== null && elsewhere(["certificates", "viewer"], viewer),
    originClient === null &&
      inDeployment(
        ["certificates", "originClient"],
        `${needed}: the client certificate by which CloudFront proves itself to the Regional APIs; without it anybody could send its headers`,
      ),
    originClient !== null &&
      elsewhere(["certificates", "originClient", "certificate"], originClient.certificate),
    originClient !== null &&
      originClient.certificate === viewer &&
      inDeployment(
        ["certificates", "originClient", "certificate"],
        "must be another certificate than the viewer's: the Regional APIs would have to trust a public authority, and with it everybody's certificates",
      ),
  ];
  return issues.filter((issue) => issue !== false);
}

function elsewhere(path: Path, certificate: string): DeploymentIssue | false {
  const region = parseArn(certificate)?.region;
  if (region === undefined || region === EDGE_REGION) return false;
  return inDeployment(
    path,
    `must be in ${EDGE_REGION}, where CloudFront looks for certificates, not in ${region}; request or import it there as well`,
  );
}

function checkNoCloudFront({ originClient, viewer }: CertificateSettings): readonly DeploymentIssue[] {
  const only = "is for `edge: cloudfront` only; take it out";
  const issues: readonly (DeploymentIssue | false)[] = [
    viewer !== null &&
      inDeployment(
        ["certificates", "viewer"],
        `${only}, the certificates of this edge stand in \`regional\``,
      ),
    originClient !== null && inDeployment(["certificates", "originClient"], only),
  ];
  return issues.filter((issue) => issue !== false);
}

function checkRegional({ certificates, domain, edge, regions }: Deployment): readonly DeploymentIssue[] {
  const { regional } = certificates;
  const name = edge === "cloudfront" ? (domain.origin ?? "`domain.origin`") : domain.viewer;
  const known = regions.filter(isAppStreamRegion);
  const missing = known
    .filter((region) => entryOf(regional, region) === undefined)
    .map((region) =>
      inDeployment(
        ["certificates", "regional", region],
        `${region} has no certificate; write the ARN of an ACM certificate for ${name} in ${region}`,
      ),
    );
  const wrong = Object.entries(regional).flatMap(([region, arn]) => {
    const path = ["certificates", "regional", region];
    const actual = parseArn(arn)?.region;
    // Where a Region is misspelt, this is the fault's echo.
    if (!regions.includes(region) && known.length === regions.length) {
      return [inDeployment(path, "is none of `regions`; take it out, or write the Region there as well")];
    }
    if (actual === undefined || actual === region) return [];
    return [
      inDeployment(
        path,
        `must be in ${region}, not in ${actual}: API Gateway uses certificates of its own Region only`,
      ),
    ];
  });
  return [...missing, ...wrong];
}

function writtenArns({
  originClient,
  regional,
  viewer,
}: CertificateSettings): readonly (readonly [path: Path, arn: string])[] {
  return [
    ...(viewer === null ? [] : [[["certificates", "viewer"], viewer] as const]),
    ...Object.entries(regional).map(([region, arn]) => [["certificates", "regional", region], arn] as const),
    ...(originClient === null
      ? []
      : [[["certificates", "originClient", "certificate"], originClient.certificate] as const]),
  ];
}

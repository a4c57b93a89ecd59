/**
 * Does a well-shaped deployment make sense, by itself and with the policy beside it? Every check looks at the whole and
 * returns all it finds.
 */
import type { Policy } from "../../functions/core/policy.ts";
import type { Deployment } from "./deployment.ts";
import { checkAccount } from "./deployment-check-account.ts";
import { checkBastionPolicy, checkBastions } from "./deployment-check-bastions.ts";
import { checkCapacity } from "./deployment-check-capacity.ts";
import { checkCertificates } from "./deployment-check-certificates.ts";
import { checkDirectories } from "./deployment-check-directories.ts";
import { checkDomains } from "./deployment-check-domains.ts";
import { checkEdgeEvidence } from "./deployment-check-edge.ts";
import { checkEgress } from "./deployment-check-egress.ts";
import { checkEmbedding } from "./deployment-check-embedding.ts";
import { checkFleets } from "./deployment-check-fleets.ts";
import { checkIpDatabase } from "./deployment-check-ip-database.ts";
import { checkNetworks } from "./deployment-check-networks.ts";
import { checkDeployable, checkOwnSecrets, checkSigningKeys } from "./deployment-check-policy.ts";
import { checkPortalRates } from "./deployment-check-rates.ts";
import { checkReferences } from "./deployment-check-references.ts";
import { checkRegions } from "./deployment-check-regions.ts";
import { type DeploymentIssue, inDeployment } from "./deployment-issue.ts";
import type { DeploymentReading } from "./deployment-schema.ts";

const CHECKS: readonly ((deployment: Deployment) => readonly DeploymentIssue[])[] = [
  checkRegions,
  checkDomains,
  checkCertificates,
  checkAccount,
  checkNetworks,
  checkEgress,
  checkCapacity,
  checkFleets,
  checkBastions,
];

const CHECKS_WITH_POLICY: readonly ((
  deployment: Deployment,
  policy: Policy,
) => readonly DeploymentIssue[])[] = [
  checkEdgeEvidence,
  checkIpDatabase,
  checkSigningKeys,
  checkOwnSecrets,
  checkReferences,
  checkDirectories,
  checkBastionPolicy,
  checkPortalRates,
  checkEmbedding,
];

/** With the faults of shape; `others` are what the files beside the deployment were found to be. */
export function checkReading(
  { deployment, issues }: DeploymentReading,
  policy: Policy | null,
  others: readonly DeploymentIssue[] = [],
): readonly DeploymentIssue[] {
  const found = [...(deployment === null ? [] : checkDeployment(deployment, policy)), ...others];
  return [
    ...issues.map(({ path, message }) => inDeployment(path, message)),
    // Where the shape is wrong, what a check makes of the stand-in says nothing.
    ...found.filter(
      ({ file, path }) => file === "policy" || !issues.some((issue) => leadsTo(issue.path, path)),
    ),
  ];
}

/** Without a policy, what can be said of the deployment alone. */
function checkDeployment(deployment: Deployment, policy: Policy | null): readonly DeploymentIssue[] {
  const alone = CHECKS.flatMap((check) => check(deployment));
  if (policy === null) return alone;
  return [
    ...alone,
    ...checkDeployable(policy),
    ...CHECKS_WITH_POLICY.flatMap((check) => check(deployment, policy)),
  ];
}

function leadsTo(path: DeploymentIssue["path"], longer: DeploymentIssue["path"]): boolean {
  return path.length > 0 && path.every((key, index) => longer[index] === key);
}

/**
 * What the account must own or take: the permissions boundary, the tags, and concurrency within Lambda's quota.
 */
import { laterClaims } from "../../functions/core/first-claims.ts";
import { parseArn } from "./arn.ts";
import type { Deployment } from "./deployment.ts";
import { type DeploymentIssue, inDeployment } from "./deployment-issue.ts";

/** Lambda keeps so many for functions that reserve none (API reference, PutFunctionConcurrency). */
const UNRESERVED_CONCURRENCY = 100;

export function checkAccount(deployment: Deployment): readonly DeploymentIssue[] {
  return [
    ...checkBoundary(deployment),
    ...checkTags(deployment),
    ...checkProvisioned(deployment),
    ...checkConcurrency(deployment),
    ...checkLimits(deployment),
  ];
}

function checkBoundary({ account, permissionsBoundary }: Deployment): readonly DeploymentIssue[] {
  const owner = permissionsBoundary === null ? undefined : parseArn(permissionsBoundary)?.account;
  if (owner === undefined || owner === account || owner === "aws") return [];
  return [
    inDeployment(
      ["permissionsBoundary"],
      "is a policy of another account than `account`; IAM takes only the account's own or AWS's",
    ),
  ];
}

/** IAM takes `Owner` and `owner` for one key, and refuses a role that has both. */
function checkTags({ tags }: Deployment): readonly DeploymentIssue[] {
  return laterClaims(
    Object.keys(tags).map((name) => ({ name, key: name.toLowerCase() })),
    (later, first) =>
      inDeployment(
        ["tags", later.name],
        `differs from \`${first.name}\` by case only, which IAM does not tell apart`,
      ),
  );
}

function checkProvisioned({ functions }: Deployment): readonly DeploymentIssue[] {
  return Object.entries(functions).flatMap(([name, { provisioned, reservedConcurrency }]) => {
    if (provisioned === null || reservedConcurrency === null) return [];
    if (provisioned.environments <= reservedConcurrency) return [];
    return [
      inDeployment(
        ["functions", name, "provisioned", "environments"],
        `must be at most \`reservedConcurrency\` (${reservedConcurrency}), which they are part of`,
      ),
    ];
  });
}

/** Environments of a function that reserves nothing come out of the common pool. */
function checkConcurrency({ functions, quotas }: Deployment): readonly DeploymentIssue[] {
  const shares = Object.entries(functions)
    .map(([name, { provisioned, reservedConcurrency }]) => ({
      name,
      share: reservedConcurrency ?? provisioned?.environments ?? 0,
    }))
    .filter(({ share }) => share > 0);
  const total = shares.reduce((sum, { share }) => sum + share, 0);
  const available = Math.max(0, quotas.lambdaConcurrency - UNRESERVED_CONCURRENCY);
  if (total <= available) return [];
  const each = shares.map(({ name, share }) => `${name} ${share}`).join(", ");
  return [
    inDeployment(
      ["functions"],
      `keep ${total} executions to themselves (${each}), but each Region has ${quotas.lambdaConcurrency} and Lambda leaves ${UNRESERVED_CONCURRENCY} unreserved: at most ${available}; lower them, or write \`quotas.lambdaConcurrency\` if AWS has raised it`,
    ),
  ];
}

function checkLimits({ limits }: Deployment): readonly DeploymentIssue[] {
  if (limits.signInsPerAddress <= limits.requestsPerAddress) return [];
  return [
    inDeployment(
      ["limits", "signInsPerAddress"],
      `must be at most \`requestsPerAddress\` (${limits.requestsPerAddress}), which counts sign-ins as well`,
    ),
  ];
}

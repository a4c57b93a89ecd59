/**
 * Does the firewall let through what the policy permits a portal? It counts by address, a portal's server may have one,
 * and its answer says neither how the portal stands nor when to come again.
 */
import type { Policy } from "../../functions/core/policy.ts";
import type { RatePolicy } from "../../functions/core/policy-portal-api.ts";
import type { Deployment } from "./deployment.ts";
import { type DeploymentIssue, inDeployment } from "./deployment-issue.ts";

/** The firewall's (infra/edge/web-acl-rules.ts). */
const WINDOW_SECONDS = 300;

export function checkPortalRates(
  { limits: { waitingRequestsPerAddress } }: Deployment,
  { api }: Policy,
): readonly DeploymentIssue[] {
  const issuers = Object.values(api?.issuers ?? {});
  if (api === undefined || issuers.every(({ clients }) => Object.keys(clients).length === 0)) return [];
  const { client, address } = api.rates;
  const most = Math.max(inFiveMinutes(client), inFiveMinutes(address));
  if (most <= waitingRequestsPerAddress) return [];
  return [
    inDeployment(
      ["limits", "waitingRequestsPerAddress"],
      `must be at least ${most}: by \`api.rates\` of the policy a portal may ask so often in five minutes, perhaps from one address; raise it, or lower \`client\` and \`address\` there`,
    ),
  ];
}

/** A window that is longer may be used up at once. */
function inFiveMinutes({ requests, seconds }: RatePolicy): number {
  return requests * Math.ceil(WINDOW_SECONDS / seconds);
}

/**
 * Does a well-shaped policy make sense? Every rule here finds what can never work or is unsafe, and stops a deployment.
 * What is legal but probably not meant is a warning (policy-warnings.ts).
 */
import type { Policy } from "./policy.ts";
import { approvalRules } from "./policy-check-approval.ts";
import { brandingRules } from "./policy-check-branding.ts";
import { capacityRules } from "./policy-check-capacity.ts";
import { cookieRules } from "./policy-check-cookies.ts";
import { fleetRules } from "./policy-check-fleets.ts";
import { handoverRules } from "./policy-check-handover.ts";
import { homeRegionRules } from "./policy-check-home-regions.ts";
import { identityRules } from "./policy-check-identity.ts";
import { limitRules } from "./policy-check-limits.ts";
import { networkRules } from "./policy-check-networks.ts";
import { portalApiRules } from "./policy-check-portal-api.ts";
import { portalRules } from "./policy-check-portals.ts";
import { referenceRules } from "./policy-check-references.ts";
import { samlRules } from "./policy-check-saml.ts";
import { stackRules } from "./policy-check-stacks.ts";
import { tokenRules } from "./policy-check-tokens.ts";
import { useRules } from "./policy-check-use.ts";
import { wallRules } from "./policy-check-walls.ts";
import { findingsOf, type PolicyRules } from "./policy-rules.ts";
import type { PolicyIssue } from "./policy-schema.ts";

const errorRules: PolicyRules = {
  ...identityRules,
  ...samlRules,
  ...fleetRules,
  ...referenceRules,
  ...stackRules,
  ...networkRules,
  ...homeRegionRules,
  ...wallRules,
  ...capacityRules,
  ...limitRules,
  ...brandingRules,
  ...handoverRules,
  ...cookieRules,
  ...tokenRules,
  ...portalRules,
  ...useRules,
  ...approvalRules,
  ...portalApiRules,
};

/** For the table of rules in the documentation. */
export const ERROR_RULES: readonly string[] = Object.keys(errorRules);

export function checkPolicy(policy: Policy): readonly PolicyIssue[] {
  return findingsOf(errorRules, policy);
}

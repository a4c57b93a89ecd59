/**
 * What a policy may say but probably does not mean. Warnings never stop a deployment.
 */
import type { Policy } from "./policy.ts";
import { approvalWarnings } from "./policy-check-approval.ts";
import { findingsOf, type PolicyRules } from "./policy-rules.ts";
import type { PolicyIssue } from "./policy-schema.ts";
import { applicationWarnings } from "./policy-warning-applications.ts";
import { conditionWarnings } from "./policy-warning-conditions.ts";
import { contextWarnings } from "./policy-warning-context.ts";
import { desktopWarnings } from "./policy-warning-desktops.ts";
import { identityWarnings } from "./policy-warning-identity.ts";
import { jurisdictionWarnings } from "./policy-warning-jurisdictions.ts";
import { limitWarnings } from "./policy-warning-limits.ts";
import { preferenceWarnings } from "./policy-warning-preferences.ts";
import { residencyWarnings } from "./policy-warning-residency.ts";
import { tokenWarnings } from "./policy-warning-tokens.ts";
import { unusedWarnings } from "./policy-warning-unused.ts";

const warningRules: PolicyRules = {
  ...applicationWarnings,
  ...conditionWarnings,
  ...contextWarnings,
  ...desktopWarnings,
  ...identityWarnings,
  ...jurisdictionWarnings,
  ...limitWarnings,
  ...preferenceWarnings,
  ...residencyWarnings,
  ...tokenWarnings,
  ...unusedWarnings,
  ...approvalWarnings,
};

/** For the table of rules in the documentation. */
export const WARNING_RULES: readonly string[] = Object.keys(warningRules);

export function policyWarnings(policy: Policy): readonly PolicyIssue[] {
  return findingsOf(warningRules, policy);
}

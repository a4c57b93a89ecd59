/**
 * Everything the linter has to say of a policy at once: what stops a deployment, and what is probably not meant. What
 * can still be read of a faulty policy is warned of as well.
 */
import type { Policy } from "./policy.ts";
import { checkPolicy } from "./policy-checks.ts";
import { type PolicyIssue, readShape } from "./policy-schema.ts";
import { policyWarnings } from "./policy-warnings.ts";

export interface PolicyLint {
  /** Undefined where there are errors. */
  readonly policy: Policy | undefined;
  readonly errors: readonly PolicyIssue[];
  readonly warnings: readonly PolicyIssue[];
}

export function lintPolicy(input: unknown): PolicyLint {
  const { issues, rest } = readShape(input);
  if (rest === undefined) return { policy: undefined, errors: issues, warnings: [] };
  const errors = [...issues, ...rest.tellable(checkPolicy(rest.policy))];
  const warnings = rest.tellable(policyWarnings(rest.policy));
  return { policy: errors.length > 0 ? undefined : rest.policy, errors, warnings };
}

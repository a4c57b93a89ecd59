/** What a changed policy is warned of, as `path message` lines. */
import { policyWarnings } from "../../functions/core/policy-warnings.ts";
import { aCarefulPolicyInput, type Json, withValue } from "./policies.ts";
import { issueLines, policyOf } from "./policy-issues.ts";

export type Change = readonly [path: readonly (string | number)[], value: Json | undefined];

/** By one rule alone, after changes to a policy that has none. */
export function warningsBy(rule: string, ...changes: readonly Change[]): readonly string[] {
  const input = changes.reduce(
    (before, [path, value]) => withValue(path, value, before),
    aCarefulPolicyInput(),
  );
  return issueLines(policyWarnings(policyOf(input)).filter((issue) => issue.rule === rule));
}

/** By every rule. */
export function warningsOf(input: Json): readonly string[] {
  return issueLines(policyWarnings(policyOf(input)));
}

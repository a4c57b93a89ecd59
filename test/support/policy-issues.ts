/** What a changed policy is refused for, as `path message` lines, and what an accepted one became. */
import type { Policy } from "../../functions/core/policy.ts";
import { type PolicyIssue, parsePolicy } from "../../functions/core/policy-schema.ts";
import { type Json, withValue } from "./policies.ts";

export function issueLines(issues: readonly PolicyIssue[]): readonly string[] {
  return issues.map(({ path, message }) => `${path.join(".")} ${message}`);
}

/** Empty where the policy is accepted. */
export function issuesOf(input: unknown): readonly string[] {
  const policy = parsePolicy(input);
  return policy.ok ? [] : issueLines(policy.error);
}

/** The messages of the issues at exactly this path after the value there was replaced. */
export function messagesAt(path: readonly (string | number)[], value: Json | undefined): readonly string[] {
  const policy = parsePolicy(withValue(path, value));
  if (policy.ok) return [];
  return policy.error
    .filter((issue) => issue.path.join(".") === path.join("."))
    .map((issue) => issue.message);
}

export function policyOf(input: unknown): Policy {
  const policy = parsePolicy(input);
  if (!policy.ok) throw new Error(issueLines(policy.error).join("\n"));
  return policy.value;
}

/**
 * A rule of the linter looks at the whole policy and says everything it finds. Its id is what programs, tickets and
 * docs/policy-rules.md know it by, so it never changes; its message may.
 */
import type { Policy } from "./policy.ts";
import type { PolicyIssue } from "./policy-schema.ts";

export type PolicyRule = (policy: Policy) => readonly PolicyIssue[];

/** By id, in snake_case. */
export type PolicyRules = Readonly<Record<string, PolicyRule>>;

/** In the order of the rules. */
export function findingsOf(rules: PolicyRules, policy: Policy): readonly PolicyIssue[] {
  return Object.entries(rules).flatMap(([rule, find]) => find(policy).map((issue) => ({ rule, ...issue })));
}

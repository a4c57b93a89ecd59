/** What a check of the account found: how bad it is, where the policy says otherwise, and what to do. */
import type { Policy } from "../../functions/core/policy.ts";
import type { PolicyIssue } from "../../functions/core/policy-schema.ts";
import type { AccountFacts, FleetFacts } from "./account-facts.ts";

/**
 * `fault`: launches fail, or go wrong. `warning`: they may, or something is probably not meant. `info`: good to know.
 * `unchecked`: nobody knows, since AppStream did not say.
 */
export type Severity = "fault" | "warning" | "info" | "unchecked";

export interface Finding extends PolicyIssue {
  readonly severity: Severity;
}

/** What the policy does not say and a check wants to know. */
export interface CheckContext {
  readonly nowEpochSeconds: number;
  /** The broker's, such as `https://stream.example.com`; undefined: not told. */
  readonly origin: string | undefined;
  /** The AWS account that is meant; undefined: whichever answers. */
  readonly account: string | undefined;
}

/** Pure: the same policy and facts give the same findings. What is not known gives none. */
export type AccountCheck = (policy: Policy, facts: AccountFacts, context: CheckContext) => readonly Finding[];

export function found(severity: Severity, path: PolicyIssue["path"], message: string): Finding {
  return { severity, path, message };
}

/** Each fleet of the policy with what is known of it. */
export function policyFleets(policy: Policy, facts: AccountFacts) {
  return Object.entries(policy.fleets).flatMap(([id, fleet]) => {
    const known: FleetFacts | undefined = facts.fleets.get(id);
    return known === undefined ? [] : [{ id, fleet, known }];
  });
}

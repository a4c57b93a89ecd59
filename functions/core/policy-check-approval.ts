/** Approvals that nobody can give, or that only one person can. */

import { audienceFaults } from "./audience-faults.ts";
import type { Policy } from "./policy.ts";
import type { ApprovalPolicy } from "./policy-approval.ts";
import { isNobody } from "./policy-audience.ts";
import type { PolicyRules } from "./policy-rules.ts";
import type { PolicyIssue } from "./policy-schema.ts";

export const approvalRules = {
  approvers_nobody: (policy) =>
    ofApprovals(policy, (approval, path) =>
      isNobody(approval.approvers)
        ? [{ path, message: "must name somebody: nobody could ever open this application" }]
        : [],
    ),
  approver_audience: (policy) =>
    ofApprovals(policy, ({ approvers }, path) => audienceFaults(approvers, path, policy)),
} satisfies PolicyRules;

export const approvalWarnings = {
  approver_alone: (policy) =>
    ofApprovals(policy, ({ approvers }, path) =>
      isOnePerson(approvers)
        ? [
            {
              path,
              message:
                "is one person: the application opens to nobody while they are away, and never to themselves; name a group, or a second person",
            },
          ]
        : [],
    ),
} satisfies PolicyRules;

function isOnePerson({ groups, groupsByProvider = {}, subjects }: ApprovalPolicy["approvers"]): boolean {
  return [...groups, ...Object.values(groupsByProvider).flat()].length === 0 && subjects.length === 1;
}

function ofApprovals(
  { applications }: Policy,
  find: (approval: ApprovalPolicy, approversPath: PolicyIssue["path"]) => readonly PolicyIssue[],
): readonly PolicyIssue[] {
  return Object.entries(applications).flatMap(([id, { approval }]) =>
    approval ? find(approval, ["applications", id, "approval", "approvers"]) : [],
  );
}

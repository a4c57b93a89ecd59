/** A request for approval, its answer and the people around it; a test changes the one thing it is about. */
import type { ApprovalDecision, ApprovalGrant, ApprovalRequest } from "../../functions/core/approval.ts";
import type { ApprovalPolicy } from "../../functions/core/policy-approval.ts";
import { aPrincipal, WEDNESDAY_NOON } from "./core-builders.ts";

export const APPROVAL_ID = "eu-west-1.AAAAAAAAAAAAAAAAAAAAAA";

export const APPROVAL: ApprovalPolicy = {
  approvers: { groups: ["chiefs"], subjects: [] },
  grantSeconds: 3_600,
  requestSeconds: 7_200,
  minReasonLength: 10,
  notify: null,
};

export const ANA = aPrincipal();
export const BEN = aPrincipal({
  ...{ subject: "chief-1", userId: "u-ben", email: "ben@campus.example", displayName: "Ben Ito" },
  groups: ["chiefs"],
});

const identity = ({ identityProvider, subject, userId }: typeof ANA) => ({
  ...{ identityProvider, subject, userId },
});

export function aRequest(overrides: Partial<ApprovalRequest> = {}): ApprovalRequest {
  return {
    id: APPROVAL_ID,
    application: "atlas",
    requester: identity(ANA),
    reason: "the night batch has to be started by hand",
    askedAt: WEDNESDAY_NOON,
    answerUntil: WEDNESDAY_NOON + 7_200,
    ...overrides,
  };
}

export function aDecision(overrides: Partial<ApprovalDecision> = {}): ApprovalDecision {
  return {
    verdict: "approved",
    approver: identity(BEN),
    comment: null,
    decidedAt: WEDNESDAY_NOON + 60,
    openUntil: WEDNESDAY_NOON + 3_660,
    ...overrides,
  };
}

export function aGrant(overrides: Partial<ApprovalGrant> = {}): ApprovalGrant {
  return {
    id: APPROVAL_ID,
    application: "atlas",
    requester: identity(ANA),
    approver: identity(BEN),
    grantedAt: WEDNESDAY_NOON + 60,
    until: WEDNESDAY_NOON + 3_660,
    ...overrides,
  };
}

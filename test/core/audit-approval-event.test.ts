import { describe, expect, it } from "vitest";
import {
  approvalDecidedEvent,
  approvalExpiredEvent,
  approvalRequestedEvent,
} from "../../functions/core/audit-approval-event.ts";
import { APPROVAL_ID, aDecision, aRequest } from "../support/approval-builders.ts";

const STAMP = { time: "2026-07-08T10:00:00.000Z", correlationId: "0123-4567-89AB-CDEF" };
const request = aRequest();
const same = {
  ...{ schema: "streamgate.audit.v1", ...STAMP, severity: "info" },
  ...{ principal: request.requester, approvalId: APPROVAL_ID, application: "atlas", reason: request.reason },
};

describe("the events of approvals", () => {
  it("say who asked for what and why, and no name or address", () => {
    expect(approvalRequestedEvent(STAMP, request)).toStrictEqual({
      ...{ ...same, event: "approval_requested", outcome: "requested" },
      ...{ approver: null, comment: null, until: request.answerUntil },
    });
  });

  it("say who approved it, and until when", () => {
    const decision = aDecision({ comment: "go ahead" });
    expect(approvalDecidedEvent(STAMP, request, decision)).toStrictEqual({
      ...{ ...same, event: "approval_granted", outcome: "granted" },
      ...{ approver: decision.approver, comment: "go ahead", until: decision.openUntil },
    });
  });

  it("say who refused it", () => {
    const decision = aDecision({ verdict: "refused", openUntil: null });
    expect(approvalDecidedEvent(STAMP, request, decision)).toMatchObject({
      ...{ event: "approval_refused", outcome: "refused", approver: decision.approver, until: null },
    });
  });

  it("say that nobody answered in time", () => {
    expect(approvalExpiredEvent(STAMP, request)).toMatchObject({
      ...{ event: "approval_expired", outcome: "expired", approver: null, until: request.answerUntil },
    });
  });
});

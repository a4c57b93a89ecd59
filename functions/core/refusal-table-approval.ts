/** The rows of just-in-time approval in the table of refusals (refusal.ts). */

const denied = { status: 403, code: "access_denied" } as const;
const conflict = { status: 409, code: "conflict" } as const;

export const APPROVAL_REFUSALS = {
  approval_required: { ...denied, page: "approval_needed" },
  /** Closed, not open: nobody gets in because a table is away. */
  approval_store_unavailable: {
    status: 503,
    code: "unavailable",
    page: "unexpected",
    operatorFault: true,
  },
  approval_form_invalid: { status: 400, code: "invalid_request", page: "invalid_link" },
  approval_reason_invalid: { status: 400, code: "invalid_request", page: "approval_needed" },
  approval_limit: { ...conflict, page: "approval_limit" },
  /** Also for everybody whom a request is none of the business of. */
  approval_not_found: { status: 404, code: "not_found", page: "not_found" },
  approval_by_requester: { ...denied, page: "approval_own" },
  approval_over: { ...conflict, page: "approval_over" },
} as const;

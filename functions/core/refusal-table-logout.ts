/**
 * The rows of what ends sessions in the table of refusals. A logout token has one row with the rule that it broke: its
 * sender gets the same answer to all of them.
 */

const ourFault = { status: 503, code: "unavailable", page: "unexpected", operatorFault: true } as const;

export const LOGOUT_REFUSALS = {
  // The broker session
  session_store_unavailable: ourFault,
  person_disabled: { status: 403, code: "access_denied", page: "access_disabled" },

  // The logout token (OpenID Connect Back-Channel Logout 1.0 §2.6)
  logout_token_invalid: { status: 400, code: "invalid_request", page: "sign_out_failed" },
  logout_not_everywhere: { ...ourFault, page: "sign_out_failed" },
} as const;

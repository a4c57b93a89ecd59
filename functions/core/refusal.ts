/**
 * Every way the broker says no: the exact reason for operators, a coarse public code for everybody else.
 * Reasons are snake_case, stable, and an interface for dashboards; evidence never holds a token, an assertion,
 * a cookie, an e-mail address or a streaming URL.
 */

import { APPROVAL_REFUSALS } from "./refusal-table-approval.ts";
import { CONTEXT_REFUSALS } from "./refusal-table-context.ts";
import { LOGOUT_REFUSALS } from "./refusal-table-logout.ts";
import { PORTAL_REFUSALS } from "./refusal-table-portal.ts";
import { SAML_REFUSALS } from "./refusal-table-saml.ts";

type PublicCode =
  | "unauthenticated"
  | "access_denied"
  | "context_refused"
  | "invalid_request"
  | "not_found"
  | "conflict"
  | "idempotency_key_reused"
  | "rate_limited"
  | "unavailable";

/** Which page a browser gets. Several reasons share a page, so that a page is no oracle. */
export type PageKey =
  | "not_this_way"
  | "not_found"
  | "no_sign_in"
  | "invalid_link"
  | "no_access"
  | "no_link_studio"
  | "no_help_desk"
  | "mfa_required"
  | "outside_hours"
  | "not_from_here"
  | "sign_in_expired"
  | "sign_in_interrupted"
  | "sign_in_cancelled"
  | "sign_in_failed"
  | "sign_out_failed"
  | "too_many_groups"
  | "provider_down"
  | "no_capacity"
  | "maintenance"
  | "not_running"
  | "session_gone"
  | "session_still_open"
  | "session_limit"
  | "time_budget"
  | "application_full"
  | "approval_needed"
  | "approval_limit"
  | "approval_own"
  | "approval_over"
  | "broken_setup"
  | "not_embeddable"
  | "signed_out_needed"
  | "access_disabled"
  | "unexpected";

export type RefusalReason = keyof typeof REFUSALS;

/** Flat, bounded facts that help an operator; values are ours or from the policy, never echoed from a request. */
export type Evidence = Readonly<Record<string, string | number | boolean | null>>;

export interface Refusal<R extends RefusalReason = RefusalReason> {
  readonly reason: R;
  readonly evidence: Evidence;
}

interface Presentation {
  readonly status: 400 | 401 | 403 | 404 | 409 | 422 | 429 | 500 | 503;
  readonly code: PublicCode;
  readonly page: PageKey;
  /** An operator must act: the set-up, not the person or the moment, is at fault. */
  readonly operatorFault?: true;
}

const unauthenticated = { status: 401, code: "unauthenticated", page: "signed_out_needed" } as const;
const badLink = { status: 400, code: "invalid_request", page: "invalid_link" } as const;
const denied = { status: 403, code: "access_denied" } as const;
const expired = { status: 400, code: "invalid_request", page: "sign_in_expired" } as const;
const signInFailed = { status: 403, code: "access_denied", page: "sign_in_failed" } as const;
const providerDown = { status: 503, code: "unavailable", page: "provider_down" } as const;
const noCapacity = { status: 503, code: "unavailable", page: "no_capacity" } as const;
/** Our own table is away or our set-up unusable: nobody's place is taken, no provider is down, an operator must know. */
const ourFault = { status: 503, code: "unavailable", page: "unexpected", operatorFault: true } as const;
/** Another sign-in may have its home in a Region that answers, so the person is told to begin again. */
const interrupted = { ...ourFault, page: "sign_in_interrupted" } as const;
const brokenSetup = { status: 503, code: "unavailable", page: "broken_setup", operatorFault: true } as const;

/** One row a reason; the reason's type is this table's keys, so a reason without a presentation cannot exist. */
export const REFUSALS = {
  // The request
  edge_required: { ...denied, page: "not_this_way", operatorFault: true },
  not_signed_in: unauthenticated,
  application_unknown: { status: 404, code: "not_found", page: "not_found" },
  identity_provider_unknown: { status: 404, code: "not_found", page: "no_sign_in" },
  context_not_declared: badLink,
  context_invalid: badLink,
  client_invalid: badLink,
  overflow_invalid: badLink,
  waiting_ticket_missing: badLink,
  parameter_repeated: badLink,
  return_page_unknown: badLink,
  not_a_navigation: badLink,
  cross_site_request: { ...denied, page: "invalid_link" },

  // A stream inside another page
  embedding_not_allowed: { ...denied, page: "not_embeddable" },
  embedding_not_possible: { status: 409, code: "conflict", page: "not_embeddable" },

  // The decision
  not_in_audience: { ...denied, page: "no_access" },
  mfa_required: { ...denied, page: "mfa_required" },
  network_not_allowed: { ...denied, page: "not_from_here" },
  outside_hours: { ...denied, page: "outside_hours" },
  country_not_allowed: { ...denied, page: "not_from_here" },
  outside_residency_wall: { ...denied, page: "not_from_here" },

  // The moment
  no_fleet_open: { ...noCapacity, page: "not_running", operatorFault: true },
  in_maintenance: { status: 503, code: "unavailable", page: "maintenance" },
  streaming_session_gone: { status: 409, code: "conflict", page: "session_gone" },
  sessions_form_invalid: badLink,
  streaming_session_not_ended: { ...noCapacity, page: "session_still_open" },
  session_limit_reached: { status: 409, code: "conflict", page: "session_limit" },
  time_budget_spent: { ...denied, page: "time_budget" },
  application_full: { ...noCapacity, page: "application_full" },
  use_store_unavailable: ourFault,

  // The catalogue
  favourite_invalid: badLink,
  favourite_not_kept: ourFault,

  // The approval by somebody else
  ...APPROVAL_REFUSALS,

  // The question of an operator
  not_a_portal_team: { ...denied, page: "no_link_studio" },
  not_an_operator: { ...denied, page: "no_help_desk" },
  explain_request_invalid: badLink,
  help_desk_request_invalid: badLink,
  launch_not_found: { status: 404, code: "not_found", page: "not_found" },
  launch_archive_unavailable: ourFault,

  // The streaming URL
  no_candidate_available: noCapacity,
  launch_deadline_exceeded: noCapacity,
  launch_record_not_written: ourFault,
  appstream_setup_fault: brokenSetup,
  streaming_request_invalid: brokenSetup,
  streaming_url_foreign_host: brokenSetup,

  // The login transaction
  callback_malformed: expired,
  login_transaction_missing: expired,
  login_transaction_unreadable: expired,
  login_transaction_expired: expired,
  login_transaction_used: expired,
  login_transaction_other_provider: expired,
  home_region_unknown: expired,
  login_store_unavailable: interrupted,

  // The identity provider
  sign_in_cancelled: { ...denied, page: "sign_in_cancelled" },
  provider_error: signInFailed,
  provider_unavailable: providerDown,
  provider_metadata_invalid: { ...providerDown, operatorFault: true },
  client_secret_unavailable: { ...providerDown, operatorFault: true },
  provider_client_rejected: { ...providerDown, operatorFault: true },
  authorization_response_issuer: signInFailed,
  authorization_response_invalid: signInFailed,
  token_response_invalid: signInFailed,
  code_rejected: expired,

  // The ID token (OIDC Core §3.1.3.7, RFC 8725)
  id_token_malformed: signInFailed,
  id_token_header: signInFailed,
  id_token_algorithm: signInFailed,
  id_token_key: signInFailed,
  id_token_signature: signInFailed,
  id_token_issuer: signInFailed,
  id_token_audience: signInFailed,
  id_token_authorized_party: signInFailed,
  id_token_claim_missing: signInFailed,
  id_token_claim_invalid: signInFailed,
  id_token_expired: signInFailed,
  id_token_not_yet_valid: signInFailed,
  id_token_issued_in_future: signInFailed,
  id_token_too_old: signInFailed,
  id_token_nonce: signInFailed,
  id_token_hash: signInFailed,
  id_token_subject: signInFailed,
  id_token_authentication_age: signInFailed,

  // The SAML response
  ...SAML_REFUSALS,

  // The redemption of a session context
  ...CONTEXT_REFUSALS,

  // What ends sessions
  ...LOGOUT_REFUSALS,
  // The Portal API
  ...PORTAL_REFUSALS,

  // The principal
  user_id_unusable: { ...signInFailed, operatorFault: true },
  session_too_large: { ...signInFailed, operatorFault: true },

  setup_invalid: ourFault,
  unexpected_error: { status: 500, code: "unavailable", page: "unexpected", operatorFault: true },
} as const satisfies Record<string, Presentation>;

export function refusal<R extends RefusalReason>(reason: R, evidence: Evidence = {}): Refusal<R> {
  return { reason, evidence };
}

export function presentationOf(reason: RefusalReason): Presentation {
  return REFUSALS[reason];
}

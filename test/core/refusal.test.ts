import { describe, expect, it } from "vitest";
import { presentationOf, REFUSALS, type RefusalReason, refusal } from "../../functions/core/refusal.ts";

interface Row {
  readonly status: number;
  readonly code: string;
  readonly page: string;
  readonly operatorFault?: true;
  readonly reasons: readonly RefusalReason[];
}

/** Reasons, statuses and codes are an interface for dashboards: changing a row is a breaking change. */
const CONTRACT: readonly Row[] = [
  { status: 401, code: "unauthenticated", page: "signed_out_needed", reasons: ["not_signed_in"] },
  {
    status: 403,
    code: "access_denied",
    page: "not_this_way",
    operatorFault: true,
    reasons: ["edge_required"],
  },
  { status: 404, code: "not_found", page: "not_found", reasons: ["application_unknown", "launch_not_found"] },
  { status: 404, code: "not_found", page: "no_sign_in", reasons: ["identity_provider_unknown"] },
  {
    status: 400,
    code: "invalid_request",
    page: "invalid_link",
    reasons: [
      "context_not_declared",
      "context_invalid",
      "client_invalid",
      "overflow_invalid",
      "waiting_ticket_missing",
      "parameter_repeated",
      "not_a_navigation",
      "explain_request_invalid",
    ],
  },
  { status: 403, code: "access_denied", page: "invalid_link", reasons: ["cross_site_request"] },
  { status: 403, code: "access_denied", page: "no_access", reasons: ["not_in_audience", "not_an_operator"] },
  { status: 403, code: "access_denied", page: "mfa_required", reasons: ["mfa_required"] },
  { status: 403, code: "access_denied", page: "outside_hours", reasons: ["outside_hours"] },
  {
    status: 403,
    code: "access_denied",
    page: "sign_out_failed",
    reasons: ["saml_logout_unsigned", "saml_logout_signature", "saml_logout_invalid"],
  },
  {
    status: 403,
    code: "access_denied",
    page: "not_from_here",
    reasons: ["network_not_allowed", "country_not_allowed", "outside_residency_wall"],
  },
  {
    status: 503,
    code: "unavailable",
    page: "no_capacity",
    reasons: ["no_candidate_available", "launch_deadline_exceeded"],
  },
  {
    status: 503,
    code: "unavailable",
    page: "not_running",
    operatorFault: true,
    reasons: ["no_fleet_open"],
  },
  { status: 503, code: "unavailable", page: "session_still_open", reasons: ["streaming_session_not_ended"] },
  { status: 503, code: "unavailable", page: "maintenance", reasons: ["in_maintenance"] },
  { status: 409, code: "conflict", page: "session_gone", reasons: ["streaming_session_gone"] },
  {
    status: 503,
    code: "unavailable",
    page: "broken_setup",
    operatorFault: true,
    reasons: ["appstream_setup_fault", "streaming_request_invalid", "streaming_url_foreign_host"],
  },
  {
    status: 400,
    code: "invalid_request",
    page: "sign_in_expired",
    reasons: [
      "callback_malformed",
      "login_transaction_missing",
      "login_transaction_unreadable",
      "login_transaction_expired",
      "login_transaction_used",
      "login_transaction_other_provider",
      "home_region_unknown",
      "code_rejected",
      "saml_assertion_replayed",
      "pending_sign_in_missing",
    ],
  },
  {
    status: 503,
    code: "unavailable",
    page: "provider_down",
    reasons: ["provider_unavailable"],
  },
  {
    status: 503,
    code: "unavailable",
    page: "provider_down",
    operatorFault: true,
    reasons: ["provider_metadata_invalid", "client_secret_unavailable", "provider_client_rejected"],
  },
  {
    status: 403,
    code: "access_denied",
    page: "sign_in_cancelled",
    reasons: ["sign_in_cancelled", "saml_status_not_success"],
  },
  {
    status: 403,
    code: "access_denied",
    page: "sign_in_failed",
    reasons: [
      "provider_error",
      "authorization_response_issuer",
      "authorization_response_invalid",
      "token_response_invalid",
      "id_token_malformed",
      "id_token_header",
      "id_token_algorithm",
      "id_token_key",
      "id_token_signature",
      "id_token_issuer",
      "id_token_audience",
      "id_token_authorized_party",
      "id_token_claim_missing",
      "id_token_claim_invalid",
      "id_token_expired",
      "id_token_not_yet_valid",
      "id_token_issued_in_future",
      "id_token_too_old",
      "id_token_nonce",
      "id_token_hash",
      "id_token_subject",
      "id_token_authentication_age",
      "saml_form_invalid",
      "saml_relay_state",
      "saml_too_large",
      "saml_base64",
      "saml_utf8",
      "saml_markup_declaration",
      "saml_processing_instruction",
      "saml_entity",
      "saml_character",
      "saml_xml_limits",
      "saml_xml_malformed",
      "saml_not_a_response",
      "saml_version",
      "saml_structure",
      "saml_assertion_count",
      "saml_id",
      "saml_destination",
      "saml_issuer",
      "saml_status_malformed",
      "saml_unsigned",
      "saml_signature_placement",
      "saml_signature_structure",
      "saml_signature_reference",
      "saml_signature_transforms",
      "saml_signature_canonicalization",
      "saml_signature_algorithm",
      "saml_digest_algorithm",
      "saml_digest",
      "saml_signature",
      "saml_encryption_unsigned",
      "saml_encryption_structure",
      "saml_encryption_algorithm",
      "saml_decryption",
      "saml_assertion_structure",
      "saml_timestamp",
      "saml_issue_instant",
      "saml_subject",
      "saml_name_id",
      "saml_subject_confirmation",
      "saml_confirmation_expired",
      "saml_recipient",
      "saml_in_response_to",
      "saml_conditions",
      "saml_not_yet_valid",
      "saml_expired",
      "saml_audience",
      "saml_authn_statement",
      "saml_authn_instant",
      "saml_session_over",
      "saml_authn_context",
      "saml_authentication_age",
      "saml_attributes",
      "saml_unsolicited",
    ],
  },
  {
    status: 403,
    code: "access_denied",
    page: "sign_in_failed",
    operatorFault: true,
    reasons: [
      "user_id_unusable",
      "session_too_large",
      "saml_signature_required",
      "saml_verifiers_disagree",
      "saml_encryption_required",
      "saml_decryption_key_missing",
      "saml_name_id_transient",
      "saml_principal_subject",
    ],
  },
  {
    status: 403,
    code: "access_denied",
    page: "too_many_groups",
    operatorFault: true,
    reasons: ["groups_overage"],
  },
  {
    status: 403,
    code: "context_refused",
    page: "not_this_way",
    reasons: [
      "redemption_malformed",
      "instance_unauthenticated",
      "instance_clock_off",
      "instance_not_allowed",
      "handle_home_unknown",
      "handle_unknown",
      "handle_altered",
      "handle_of_another_user",
      "handle_of_another_fleet",
      "handle_of_failed_launch",
      "handle_spent",
      "handle_expired",
      "handover_application_gone",
      "handover_refused",
    ],
  },
  {
    status: 403,
    code: "context_refused",
    page: "not_this_way",
    operatorFault: true,
    reasons: ["handover_unreadable"],
  },
  {
    status: 500,
    code: "unavailable",
    page: "unexpected",
    operatorFault: true,
    reasons: ["unexpected_error"],
  },
  {
    status: 503,
    code: "unavailable",
    page: "sign_in_interrupted",
    operatorFault: true,
    reasons: ["login_store_unavailable"],
  },
  {
    status: 503,
    code: "unavailable",
    page: "unexpected",
    operatorFault: true,
    reasons: [
      "launch_record_not_written",
      "launch_archive_unavailable",
      "setup_invalid",
      "saml_metadata_expired",
      "saml_key_unavailable",
      "context_store_unavailable",
      "fleet_key_unavailable",
      "token_key_unavailable",
    ],
  },
];

const contract = CONTRACT.flatMap(({ reasons, ...presentation }) =>
  reasons.map((reason) => [reason, presentation] as const),
);

describe("refusal", () => {
  it("has no evidence unless told some", () => {
    expect(refusal("not_signed_in")).toStrictEqual({ reason: "not_signed_in", evidence: {} });
  });

  it("keeps the evidence beside the reason", () => {
    expect(refusal("mfa_required", { application: "atlas" })).toStrictEqual({
      reason: "mfa_required",
      evidence: { application: "atlas" },
    });
  });
});

describe("presentationOf", () => {
  it.each(contract)("presents %s as its public code and page", (reason, presentation) => {
    expect(presentationOf(reason)).toStrictEqual(presentation);
  });

  it("knows no reason beyond the contract", () => {
    expect(Object.keys(REFUSALS).toSorted()).toStrictEqual(contract.map(([reason]) => reason).toSorted());
  });
});

/**
 * The rows of SAML in the table of refusals: one for each thing that is checked, so that an operator knows what the
 * identity provider sent, and the person sees one page for all of them.
 */

const failed = { status: 403, code: "access_denied", page: "sign_in_failed" } as const;
const misconfigured = { ...failed, operatorFault: true } as const;
const ourFault = { status: 503, code: "unavailable", page: "unexpected", operatorFault: true } as const;
const signOutFailed = { ...failed, page: "sign_out_failed" } as const;

export const SAML_REFUSALS = {
  // The form (SAML Bindings §3.5)
  saml_form_invalid: failed,
  saml_relay_state: failed,
  saml_too_large: failed,
  saml_base64: failed,

  // The text (XML 1.0; what parsers disagree about is refused)
  saml_utf8: failed,
  saml_markup_declaration: failed,
  saml_processing_instruction: failed,
  saml_entity: failed,
  saml_character: failed,
  saml_xml_limits: failed,
  saml_xml_malformed: failed,

  // The response (SAML Core §3.2.2, §3.3.3)
  saml_not_a_response: failed,
  saml_version: failed,
  saml_structure: failed,
  saml_assertion_count: failed,
  saml_id: failed,
  saml_destination: failed,
  saml_issuer: failed,
  saml_status_malformed: failed,
  saml_status_not_success: { ...failed, page: "sign_in_cancelled" },

  // Signatures (SAML Core §5.4)
  saml_unsigned: failed,
  saml_signature_required: misconfigured,
  saml_signature_placement: failed,
  saml_signature_structure: failed,
  saml_signature_reference: failed,
  saml_signature_transforms: failed,
  saml_signature_canonicalization: failed,
  saml_signature_algorithm: failed,
  saml_digest_algorithm: failed,
  saml_digest: failed,
  saml_signature: failed,
  saml_verifiers_disagree: misconfigured,

  // Encryption (SAML Core §6)
  saml_encryption_required: misconfigured,
  saml_encryption_unsigned: failed,
  saml_encryption_structure: failed,
  saml_encryption_algorithm: failed,
  saml_decryption: failed,
  saml_decryption_key_missing: misconfigured,

  // The assertion (SAML Core §2, SAML Profiles §4.1.4)
  saml_assertion_structure: failed,
  saml_timestamp: failed,
  saml_issue_instant: failed,
  saml_subject: failed,
  saml_name_id: failed,
  saml_name_id_transient: misconfigured,
  saml_subject_confirmation: failed,
  saml_confirmation_expired: failed,
  saml_recipient: failed,
  saml_in_response_to: failed,
  saml_conditions: failed,
  saml_not_yet_valid: failed,
  saml_expired: failed,
  saml_audience: failed,
  saml_authn_statement: failed,
  saml_authn_instant: failed,
  saml_session_over: failed,
  saml_authn_context: failed,
  saml_authentication_age: failed,
  saml_attributes: failed,
  saml_assertion_replayed: { status: 400, code: "invalid_request", page: "sign_in_expired" },

  // The way in
  saml_unsolicited: failed,
  pending_sign_in_missing: { status: 400, code: "invalid_request", page: "sign_in_expired" },

  // The principal
  saml_principal_subject: misconfigured,
  groups_overage: { ...misconfigured, page: "too_many_groups" },

  // The set-up
  saml_metadata_expired: ourFault,
  saml_key_unavailable: ourFault,

  // Single logout (SAML Core §3.7)
  saml_logout_unsigned: signOutFailed,
  saml_logout_signature: signOutFailed,
  saml_logout_invalid: signOutFailed,
} as const;

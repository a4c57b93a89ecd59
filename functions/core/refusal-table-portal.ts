/**
 * The rows of the Portal API in the table of refusals. What is wrong with an access token is for the operator: its bearer
 * hears that it is not accepted, and nothing else.
 */

const page = "not_this_way" as const;
const invalidRequest = { status: 400, code: "invalid_request", page } as const;
const notAccepted = { status: 401, code: "unauthenticated", page } as const;
const denied = { status: 403, code: "access_denied", page } as const;
const conflict = { status: 409, code: "conflict", page } as const;
const ourFault = { status: 503, code: "unavailable", page: "unexpected", operatorFault: true } as const;

export const PORTAL_REFUSALS = {
  // How the token came (RFC 6750)
  access_token_missing: notAccepted,
  access_token_misplaced: invalidRequest,
  authorization_malformed: invalidRequest,

  // The access token (RFC 9068 §4, RFC 8725)
  access_token_malformed: notAccepted,
  access_token_header: notAccepted,
  access_token_algorithm: notAccepted,
  access_token_key: notAccepted,
  access_token_signature: notAccepted,
  access_token_issuer: notAccepted,
  access_token_audience: notAccepted,
  access_token_claim_missing: notAccepted,
  access_token_claim_invalid: notAccepted,
  access_token_expired: notAccepted,
  access_token_not_yet_valid: notAccepted,
  access_token_issued_in_future: notAccepted,
  access_token_subject: notAccepted,
  access_token_of_another_kind: notAccepted,
  // Its person, or the session at the provider, was signed out since.
  access_token_revoked: notAccepted,

  // Its proof of possession (RFC 9449)
  dpop_required: notAccepted,
  dpop_not_accepted: notAccepted,
  dpop_proof_invalid: notAccepted,
  dpop_proof_used: notAccepted,
  dpop_store_unavailable: ourFault,

  // Who bears it
  client_unknown: denied,
  access_token_without_person: denied,
  client_without_application: denied,

  // The request
  streaming_url_request_invalid: invalidRequest,
  idempotency_key_invalid: invalidRequest,
  idempotency_key_reused: { status: 422, code: "idempotency_key_reused", page },
  idempotency_in_progress: conflict,
  idempotency_store_unavailable: ourFault,
  rate_limited: { status: 429, code: "rate_limited", page },
  rate_store_unavailable: ourFault,

  // What a portal cannot be given
  session_in_the_way: conflict,
  no_streaming_url: conflict,
  portal_session_unknown: { status: 404, code: "not_found", page },
  portal_sessions_unknown: { status: 503, code: "unavailable", page },
} as const;

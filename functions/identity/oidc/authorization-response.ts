/**
 * The callback's parameters before anything is sent to the provider: one of each, the right issuer (RFC 9207),
 * and an error answer told apart from a code. Pure.
 */
import { type Refusal, refusal } from "../../core/refusal.ts";
import { err, ok, type Result } from "../../core/result.ts";

/** RFC 6749 §4.1.2.1 and OIDC Core §3.1.2.6; any other text is the provider's own and stays out of the logs. */
const KNOWN_ERRORS = new Set([
  "invalid_request",
  "unauthorized_client",
  "unsupported_response_type",
  "invalid_scope",
  "interaction_required",
  "login_required",
  "account_selection_required",
  "consent_required",
]);

/** The provider's own trouble, which passes. */
const OUTAGES = new Set(["server_error", "temporarily_unavailable"]);

export interface AuthorizationAnswer {
  readonly code: string;
}

export function readAuthorizationResponse(
  parameters: URLSearchParams,
  issuer: string,
  isIssuerRequired: boolean,
): Result<AuthorizationAnswer, Refusal> {
  const names = [...new Set(parameters.keys())];
  if (names.some((name) => parameters.getAll(name).length > 1))
    return err(refusal("authorization_response_invalid"));

  const answeredIssuer = parameters.get("iss");
  const isFromIssuer = answeredIssuer === null ? !isIssuerRequired : answeredIssuer === issuer;
  if (!isFromIssuer)
    return err(refusal("authorization_response_issuer", { present: answeredIssuer !== null }));

  const error = parameters.get("error");
  if (error === "access_denied") return err(refusal("sign_in_cancelled"));
  if (error !== null && OUTAGES.has(error)) {
    return err(refusal("provider_unavailable", { document: "authorization", fault: error }));
  }
  if (error !== null)
    return err(refusal("provider_error", { error: KNOWN_ERRORS.has(error) ? error : "other" }));

  const code = parameters.get("code");
  return code === null || code === "" || code.length > 4096
    ? err(refusal("authorization_response_invalid"))
    : ok({ code });
}

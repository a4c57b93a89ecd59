/**
 * What went wrong at the token endpoint, as a refusal. The library's messages may quote tokens and answers,
 * so only codes from a fixed list pass.
 */
import { ClientError, ResponseBodyError, WWWAuthenticateChallengeError } from "openid-client";
import { type Refusal, refusal } from "../../core/refusal.ts";
import { ProviderUnavailable } from "./bounded-fetch.ts";
import { AssertionNotSigned } from "./client-assertion.ts";

const REJECTED_CLIENT = new Set(["invalid_client", "unauthorized_client"]);

export function exchangeRefusal(cause: unknown): Refusal {
  const ours = ourError(cause);
  if (ours instanceof AssertionNotSigned) return refusal("client_secret_unavailable", { ...ours.failure });
  if (ours !== undefined) return refusal("provider_unavailable", { document: "token", fault: ours.fault });
  // A 401 for a wrong client comes with a challenge, and the library then does not read the body (RFC 6749 §5.2).
  if (cause instanceof WWWAuthenticateChallengeError) {
    return refusal("provider_client_rejected", { status: cause.status });
  }
  if (cause instanceof ResponseBodyError) {
    if (cause.error === "invalid_grant") return refusal("code_rejected");
    if (REJECTED_CLIENT.has(cause.error))
      return refusal("provider_client_rejected", { status: cause.status });
    return refusal("token_response_invalid", { fault: "error_answer", status: cause.status });
  }
  const code = cause instanceof ClientError && typeof cause.code === "string" ? cause.code : "unknown";
  return refusal("token_response_invalid", { fault: code });
}

/** Our own error, however deep the library wrapped it. */
function ourError(cause: unknown): ProviderUnavailable | AssertionNotSigned | undefined {
  let current = cause;
  for (let depth = 0; depth < 5 && current instanceof Error; depth += 1) {
    if (current instanceof ProviderUnavailable || current instanceof AssertionNotSigned) return current;
    current = current.cause;
  }
  return undefined;
}

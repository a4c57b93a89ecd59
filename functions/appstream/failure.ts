/**
 * The SDK's exceptions → why there is no URL. By `name` only: statuses differ between AppStream's model and its
 * documentation, and undeclared errors (throttling, credentials) arrive as the base class with `name` set.
 */
import type { CandidateFault, GatewayFailure, SetupFault } from "../core/gateway-failure.ts";

/** Maps, not objects: the name comes from the other side, and `constructor` must not find anything. */
const CANDIDATE_FAULTS: ReadonlyMap<string, CandidateFault> = new Map([
  ["ResourceNotAvailableException", "fleet_not_available"],
  ["ThrottlingException", "throttled"],
  ["Throttling", "throttled"],
  ["ThrottledException", "throttled"],
  ["TooManyRequestsException", "throttled"],
  ["RequestLimitExceeded", "throttled"],
  ["RequestLimitExceededException", "throttled"],
  ["LimitExceededException", "throttled"],
  ["InternalFailure", "region_failing"],
  ["InternalServerError", "region_failing"],
  ["InternalServerException", "region_failing"],
  ["ServiceUnavailable", "region_failing"],
  ["ServiceUnavailableException", "region_failing"],
  ["RequestTimeoutException", "attempt_timed_out"],
  ["TimeoutError", "attempt_timed_out"],
  ["AbortError", "attempt_timed_out"],
]);

const SETUP_FAULTS: ReadonlyMap<string, SetupFault> = new Map([
  ["ResourceNotFoundException", "stack_or_fleet_not_found"],
  ["OperationNotPermittedException", "operation_not_permitted"],
  ["InvalidParameterCombinationException", "invalid_parameter_combination"],
  ["ValidationException", "invalid_parameter"],
  ["AccessDeniedException", "access_denied"],
  ["OptInRequired", "access_denied"],
  ["UnrecognizedClientException", "credentials_rejected"],
  ["ExpiredTokenException", "credentials_rejected"],
  ["ExpiredToken", "credentials_rejected"],
  ["RequestExpired", "credentials_rejected"],
  ["InvalidSignatureException", "credentials_rejected"],
  ["MissingAuthenticationTokenException", "credentials_rejected"],
  ["MissingAuthenticationToken", "credentials_rejected"],
  ["IncompleteSignature", "credentials_rejected"],
  ["IncompleteSignatureException", "credentials_rejected"],
  ["CredentialsProviderError", "credentials_rejected"],
  ["SerializationException", "protocol_rejected"],
  ["UnknownOperationException", "protocol_rejected"],
]);

/** The SDK calls some of these TimeoutError, so the code is looked at before the name. */
const UNREACHABLE_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EPIPE",
]);

export function gatewayFailure(cause: unknown): GatewayFailure {
  const { name, code, status, requestId } = factsOf(cause);
  if (UNREACHABLE_CODES.has(code)) return { kind: "candidate", fault: "region_unreachable", requestId };
  const candidate = CANDIDATE_FAULTS.get(name);
  if (candidate !== undefined) return { kind: "candidate", fault: candidate, requestId };
  const setup = SETUP_FAULTS.get(name);
  if (setup !== undefined) return { kind: "setup", fault: setup, requestId };
  if (status >= 500) return { kind: "candidate", fault: "region_failing", requestId };
  if (status === 429) return { kind: "candidate", fault: "throttled", requestId };
  const isUnreadable = name === "SyntaxError" || name === "RangeError";
  // A proxy's block page or another service behind the endpoint: every fleet would get the same.
  if (isUnreadable && status >= 400) return { kind: "setup", fault: "protocol_rejected", requestId };
  if (isUnreadable || (status >= 200 && status < 300)) {
    return { kind: "candidate", fault: "garbage_answer", requestId };
  }
  return { kind: "setup", fault: "unknown_failure", requestId };
}

interface ExceptionFacts {
  readonly name: string;
  readonly code: string;
  readonly status: number;
  readonly requestId: string | undefined;
}

function factsOf(cause: unknown): ExceptionFacts {
  const error = (typeof cause === "object" && cause !== null ? cause : {}) as {
    name?: unknown;
    code?: unknown;
    $metadata?: { requestId?: string; httpStatusCode?: number };
  };
  return {
    name: typeof error.name === "string" ? error.name : "",
    code: typeof error.code === "string" ? error.code : "",
    status: error.$metadata?.httpStatusCode ?? 0,
    requestId: error.$metadata?.requestId,
  };
}

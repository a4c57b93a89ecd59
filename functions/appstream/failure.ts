/**
 * The SDK's exceptions → why there is no URL. By `name` only: statuses differ between AppStream's model and its
 * documentation, and undeclared errors (throttling, credentials) arrive as the base class with `name` set.
 */
import type { CandidateFault, GatewayFailure, SetupFault } from "../core/gateway-failure.ts";

const CANDIDATE_FAULTS: Readonly<Record<string, CandidateFault>> = {
  ResourceNotAvailableException: "fleet_not_available",
  ThrottlingException: "throttled",
  Throttling: "throttled",
  TooManyRequestsException: "throttled",
  RequestLimitExceededException: "throttled",
  LimitExceededException: "throttled",
  InternalFailure: "region_failing",
  InternalServerError: "region_failing",
  InternalServerException: "region_failing",
  ServiceUnavailable: "region_failing",
  ServiceUnavailableException: "region_failing",
  TimeoutError: "attempt_timed_out",
  AbortError: "attempt_timed_out",
  // The body was not the JSON it claims to be; the Region answers garbage.
  SyntaxError: "garbage_answer",
  RangeError: "garbage_answer",
};

const SETUP_FAULTS: Readonly<Record<string, SetupFault>> = {
  ResourceNotFoundException: "stack_or_fleet_not_found",
  OperationNotPermittedException: "operation_not_permitted",
  InvalidParameterCombinationException: "invalid_parameter_combination",
  ValidationException: "invalid_parameter",
  AccessDeniedException: "access_denied",
  UnrecognizedClientException: "credentials_rejected",
  ExpiredTokenException: "credentials_rejected",
  ExpiredToken: "credentials_rejected",
  InvalidSignatureException: "credentials_rejected",
  MissingAuthenticationTokenException: "credentials_rejected",
  MissingAuthenticationToken: "credentials_rejected",
  IncompleteSignature: "credentials_rejected",
  CredentialsProviderError: "credentials_rejected",
  SerializationException: "protocol_rejected",
  UnknownOperationException: "protocol_rejected",
};

const UNREACHABLE_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
  "EPIPE",
]);

export function gatewayFailure(cause: unknown): GatewayFailure {
  const facts = factsOf(cause);
  const { requestId } = facts;
  const candidate = CANDIDATE_FAULTS[facts.name];
  if (candidate !== undefined) return { kind: "candidate", fault: candidate, requestId };
  const setup = SETUP_FAULTS[facts.name];
  if (setup !== undefined) return { kind: "setup", fault: setup, requestId };
  if (UNREACHABLE_CODES.has(facts.code)) return { kind: "candidate", fault: "region_unreachable", requestId };
  if (facts.status >= 500) return { kind: "candidate", fault: "region_failing", requestId };
  if (facts.status === 429) return { kind: "candidate", fault: "throttled", requestId };
  // A body the SDK could not read at all, behind a status that promised one.
  if (facts.status >= 200 && facts.status < 300)
    return { kind: "candidate", fault: "garbage_answer", requestId };
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

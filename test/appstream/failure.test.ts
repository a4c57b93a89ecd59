import { describe, expect, it } from "vitest";
import { gatewayFailure } from "../../functions/appstream/failure.ts";

interface Traits {
  readonly name?: string;
  readonly code?: string;
  readonly status?: number;
}

function sdkError({ name, code, status }: Traits): Error {
  return Object.assign(new Error("something went wrong"), {
    ...(name !== undefined && { name }),
    ...(code !== undefined && { code }),
    $metadata: { requestId: "request-1", httpStatusCode: status },
  });
}

describe("gatewayFailure", () => {
  it.each([
    ["ResourceNotAvailableException", "fleet_not_available"],
    ["ThrottlingException", "throttled"],
    ["Throttling", "throttled"],
    ["TooManyRequestsException", "throttled"],
    ["RequestLimitExceededException", "throttled"],
    ["LimitExceededException", "throttled"],
    ["InternalFailure", "region_failing"],
    ["InternalServerError", "region_failing"],
    ["InternalServerException", "region_failing"],
    ["ServiceUnavailable", "region_failing"],
    ["ServiceUnavailableException", "region_failing"],
    ["TimeoutError", "attempt_timed_out"],
    ["AbortError", "attempt_timed_out"],
  ])("takes %s for the candidate's %s", (name, fault) => {
    expect(gatewayFailure(sdkError({ name, status: 400 }))).toStrictEqual({
      kind: "candidate",
      fault,
      requestId: "request-1",
    });
  });

  it.each([
    ["ResourceNotFoundException", "stack_or_fleet_not_found"],
    ["OperationNotPermittedException", "operation_not_permitted"],
    ["InvalidParameterCombinationException", "invalid_parameter_combination"],
    ["ValidationException", "invalid_parameter"],
    ["AccessDeniedException", "access_denied"],
    ["UnrecognizedClientException", "credentials_rejected"],
    ["ExpiredTokenException", "credentials_rejected"],
    ["ExpiredToken", "credentials_rejected"],
    ["InvalidSignatureException", "credentials_rejected"],
    ["MissingAuthenticationTokenException", "credentials_rejected"],
    ["MissingAuthenticationToken", "credentials_rejected"],
    ["IncompleteSignature", "credentials_rejected"],
    ["CredentialsProviderError", "credentials_rejected"],
    ["SerializationException", "protocol_rejected"],
    ["UnknownOperationException", "protocol_rejected"],
    ["SomethingNewException", "unknown_failure"],
  ])("takes %s for the set-up's %s", (name, fault) => {
    expect(gatewayFailure(sdkError({ name, status: 400 }))).toStrictEqual({
      kind: "setup",
      fault,
      requestId: "request-1",
    });
  });

  it.each(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "EPIPE"])(
    "takes the network's %s for a Region that cannot be reached",
    (code) => {
      expect(gatewayFailure(sdkError({ code }))).toMatchObject({
        kind: "candidate",
        fault: "region_unreachable",
      });
    },
  );

  it.each([
    [500, "candidate", "region_failing"],
    [503, "candidate", "region_failing"],
    [429, "candidate", "throttled"],
    [200, "candidate", "garbage_answer"],
    [299, "candidate", "garbage_answer"],
    [301, "setup", "unknown_failure"],
    [400, "setup", "unknown_failure"],
    [499, "setup", "unknown_failure"],
  ])("goes by status %i where the name says nothing: %s, %s", (status, kind, fault) => {
    expect(gatewayFailure(sdkError({ status }))).toMatchObject({ kind, fault });
  });

  it.each([
    ["SyntaxError", 200, "candidate", "garbage_answer"],
    ["RangeError", 200, "candidate", "garbage_answer"],
    ["SyntaxError", 403, "setup", "protocol_rejected"],
    ["SyntaxError", 404, "setup", "protocol_rejected"],
    ["SyntaxError", 502, "candidate", "region_failing"],
    ["SyntaxError", undefined, "candidate", "garbage_answer"],
  ])("takes a body that is no JSON (%s, status %s) for %s %s", (name, status, kind, fault) => {
    expect(gatewayFailure(sdkError({ name, ...(status && { status }) }))).toMatchObject({ kind, fault });
  });

  it.each(["constructor", "toString", "__proto__"])("finds nothing under the name %s", (name) => {
    expect(gatewayFailure(sdkError({ name }))).toMatchObject({ kind: "setup", fault: "unknown_failure" });
  });

  it("goes by the name where the status says something else", () => {
    const failure = gatewayFailure(sdkError({ name: "ResourceNotFoundException", status: 503 }));
    expect(failure).toMatchObject({ kind: "setup", fault: "stack_or_fleet_not_found" });
  });

  it.each([
    ["undefined", undefined],
    ["null", null],
    ["a text", "ThrottlingException"],
    ["an empty object", {}],
    ["an object whose name and code are no texts", { name: 1, code: {} }],
  ])("takes %s for an unknown failure of the set-up", (_name, cause) => {
    expect(gatewayFailure(cause)).toStrictEqual({
      kind: "setup",
      fault: "unknown_failure",
      requestId: undefined,
    });
  });
});

import { describe, expect, it } from "vitest";
import { gatewayTo, REQUEST, startEndpoint, startFixedEndpoint, TIMEOUT } from "./gateway-stage.ts";

async function failureOf(status: number, body: string, contentType?: string): Promise<unknown> {
  const endpoint = await startFixedEndpoint(status, body, contentType);
  const answer = await gatewayTo(endpoint.template).createStreamingUrl(REQUEST, TIMEOUT);
  return answer.ok ? answer : answer.error;
}

function named(name: string): string {
  return JSON.stringify({ __type: name, Message: "as AWS words it" });
}

describe("createAppStreamGateway's answers", () => {
  it.each([
    ["ResourceNotAvailableException", 400, "candidate", "fleet_not_available"],
    ["ThrottlingException", 400, "candidate", "throttled"],
    ["Throttling", 400, "candidate", "throttled"],
    ["TooManyRequestsException", 429, "candidate", "throttled"],
    ["RequestLimitExceededException", 400, "candidate", "throttled"],
    ["LimitExceededException", 400, "candidate", "throttled"],
    ["InternalFailure", 500, "candidate", "region_failing"],
    ["InternalServerError", 500, "candidate", "region_failing"],
    ["InternalServerException", 500, "candidate", "region_failing"],
    ["ServiceUnavailable", 503, "candidate", "region_failing"],
    ["ServiceUnavailableException", 503, "candidate", "region_failing"],
    ["ResourceNotFoundException", 404, "setup", "stack_or_fleet_not_found"],
    ["OperationNotPermittedException", 400, "setup", "operation_not_permitted"],
    ["InvalidParameterCombinationException", 400, "setup", "invalid_parameter_combination"],
    ["ValidationException", 400, "setup", "invalid_parameter"],
    ["AccessDeniedException", 403, "setup", "access_denied"],
    ["UnrecognizedClientException", 400, "setup", "credentials_rejected"],
    ["ExpiredTokenException", 400, "setup", "credentials_rejected"],
    ["ExpiredToken", 400, "setup", "credentials_rejected"],
    ["InvalidSignatureException", 400, "setup", "credentials_rejected"],
    ["MissingAuthenticationTokenException", 400, "setup", "credentials_rejected"],
    ["MissingAuthenticationToken", 400, "setup", "credentials_rejected"],
    ["IncompleteSignature", 400, "setup", "credentials_rejected"],
    ["SerializationException", 400, "setup", "protocol_rejected"],
    ["UnknownOperationException", 400, "setup", "protocol_rejected"],
    ["SomethingNewException", 400, "setup", "unknown_failure"],
  ] as const)("takes %s with status %i for the %s's %s", async (name, status, kind, fault) => {
    expect(await failureOf(status, named(name))).toStrictEqual({ kind, fault, requestId: "request-1" });
  });

  it.each([
    "com.amazonaws.appstream.v2016#ResourceNotAvailableException",
    "ResourceNotAvailableException:http://internal.amazon.com/coral/com.amazonaws.appstream/",
  ])("knows the error behind %s", async (name) => {
    expect(await failureOf(400, named(name))).toMatchObject({ fault: "fleet_not_available" });
  });

  it.each([
    [500, "region_failing"],
    [502, "region_failing"],
    [429, "throttled"],
  ])("takes status %i without a name for the candidate's %s", async (status, fault) => {
    expect(await failureOf(status, "{}")).toMatchObject({ kind: "candidate", fault });
  });

  it.each([
    ["empty", ""],
    ["null", "null"],
    ["a list", "[]"],
    ["a number", "42"],
    ["an object without a URL", "{}"],
    ["a URL that is null", '{"StreamingURL":null}'],
    ["JSON that is cut short", '{"StreamingURL":"https://appstream2'],
    ["a page", "<html>welcome</html>"],
    ["a date that is none", '{"StreamingURL":"https://a.example/","Expires":"soon"}'],
  ])("takes a good status for a garbage answer when the body is %s", async (_name, body) => {
    const failure = await failureOf(200, body);
    expect(failure).toStrictEqual({ kind: "candidate", fault: "garbage_answer", requestId: "request-1" });
  });

  it("takes a redirect for an unknown failure and does not follow it", async () => {
    const endpoint = await startEndpoint((response) => response.writeHead(307, { location: "/again" }).end());
    const answer = await gatewayTo(endpoint.template).createStreamingUrl(REQUEST, TIMEOUT);
    expect(answer).toMatchObject({ ok: false, error: { kind: "setup", fault: "unknown_failure" } });
    expect(endpoint.count()).toBe(1);
  });
  it.each(["constructor", "toString", "__proto__"])(
    "takes an error named %s for an unknown failure",
    async (name) => {
      expect(await failureOf(400, named(name))).toMatchObject({ kind: "setup", fault: "unknown_failure" });
    },
  );
  it.each([
    ["IncompleteSignatureException", "setup", "credentials_rejected"],
    ["RequestExpired", "setup", "credentials_rejected"],
    ["RequestLimitExceeded", "candidate", "throttled"],
    ["ThrottledException", "candidate", "throttled"],
    ["RequestTimeoutException", "candidate", "attempt_timed_out"],
  ])("takes %s for the %s's %s", async (name, kind, fault) => {
    expect(await failureOf(400, named(name))).toMatchObject({ kind, fault });
  });
  it.each([
    ["a number", "42"],
    ["an object", '{"a":1}'],
    ["empty", '""'],
  ])("takes a URL that is %s for a garbage answer", async (_name, url) => {
    expect(await failureOf(200, `{"StreamingURL":${url}}`)).toMatchObject({ fault: "garbage_answer" });
  });
  it("takes a URL that fits no header for a garbage answer", async () => {
    const url = `https://appstream2.eu-west-1.aws.amazon.com/authenticate?parameters=${"A".repeat(1024 * 1024)}`;
    const endpoint = await startFixedEndpoint(200, JSON.stringify({ StreamingURL: url }));
    const { ok } = await gatewayTo(endpoint.template).createStreamingUrl(REQUEST, TIMEOUT);
    expect(ok).toBe(false);
  });
});

import { ClientError, ResponseBodyError } from "openid-client";
import { describe, expect, it } from "vitest";
import { ProviderUnavailable } from "../../../functions/identity/oidc/bounded-fetch.ts";
import { AssertionNotSigned } from "../../../functions/identity/oidc/client-assertion.ts";
import { exchangeRefusal } from "../../../functions/identity/oidc/exchange-refusal.ts";
import { THROTTLED } from "../../support/signers.ts";

const TOLD = "told-by-the-provider-with-a-token-eyJhbGciOiJSUzI1NiJ9";

function errorAnswer(error: string, status = 400): ResponseBodyError {
  const cause = { error, error_description: TOLD };
  return new ResponseBodyError(TOLD, { cause, response: new Response(TOLD, { status }) });
}

/** As openid-client throws it: the code is a member that its types do not let a caller set. */
function clientError(code: unknown, cause?: unknown): ClientError {
  return Object.assign(new ClientError(TOLD, { cause }), { code });
}

const invalid = (evidence: object) => ({ reason: "token_response_invalid", evidence });

describe("exchangeRefusal", () => {
  it("calls a code that was used up, expired or stolen rejected", () => {
    expect(exchangeRefusal(errorAnswer("invalid_grant"))).toStrictEqual({
      reason: "code_rejected",
      evidence: {},
    });
  });

  it.each([
    ["invalid_client", 401],
    ["unauthorized_client", 400],
  ])("calls %s the operator's fault", (error, status) => {
    expect(exchangeRefusal(errorAnswer(error, status))).toStrictEqual({
      reason: "provider_client_rejected",
      evidence: { status },
    });
  });

  it.each(["invalid_request", "server_error", "", TOLD, "Invalid_Grant"])(
    "does not repeat the error %j",
    (error) => {
      expect(exchangeRefusal(errorAnswer(error, 403))).toStrictEqual(
        invalid({ fault: "error_answer", status: 403 }),
      );
    },
  );

  it("names the library's own code for an answer that is none", () => {
    expect(exchangeRefusal(clientError("OAUTH_RESPONSE_IS_NOT_JSON"))).toStrictEqual(
      invalid({ fault: "OAUTH_RESPONSE_IS_NOT_JSON" }),
    );
  });

  it.each([
    ["a library error without a code", clientError(undefined)],
    ["a library error with another code", clientError(7)],
    ["an error of another kind", new TypeError(TOLD)],
    ["an error with a code of another library", Object.assign(new Error(TOLD), { code: TOLD })],
    ["a text", TOLD],
    ["null", null],
    ["nothing", undefined],
  ])("calls %s unknown", (_name, cause) => {
    expect(exchangeRefusal(cause)).toStrictEqual(invalid({ fault: "unknown" }));
  });

  it.each([0, 1, 2, 4])("finds our own error %i wrappings deep", (depth) => {
    let cause: Error = new ProviderUnavailable("timed_out");
    for (let wrapping = 0; wrapping < depth; wrapping += 1) cause = clientError("OAUTH_X", cause);
    expect(exchangeRefusal(cause)).toStrictEqual({
      reason: "provider_unavailable",
      evidence: { document: "token", fault: "timed_out" },
    });
  });

  it("names the key that did not sign", () => {
    const cause = clientError("OAUTH_X", new AssertionNotSigned(THROTTLED));
    expect(exchangeRefusal(cause)).toStrictEqual({
      reason: "client_secret_unavailable",
      evidence: { key: "kms:alias/streamgate-signing", fault: "throttled" },
    });
  });

  it("does not search for ever", () => {
    const circular = new Error(TOLD);
    circular.cause = circular;
    expect(exchangeRefusal(circular)).toStrictEqual(invalid({ fault: "unknown" }));
  });

  it("keeps nothing of the provider's words", () => {
    const causes = [errorAnswer("invalid_grant"), errorAnswer(TOLD), clientError(undefined), new Error(TOLD)];
    for (const cause of causes) expect(JSON.stringify(exchangeRefusal(cause))).not.toContain("told-by");
  });
});

import { describe, expect, it } from "vitest";
import { readAuthorizationResponse } from "../../../functions/identity/oidc/authorization-response.ts";
import { ISSUER } from "../../support/identity-builders.ts";

function read(query: string, isIssuerRequired = false) {
  return readAuthorizationResponse(new URLSearchParams(query), ISSUER, isIssuerRequired);
}

const iss = encodeURIComponent(ISSUER);
const refused = (reason: string, evidence: object = {}) => ({ ok: false, error: { reason, evidence } });

describe("readAuthorizationResponse", () => {
  it.each([
    ["with a code alone", "code=abc", false],
    ["with the issuer where it is announced", `code=abc&iss=${iss}`, true],
    ["with the issuer where it is not announced", `code=abc&iss=${iss}`, false],
    ["with parameters of the provider's own", "code=abc&session_state=x&scope=openid", false],
  ])("reads the code of an answer %s", (_name, query, isIssuerRequired) => {
    expect(read(query, isIssuerRequired)).toStrictEqual({ ok: true, value: { code: "abc" } });
  });

  it.each([
    "code=a&code=a",
    "code=a&code=b",
    `code=a&iss=${iss}&iss=${iss}`,
    "error=a&error=b",
    "code=a&x=1&x=1",
  ])("refuses a repeated parameter: %s", (query) => {
    expect(read(query)).toStrictEqual(refused("authorization_response_invalid"));
  });

  it("refuses an answer without an issuer where the provider announces one", () => {
    expect(read("code=abc", true)).toStrictEqual(
      refused("authorization_response_issuer", { present: false }),
    );
  });

  it.each(["https://evil.example", `${ISSUER}/`, ISSUER.toUpperCase(), ""])(
    "refuses the issuer %j, announced or not",
    (other) => {
      for (const isIssuerRequired of [true, false]) {
        expect(read(`code=abc&iss=${encodeURIComponent(other)}`, isIssuerRequired)).toStrictEqual(
          refused("authorization_response_issuer", { present: true }),
        );
      }
    },
  );

  it("judges the issuer before it believes an error", () => {
    expect(read("error=access_denied&iss=https%3A%2F%2Fevil.example")).toMatchObject(
      refused("authorization_response_issuer", { present: true }),
    );
    expect(read("error=access_denied", true)).toMatchObject(
      refused("authorization_response_issuer", { present: false }),
    );
  });

  it("tells a person who cancelled from a provider that failed", () => {
    expect(read("error=access_denied&error_description=no")).toStrictEqual(refused("sign_in_cancelled"));
  });

  it.each([
    "invalid_request",
    "unauthorized_client",
    "unsupported_response_type",
    "invalid_scope",
    "interaction_required",
    "login_required",
    "account_selection_required",
    "consent_required",
  ])("names the error %s, which the specification names", (error) => {
    expect(read(`error=${error}`)).toStrictEqual(refused("provider_error", { error }));
  });

  it.each(["", "%3Cscript%3E", "Server_Error", "AADSTS50011", "__proto__", "constructor"])(
    "does not repeat an error of the provider's own: %s",
    (error) => {
      expect(read(`error=${error}&error_description=%3Cb%3E`)).toStrictEqual(
        refused("provider_error", { error: "other" }),
      );
    },
  );

  it.each(["server_error", "temporarily_unavailable"])("takes %s for the provider's own trouble", (error) => {
    expect(read(`error=${error}`)).toStrictEqual(
      refused("provider_unavailable", { document: "authorization", fault: error }),
    );
  });

  it("refuses an answer with an error and a code", () => {
    expect(read("error=invalid_scope&code=abc")).toStrictEqual(
      refused("provider_error", { error: "invalid_scope" }),
    );
  });

  it.each([
    ["nothing", ""],
    ["no code", "state=x"],
    ["an empty code", "code="],
    ["a code of 4,097 characters", `code=${"a".repeat(4097)}`],
  ])("refuses %s", (_name, query) => {
    expect(read(query)).toStrictEqual(refused("authorization_response_invalid"));
  });

  it("takes a code of 4,096 characters", () => {
    expect(read(`code=${"a".repeat(4096)}`)).toMatchObject({ ok: true });
  });
});

/** Of infra/broker/PROPOSAL-rest-adapter.ts; moves with it to test/http/rest-event.test.ts. */
import type { APIGatewayProxyEvent } from "aws-lambda";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRequest } from "../../../functions/http/request.ts";
import { fromRestEvent, isRestEvent, toRestResult } from "../../../infra/broker/PROPOSAL-rest-adapter.ts";
import { anEvent, CORRELATION_ID, NO_TRUST } from "../../support/http-builders.ts";

/** As API Gateway sends it for `GET /launch/{application}` on a custom domain. */
function aRestEvent(changes: Partial<APIGatewayProxyEvent> = {}): APIGatewayProxyEvent {
  return {
    resource: "/launch/{application}",
    path: "/launch/treasury",
    httpMethod: "GET",
    headers: { Accept: "text/html", "X-Forwarded-For": "203.0.113.9" },
    multiValueHeaders: { Accept: ["text/html"], "X-Forwarded-For": ["203.0.113.9"] },
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: { application: "treasury" },
    stageVariables: null,
    body: null,
    isBase64Encoded: false,
    requestContext: {
      accountId: "123456789012",
      apiId: "abcdefghij",
      authorizer: null,
      protocol: "HTTP/1.1",
      httpMethod: "GET",
      identity: {
        accessKey: null,
        accountId: null,
        apiKey: null,
        apiKeyId: null,
        caller: null,
        clientCert: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: "198.51.100.7",
        user: null,
        userAgent: "Mozilla/5.0",
        userArn: null,
      },
      path: "/launch/treasury",
      domainName: "stream.example.com",
      domainPrefix: "stream",
      stage: "live",
      requestId: "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
      requestTime: "21/Nov/2026:07:59:00 +0000",
      requestTimeEpoch: 1_795_247_940_000,
      resourceId: "abc123",
      resourcePath: "/launch/{application}",
    },
    ...changes,
  };
}

function requestOf(changes: Partial<APIGatewayProxyEvent>) {
  return parseRequest(fromRestEvent(aRestEvent(changes)), NO_TRUST, CORRELATION_ID);
}

describe("isRestEvent", () => {
  it("tells a REST API's event from an HTTP API's", () => {
    expect(isRestEvent(aRestEvent())).toBe(true);
    expect(isRestEvent(anEvent())).toBe(false);
    expect(isRestEvent({ version: "1.0", ...aRestEvent() })).toBe(false);
    expect(isRestEvent({})).toBe(false);
  });
});

describe("fromRestEvent", () => {
  it("names the route as functions/routes.ts does", () => {
    expect(fromRestEvent(aRestEvent()).routeKey).toBe("GET /launch/{application}");
    expect(fromRestEvent(aRestEvent({ httpMethod: "POST", resource: "/" })).routeKey).toBe("POST /");
  });

  it("takes the peer's address from API Gateway and not from a header", () => {
    expect(requestOf({}).viewer.clientIp).toBe("198.51.100.7");
  });

  it("has names of headers in lower case and joins what came twice", () => {
    const multiValueHeaders = { "Sec-Fetch-Site": ["same-origin"], "ACCEPT-Language": ["de", "en"] };
    expect(requestOf({ multiValueHeaders }).headers).toEqual({
      "sec-fetch-site": "same-origin",
      "accept-language": "de,en",
    });
  });

  it("hands cookies over one by one, and leaves out a name that came twice", () => {
    const multiValueHeaders = { Cookie: ["a=1; b=2", "c=3; a=4"] };
    const { cookies, headers } = requestOf({ multiValueHeaders });
    expect([...cookies]).toEqual([
      ["b", "2"],
      ["c", "3"],
    ]);
    expect(headers).not.toHaveProperty("cookie");
  });

  it("writes any query so that it is read as it was meant", () => {
    const queries = fc.dictionary(
      fc.string({ unit: "grapheme" }),
      fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 3 }),
    );
    fc.assert(
      fc.property(queries, (multiValueQueryStringParameters) => {
        const { query } = requestOf({ multiValueQueryStringParameters });
        for (const [name, values] of Object.entries(multiValueQueryStringParameters)) {
          expect(query.getAll(name)).toEqual(values);
        }
      }),
    );
  });

  it("writes a signed SAML query as whoever encodes in capitals wrote it", () => {
    const multiValueQueryStringParameters = {
      SAMLRequest: ["fZ+/aB=="],
      RelayState: ["a b"],
      SigAlg: ["http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"],
    };
    expect(requestOf({ multiValueQueryStringParameters }).rawQuery).toBe(
      "SAMLRequest=fZ%2B%2FaB%3D%3D&RelayState=a%20b&SigAlg=http%3A%2F%2Fwww.w3.org%2F2001%2F04%2Fxmldsig-more%23rsa-sha256",
    );
  });

  it("keeps a form as it came", () => {
    const posted = requestOf({ httpMethod: "POST", body: "SAMLResponse=PHA%2B", isBase64Encoded: false });
    expect(posted.body).toEqual({ text: "SAMLResponse=PHA%2B", isBase64: false });
    expect(requestOf({}).body).toEqual({ text: "", isBase64: false });
  });
});

describe("toRestResult", () => {
  it("gives every cookie a header of its own", () => {
    const result = toRestResult({
      statusCode: 303,
      headers: { location: "/" },
      cookies: ["a=1; Secure", "b=2; Secure"],
    });
    expect(result).toEqual({
      statusCode: 303,
      headers: { location: "/" },
      multiValueHeaders: { "set-cookie": ["a=1; Secure", "b=2; Secure"] },
      body: "",
      isBase64Encoded: false,
    });
  });

  it("has no header of cookies where there are none", () => {
    expect(toRestResult({ statusCode: 200, body: "ok" })).toEqual({
      statusCode: 200,
      headers: {},
      body: "ok",
      isBase64Encoded: false,
    });
  });
});

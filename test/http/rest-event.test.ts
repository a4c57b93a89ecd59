import type { APIGatewayProxyEvent } from "aws-lambda";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRequest } from "../../functions/http/request.ts";
import { fromRestEvent, isRestEvent, toRestResult } from "../../functions/http/rest-event.ts";
import { aLaunchEvent, anEvent, CORRELATION_ID, NO_TRUST } from "../support/http-builders.ts";
import { restEventOf } from "../support/rest-builders.ts";

const aRestEvent = (changes: Partial<APIGatewayProxyEvent> = {}) => restEventOf(aLaunchEvent(), changes);

function requestOf(changes: Partial<APIGatewayProxyEvent>) {
  return parseRequest(fromRestEvent(aRestEvent(changes)), NO_TRUST, CORRELATION_ID);
}

describe("isRestEvent", () => {
  it("tells a REST API's event from an HTTP API's", () => {
    expect(isRestEvent(aRestEvent())).toBe(true);
    expect(isRestEvent(anEvent())).toBe(false);
  });

  it("takes nothing else for one, an HTTP API's payload 1.0 included", () => {
    expect(isRestEvent({ version: "1.0", ...aRestEvent() })).toBe(false);
    expect(isRestEvent({ httpMethod: "GET", path: "/", multiValueHeaders: {}, requestContext: {} })).toBe(
      false,
    );
    expect(isRestEvent({})).toBe(false);
  });
});

describe("fromRestEvent", () => {
  it("makes of a request what an HTTP API makes of it, but the API's own names", () => {
    const event = anEvent({
      routeKey: "GET /launch/{application}",
      path: "/launch/año 1",
      pathParameters: { application: "año 1" },
      query: "context=a%26b&client=native",
      cookies: ["a=1", "b=2"],
      clientCertificate: "CN=edge",
      body: "x",
    });
    const { requestId: _, stage: __, ...context } = event.requestContext;
    expect(fromRestEvent(restEventOf(event))).toEqual({
      ...event,
      requestContext: { ...context, requestId: expect.any(String), stage: "live" },
    });
  });

  it("takes the peer's address from API Gateway and not from a header", () => {
    const multiValueHeaders = { "X-Forwarded-For": ["203.0.113.9"], "X-Real-IP": ["203.0.113.9"] };
    expect(requestOf({ multiValueHeaders }).viewer.clientIp).toBe("198.51.100.7");
  });

  it("has names of headers in lower case and joins what came twice", () => {
    const multiValueHeaders = {
      "Sec-Fetch-Site": ["same-origin"],
      "ACCEPT-Language": ["de", "en"],
      "accept-language": ["fr"],
    };
    expect(requestOf({ multiValueHeaders }).headers).toEqual({
      "sec-fetch-site": "same-origin",
      "accept-language": "de,en,fr",
    });
  });

  it("hands cookies over one by one, and leaves out a name that came twice", () => {
    const multiValueHeaders = { Cookie: ["a=1; b=2;", "c=3;a=4"] };
    const { cookies, headers } = requestOf({ multiValueHeaders });
    expect([...cookies]).toEqual([
      ["b", "2"],
      ["c", "3"],
    ]);
    expect(headers).not.toHaveProperty("cookie");
  });

  it("leaves white space before a name that browsers do not see as one, so that nothing is planted", () => {
    const multiValueHeaders = { cookie: ["a=1; \u00a0__Host-b=2; \u2003c=3"] };
    expect([...requestOf({ multiValueHeaders }).cookies.keys()]).toEqual(["a"]);
  });

  it.each([
    ["treasury", "treasury"],
    ["a%2Fb", "a/b"],
    ["a+b", "a+b"],
    ["%C3%B1", "ñ"],
    ["a%252Fb", "a%2Fb"],
    ["100%", "100%"],
    ["%ff", "%ff"],
    ["%zz", "%zz"],
  ])("decodes the path parameter %j, which came as it was written", (came, read) => {
    const { pathParameters } = requestOf({ pathParameters: { application: came } });
    expect(pathParameters).toEqual({ application: read });
  });

  it("writes any query so that it is read as it was meant", () => {
    const texts = fc.string({ unit: "grapheme" });
    const queries = fc.dictionary(texts, fc.array(texts, { minLength: 1, maxLength: 3 }));
    fc.assert(
      fc.property(queries, (multiValueQueryStringParameters) => {
        const { query } = requestOf({ multiValueQueryStringParameters });
        for (const [name, values] of Object.entries(multiValueQueryStringParameters)) {
          expect(query.getAll(name)).toEqual(values);
        }
      }),
    );
  });

  it("writes what is no text as an HTTP API's reader would read it", () => {
    const { query } = requestOf({ multiValueQueryStringParameters: { "\ud800": ["a\udfff"] } });
    expect([...query]).toEqual([["\ufffd", "a\ufffd"]]);
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

  it.each([
    ["as text", "SAMLResponse=PHA%2B", false],
    ["in base64", "U0FNTFJlc3BvbnNlPVBIQSUyQg==", true],
  ])("keeps a form as it came, %s", (_how, body, isBase64Encoded) => {
    expect(requestOf({ httpMethod: "POST", body, isBase64Encoded }).body).toEqual({
      text: body,
      isBase64: isBase64Encoded,
    });
  });

  it("takes what is null for what is not there", () => {
    const nothing = { pathParameters: null, multiValueQueryStringParameters: null, body: null };
    const event = { ...aRestEvent(nothing), multiValueHeaders: null } as unknown as APIGatewayProxyEvent;
    const { pathParameters, rawQuery, body, headers, cookies } = parseRequest(
      fromRestEvent(event),
      NO_TRUST,
      CORRELATION_ID,
    );
    expect({ pathParameters, rawQuery, headers }).toEqual({ pathParameters: {}, rawQuery: "", headers: {} });
    expect(body).toEqual({ text: "", isBase64: false });
    expect(cookies.size).toBe(0);
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

  it("answers 200 where the route says nothing of it", () => {
    expect(toRestResult({}).statusCode).toBe(200);
  });
});

import { describe, expect, it } from "vitest";
import { apiGatewayEvent, decodedPath, type HttpRequestFacts } from "../../../dev/api-gateway/event.ts";

const FACTS: HttpRequestFacts = {
  method: "GET",
  url: "/launch/autocad?client=web&tag=a&tag=b%20c",
  httpVersion: "1.1",
  rawHeaders: ["Host", "localhost:8080", "User-Agent", "curl/8.5.0", "Accept", "text/html", "ACCEPT", "*/*"],
  body: Buffer.alloc(0),
  remoteAddress: "127.0.0.1",
  origin: new URL("http://localhost:8080"),
  requestId: "JKJaXmPLvHcESHA=",
  receivedAtMs: Date.UTC(2026, 2, 9, 7, 5, 3, 42),
};
const ROUTE = { routeKey: "GET /launch/{application}", pathParameters: { application: "autocad" } };

const posted = (contentType: string | null, body: Buffer): HttpRequestFacts => ({
  ...FACTS,
  method: "POST",
  rawHeaders: contentType === null ? [] : ["Content-Type", contentType],
  body,
});

describe("apiGatewayEvent", () => {
  it("gives the whole event of a GET, and nothing else", () => {
    expect(apiGatewayEvent(FACTS, ROUTE)).toStrictEqual({
      version: "2.0",
      routeKey: "GET /launch/{application}",
      rawPath: "/launch/autocad",
      rawQueryString: "client=web&tag=a&tag=b%20c",
      headers: {
        host: "localhost:8080",
        "user-agent": "curl/8.5.0",
        accept: "text/html,*/*",
        "content-length": "0",
        "x-forwarded-for": "127.0.0.1",
        "x-forwarded-port": "8080",
        "x-forwarded-proto": "http",
      },
      queryStringParameters: { client: "web", tag: "a,b c" },
      requestContext: {
        accountId: "123456789012",
        apiId: "local",
        domainName: "localhost",
        domainPrefix: "localhost",
        http: {
          method: "GET",
          path: "/launch/autocad",
          protocol: "HTTP/1.1",
          sourceIp: "127.0.0.1",
          userAgent: "curl/8.5.0",
        },
        requestId: "JKJaXmPLvHcESHA=",
        routeKey: "GET /launch/{application}",
        stage: "$default",
        time: "09/Mar/2026:07:05:03 +0000",
        timeEpoch: 1773039903042,
      },
      pathParameters: { application: "autocad" },
      isBase64Encoded: false,
    });
  });

  it("moves cookies out of the headers, in the order sent and verbatim", () => {
    const rawHeaders = ["Cookie", "__Host-a=1; b=x=y%20z;", "cookie", "c=3"];
    const event = apiGatewayEvent({ ...FACTS, rawHeaders }, ROUTE);
    expect(event.cookies).toStrictEqual(["__Host-a=1", "b=x=y%20z", "c=3"]);
    expect(event.headers).not.toHaveProperty("cookie");
  });

  it("leaves out what is empty: cookies, body, query and path parameters", () => {
    const event = apiGatewayEvent({ ...FACTS, url: "/" }, { routeKey: "GET /", pathParameters: {} });
    expect(event.rawQueryString).toBe("");
    for (const member of ["cookies", "body", "queryStringParameters", "pathParameters"]) {
      expect(event).not.toHaveProperty(member);
    }
  });

  it("keeps the query verbatim, question marks and plus signs included, while its parameters are decoded", () => {
    const event = apiGatewayEvent({ ...FACTS, url: "/?to=a?b&q=1+2%2B3&empty=&flag" }, ROUTE);
    expect(event.rawQueryString).toBe("to=a?b&q=1+2%2B3&empty=&flag");
    expect(event.queryStringParameters).toStrictEqual({ to: "a?b", q: "1 2+3", empty: "", flag: "" });
  });

  it("decodes rawPath, as HTTP APIs do whatever the name says", () => {
    expect(apiGatewayEvent({ ...FACTS, url: "/launch/cami%C3%B3n%20x" }, ROUTE).rawPath).toBe(
      "/launch/camión x",
    );
  });

  it("takes sourceIp from the connection whatever X-Forwarded-For claims", () => {
    const rawHeaders = [
      "X-Forwarded-For",
      "203.0.113.9",
      "X-Real-IP",
      "203.0.113.9",
      "Forwarded",
      "for=203.0.113.9",
    ];
    const event = apiGatewayEvent({ ...FACTS, rawHeaders }, ROUTE);
    expect(event.requestContext.http.sourceIp).toBe("127.0.0.1");
    expect(event.headers["x-forwarded-for"]).toBe("203.0.113.9, 127.0.0.1");
  });

  it("drops what belongs to the client's connection", () => {
    const rawHeaders = ["Connection", "keep-alive", "Transfer-Encoding", "chunked", "X-Kept", "yes"];
    const { headers } = apiGatewayEvent({ ...FACTS, rawHeaders }, ROUTE);
    expect(headers).not.toHaveProperty("connection");
    expect(headers).not.toHaveProperty("transfer-encoding");
    expect(headers).toHaveProperty("x-kept", "yes");
  });

  it.each(["application/json", "application/json; charset=utf-8", "TEXT/Plain", "application/xml"])(
    "passes a body of %s as text",
    (contentType) => {
      const event = apiGatewayEvent(posted(contentType, Buffer.from("ñ")), ROUTE);
      expect(event).toMatchObject({ isBase64Encoded: false, body: "ñ", headers: { "content-length": "2" } });
    },
  );

  it.each([
    "application/x-www-form-urlencoded",
    "application/octet-stream",
    "application/problem+json",
    null,
  ])("passes a body of %s as base64", (contentType) => {
    const event = apiGatewayEvent(posted(contentType, Buffer.from("SAMLResponse=abc%2B")), ROUTE);
    expect(event).toMatchObject({ isBase64Encoded: true, body: "U0FNTFJlc3BvbnNlPWFiYyUyQg==" });
  });
});

describe("decodedPath", () => {
  it("throws a URIError for an escape that is not UTF-8", () => {
    expect(() => decodedPath("/launch/%E0%A4%A")).toThrow(URIError);
  });
});

import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { afterEach, describe, expect, it } from "vitest";
import type { LambdaHandler } from "../../../dev/api-gateway/invocation.ts";
import { type ApiGateway, type ApiGatewayOptions, startApiGateway } from "../../../dev/api-gateway/server.ts";
import { rawRequest } from "./raw-request.ts";

let gateway: ApiGateway;
let events: APIGatewayProxyEventV2[];
let faults: unknown[];

async function start(handler: LambdaHandler, options: Partial<ApiGatewayOptions> = {}): Promise<ApiGateway> {
  events = [];
  faults = [];
  const recording: LambdaHandler = (event, context) => {
    events.push(event);
    return handler(event, context);
  };
  gateway = await startApiGateway({
    port: 0,
    routes: [{ routeKey: "ANY /at/{place}", handler: recording }],
    onFault: (_routeKey, error) => faults.push(error),
    ...options,
  });
  return gateway;
}

const valuesOf = (headers: readonly (readonly [string, string])[], name: string) =>
  headers.filter(([header]) => header === name).map(([, value]) => value);

describe("startApiGateway", () => {
  afterEach(() => gateway.stop());

  it("hands the request over as a payload 2.0 event", async () => {
    const { origin } = await start(() => ({ statusCode: 204 }));
    const head = [
      "POST /at/cami%C3%B3n?a=1&b=%20&a=2 HTTP/1.1",
      "Host: localhost",
      "Cookie: one=1; two=2",
      "X-Twice: first",
      "x-twice: second",
      "X-Forwarded-For: 203.0.113.9",
      "Content-Type: application/x-www-form-urlencoded",
    ];
    expect((await rawRequest(origin, head, "RelayState=r1&SAMLResponse=PHg%2B")).statusCode).toBe(204);
    expect(events[0]).toMatchObject({
      routeKey: "ANY /at/{place}",
      rawPath: "/at/camión",
      rawQueryString: "a=1&b=%20&a=2",
      queryStringParameters: { a: "1,2", b: " " },
      pathParameters: { place: "camión" },
      cookies: ["one=1", "two=2"],
      headers: { "x-twice": "first,second", "x-forwarded-for": "203.0.113.9, 127.0.0.1" },
      requestContext: { http: { method: "POST", path: "/at/camión", sourceIp: "127.0.0.1" } },
      body: Buffer.from("RelayState=r1&SAMLResponse=PHg%2B").toString("base64"),
      isBase64Encoded: true,
    });
  });

  it("writes one Set-Cookie a cookie, and the bytes of a base64 body", async () => {
    const { origin } = await start(() => ({
      statusCode: 200,
      headers: { "Content-Type": "text/html" },
      cookies: ["a=1; Path=/", "b=2; Path=/"],
      body: Buffer.from("<p>ñ</p>").toString("base64"),
      isBase64Encoded: true,
    }));
    const answer = await rawRequest(origin, ["GET /at/x HTTP/1.1", "Host: localhost"]);
    expect(valuesOf(answer.headers, "set-cookie")).toStrictEqual(["a=1; Path=/", "b=2; Path=/"]);
    expect(valuesOf(answer.headers, "content-length")).toStrictEqual(["9"]);
    expect(answer.body).toBe("<p>ñ</p>");
  });

  it("answers HEAD with the headers of the answer and no body", async () => {
    const { origin } = await start(() => ({ statusCode: 200, body: "four" }));
    const answer = await rawRequest(origin, ["HEAD /at/x HTTP/1.1", "Host: localhost"]);
    expect(valuesOf(answer.headers, "content-length")).toStrictEqual(["4"]);
    expect(answer.body).toBe("");
  });

  it("gives the handler Lambda's context", async () => {
    const contexts: Context[] = [];
    const { origin } = await start((_event, context) => ({ done: contexts.push(context) }));
    await fetch(`${origin}/at/x`);
    expect(contexts[0]).toMatchObject({ functionName: "ANY-at-place-", awsRequestId: expect.any(String) });
    expect(contexts[0]?.getRemainingTimeInMillis()).toBeGreaterThan(25_000);
  });

  it("answers 404 where no route matches, without calling a handler", async () => {
    const { origin } = await start(() => "never");
    const response = await fetch(`${origin}/elsewhere`);
    expect([response.status, await response.text()]).toStrictEqual([404, '{"message":"Not Found"}']);
    expect(events).toHaveLength(0);
  });

  it("answers 400 to a path that is not UTF-8", async () => {
    const { origin } = await start(() => "never");
    expect((await rawRequest(origin, ["GET /at/%E0 HTTP/1.1", "Host: localhost"])).body).toBe(
      '{"message":"Bad Request"}',
    );
  });

  it.each([
    ["throws", () => Promise.reject(new Error("secret detail"))],
    ["throws before its first await", () => JSON.parse("{")],
    ["returns a malformed response", () => ({ statusCode: 200, body: { secret: "detail" } })],
  ])("answers 500 without a detail when the handler %s, and reports the fault", async (_case, handler) => {
    const { origin } = await start(handler);
    const response = await fetch(`${origin}/at/x`);
    expect([response.status, await response.text()]).toStrictEqual([
      500,
      '{"message":"Internal Server Error"}',
    ]);
    expect(faults).toHaveLength(1);
  });

  it("answers 503 when the handler runs out of time", async () => {
    const { origin } = await start(() => new Promise(() => undefined), { integrationTimeoutMs: 20 });
    const response = await fetch(`${origin}/at/x`);
    expect([response.status, await response.text()]).toStrictEqual([
      503,
      '{"message":"Service Unavailable"}',
    ]);
  });

  it("answers 431 to more than 10,240 bytes of headers", async () => {
    const { origin } = await start(() => "fine");
    const head = (bytes: number) => ["GET /at/x HTTP/1.1", "Host: l", `X-Long: ${"a".repeat(bytes)}`];
    // "GET" + "/at/x" + "l" + "close" are 14 bytes.
    expect((await rawRequest(origin, head(10_226))).statusCode).toBe(200);
    expect(await rawRequest(origin, head(10_227))).toMatchObject({
      statusCode: 431,
      body: '{"message":"Request Header Fields Too Large"}',
    });
  });

  it("answers 413 to a body over the limit, however it is sent", async () => {
    const { origin } = await start(() => "fine", { maxBodyBytes: 1000 });
    const post = (body: string | ReadableStream) =>
      fetch(`${origin}/at/x`, { method: "POST", body, duplex: "half" });
    const chunked = new Blob(["a".repeat(600), "b".repeat(401)]).stream();
    expect((await post("a".repeat(1000))).status).toBe(200);
    expect((await post("a".repeat(1001))).status).toBe(413);
    const response = await post(chunked);
    expect([response.status, await response.text()]).toStrictEqual([
      413,
      '{"message":"Request Entity Too Large"}',
    ]);
    expect(events).toHaveLength(1);
  });

  it("lets 10 MB through by default and no more", async () => {
    const { origin } = await start((event) => ({ statusCode: 200, body: String(event.body?.length) }));
    const post = (bytes: number) =>
      fetch(`${origin}/at/x`, {
        method: "POST",
        headers: { "content-type": "text/plain" },
        body: "a".repeat(bytes),
      });
    expect(await (await post(10 * 1024 * 1024)).text()).toBe("10485760");
    expect((await post(10 * 1024 * 1024 + 1)).status).toBe(413);
  });

  it("names the port that is taken", async () => {
    const { origin } = await start(() => "fine");
    const { port } = new URL(origin);
    await expect(startApiGateway({ port: Number(port), routes: [] })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is already in use`,
    );
  });

  it("calls itself by the host it is given", async () => {
    const { origin } = await start(() => "fine", { host: "broker.localhost" });
    expect(origin).toMatch(/^http:\/\/broker\.localhost:\d+$/);
  });
});

import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { ConfigError } from "../../functions/config.ts";
import type { FaultEvent } from "../../functions/core/audit-event.ts";
import {
  defineFunction,
  type FunctionHandler,
  type FunctionParts,
} from "../../functions/http/define-function.ts";
import type { HttpRequest } from "../../functions/http/request.ts";
import { html, json, redirect } from "../../functions/http/response.ts";
import { securityHeaders } from "../../functions/http/security-headers.ts";
import {
  aLambdaContext,
  anEvent,
  headingOf,
  type MemoryAudit,
  memoryAudit,
  NO_TRUST,
  problemOf,
} from "../support/http-builders.ts";
import { restEventOf } from "../support/rest-builders.ts";

const SECRET = "password=hunter2 for ana@example.com";

interface Ports {
  readonly marker: string;
}

function aFunction(
  audit: MemoryAudit,
  change: Partial<FunctionParts<Ports>> = {},
  serve: (request: HttpRequest, ports: Ports) => ReturnType<typeof html> = () => html(200, "<p>fine</p>"),
): FunctionHandler {
  return defineFunction({
    routes: { "GET /": async (request, ports) => serve(request, ports) },
    ports: async () => ({ marker: "ports" }),
    edgeTrust: async () => NO_TRUST,
    audit,
    ...change,
  });
}

const failing = (audit: MemoryAudit, error: unknown): FunctionHandler =>
  aFunction(audit, {}, () => {
    throw error;
  });

const faultOf = ({ events }: MemoryAudit): FaultEvent => {
  expect(events).toHaveLength(1);
  return events[0] as FaultEvent;
};

describe("defineFunction", () => {
  it("gives the route its request and ports", async () => {
    const handler = aFunction(memoryAudit(), {}, (request, { marker }) =>
      json(200, { marker, reference: request.correlationId, query: request.query.get("a") }),
    );
    const response = await handler(anEvent({ query: "a=b" }), aLambdaContext());
    const reference = response.headers?.["correlation-id"];
    expect(reference).toMatch(/^[0-9A-Z-]{19}$/);
    expect(problemOf(response)).toEqual({ marker: "ports", reference, query: "b" });
  });

  it("asks the edge trust for each request", async () => {
    const handler = aFunction(
      memoryAudit(),
      { edgeTrust: async () => ({ certificateSubject: "CN=edge", secrets: [], required: false }) },
      ({ viewer }) => json(200, viewer),
    );
    const headers = { "cloudfront-viewer-country": "IE" };
    const response = await handler(anEvent({ headers, clientCertificate: "CN=edge" }), aLambdaContext());
    expect(problemOf(response)).toMatchObject({ edge: { trusted: true } });
  });

  it("gives every request a correlation id of its own", async () => {
    const handler = aFunction(memoryAudit());
    const one = await handler(anEvent(), aLambdaContext());
    const other = await handler(anEvent(), aLambdaContext());
    expect(one.headers?.["correlation-id"]).not.toBe(other.headers?.["correlation-id"]);
  });

  it("takes no correlation id from the client", async () => {
    const headers = { "correlation-id": "FORGED" };
    const response = await aFunction(memoryAudit())(anEvent({ headers }), aLambdaContext());
    expect(response.headers?.["correlation-id"]).not.toBe("FORGED");
  });

  it.each([
    ["a page", () => html(200, "<p>fine</p>")],
    ["a redirect", () => redirect("https://elsewhere.example/")],
    ["JSON", () => json(200, {})],
    [
      "an answer that sets such headers itself",
      () => ({ statusCode: 200, headers: { "cache-control": "public" } }),
    ],
    ["an answer without headers", () => ({ statusCode: 204 })],
    [
      "an error",
      () => {
        throw new Error("bug");
      },
    ],
  ])("adds the security headers to %s", async (_case, serve) => {
    const response = await aFunction(memoryAudit(), {}, serve)(anEvent(), aLambdaContext());
    const reference = String(response.headers?.["correlation-id"]);
    expect(response.headers).toMatchObject(securityHeaders(reference));
  });

  it("keeps a route's own headers and cookies", async () => {
    const handler = aFunction(memoryAudit(), {}, () => redirect("/next", ["a=1"]));
    const response = await handler(anEvent(), aLambdaContext());
    expect(response.headers?.location).toBe("/next");
    expect(response.cookies).toEqual(["a=1"]);
  });
});

describe("defineFunction: where only our edge may ask", () => {
  const SUBJECT = "CN=edge.example.com,O=Example";
  const required = { certificateSubject: SUBJECT, secrets: [], required: true };
  const routes = {
    "GET /": async () => html(200, "<p>fine</p>"),
    "GET /healthz": async () => json(200, {}),
  };
  const asked = async (facts: Parameters<typeof anEvent>[0], trust = required) => {
    const audit = memoryAudit();
    const handler = aFunction(audit, { routes, edgeTrust: async () => trust });
    return { audit, response: await handler(anEvent(facts), aLambdaContext()) };
  };

  it("answers the edge", async () => {
    const { audit, response } = await asked({ clientCertificate: SUBJECT });
    expect(response.statusCode).toBe(200);
    expect(audit.events).toEqual([]);
  });

  it("answers an edge that knows the secret", async () => {
    const secret = "the-shared-secret-of-our-distribution";
    const trust = { ...required, secrets: [secret] };
    const { response } = await asked({ headers: { "x-streamgate-edge": secret } }, trust as never);
    expect(response.statusCode).toBe(200);
  });

  it.each([
    ["another certificate of its authority", { clientCertificate: "CN=another,O=Example" }],
    ["no certificate", {}],
    ["the subject in a header", { headers: { "x-streamgate-edge": SUBJECT } }],
    ["another certificate, for a route that is none", { routeKey: "GET /other", clientCertificate: "CN=a" }],
  ])("refuses %s opaquely, and writes it down", async (_case, facts) => {
    const { audit, response } = await asked(facts);
    expect(response.statusCode).toBe(403);
    expect(headingOf(response)).toBe("Nothing is served this way");
    expect(response.body).not.toMatch(/edge|certificate/i);
    expect(response.headers).toMatchObject(securityHeaders(String(audit.events[0]?.correlationId)));
    expect(audit.events).toMatchObject([
      { event: "request_refused", severity: "error", refusal: { reason: "edge_required" } },
    ]);
  });

  it("makes nothing for who is refused", async () => {
    const ports = (): never => {
      throw new Error("made");
    };
    const handler = aFunction(memoryAudit(), { edgeTrust: async () => required, ports });
    expect((await handler(anEvent(), aLambdaContext())).statusCode).toBe(403);
  });

  it("answers for its health to who can show nothing, and to nobody's benefit else", async () => {
    expect((await asked({ routeKey: "GET /healthz", path: "/healthz" })).response.statusCode).toBe(200);
    expect((await asked({ routeKey: "GET /", path: "/healthz" })).response.statusCode).toBe(403);
  });
});

describe("defineFunction: unexpected errors", () => {
  it("answers an opaque page with the reference of the fault event", async () => {
    const audit = memoryAudit();
    const response = await failing(audit, new RangeError(SECRET))(anEvent(), aLambdaContext());
    const { correlationId, detail, fault, severity } = faultOf(audit);
    expect(response.statusCode).toBe(500);
    expect(headingOf(response)).toBe("Something went wrong");
    expect(response.body).toContain(correlationId);
    expect(response.headers?.["correlation-id"]).toBe(correlationId);
    expect(`${response.body}${JSON.stringify(response.headers)}`).not.toMatch(/hunter2|RangeError|\.ts/);
    expect({ fault, severity }).toEqual({ fault: "unexpected_error", severity: "error" });
    expect(detail).toMatchObject({ route: "GET /", error: "RangeError" });
  });

  it("answers problem details to who prefers JSON", async () => {
    const headers = { accept: "application/json" };
    const response = await failing(memoryAudit(), new Error(SECRET))(anEvent({ headers }), aLambdaContext());
    expect(response.headers?.["content-type"]).toBe("application/problem+json");
    expect(problemOf(response)).toMatchObject({
      status: 500,
      reason: "unavailable",
      correlationId: response.headers?.["correlation-id"],
    });
    expect(response.body).not.toContain("hunter2");
  });

  it("writes places in the sources, and no message", async () => {
    const audit = memoryAudit();
    const error = new TypeError(`${SECRET}\n${SECRET}`, { cause: new Error(SECRET) });
    await failing(audit, error)(anEvent(), aLambdaContext());
    const { detail } = faultOf(audit);
    expect(detail.at).toMatch(/define-function\.test\.ts:\d+/);
    expect(String(detail.at).split(" < ").length).toBeLessThanOrEqual(4);
    expect(detail).not.toHaveProperty("faults");
    expect(JSON.stringify(audit.events)).not.toContain("hunter2");
  });

  it("lists the faults of a ConfigError, which holds no values", async () => {
    const audit = memoryAudit();
    const error = new ConfigError(["A is not set", "B is not a URL"]);
    await failing(audit, error)(anEvent(), aLambdaContext());
    expect(faultOf(audit).detail).toMatchObject({
      error: "ConfigError",
      faults: "the set-up is not usable: A is not set | B is not a URL",
    });
  });

  it.each([
    ["a text", SECRET],
    ["nothing", undefined],
    ["null", null],
    ["an object", { message: SECRET }],
  ])("stays opaque where %s is thrown", async (_case, thrown) => {
    const audit = memoryAudit();
    const response = await failing(audit, thrown)(anEvent(), aLambdaContext());
    expect(response.statusCode).toBe(500);
    expect(`${response.body}${JSON.stringify(audit.events)}`).not.toContain("hunter2");
  });

  it("answers for a route key it does not have", async () => {
    const audit = memoryAudit();
    const response = await aFunction(audit)(anEvent({ routeKey: "GET /other" }), aLambdaContext());
    expect(response.statusCode).toBe(500);
    expect(faultOf(audit).detail).toMatchObject({ route: "GET /other", error: "TypeError" });
  });

  it.each(["ports", "edgeTrust"])("answers where its %s cannot be made, each time", async (part) => {
    const audit = memoryAudit();
    const broken = Promise.reject(new ConfigError(["A is not set"]));
    broken.catch(() => {});
    const handler = aFunction(audit, { [part]: () => broken });
    for (let count = 1; count <= 2; count += 1) {
      const response = await handler(anEvent(), aLambdaContext());
      expect(response.statusCode).toBe(503);
      expect(response.body).not.toContain("A is not set");
      expect(audit.events).toHaveLength(count);
    }
  });

  it("answers in the reader's language, cookies and paths garbage or not", async () => {
    const headers = { "accept-language": "es" };
    const event = anEvent({ headers, cookies: ["="], pathParameters: { a: "%zz" }, query: "%" });
    const response = await failing(memoryAudit(), new Error("bug"))(event, aLambdaContext());
    expect(headingOf(response)).toBe("Algo ha ido mal");
  });

  it("answers before Lambda would end it", async () => {
    const audit = memoryAudit();
    const handler = aFunction(audit, { ports: () => new Promise(() => {}) });
    const context = { ...aLambdaContext(), getRemainingTimeInMillis: () => 50 };
    const response = await handler(anEvent(), context);
    expect(response.statusCode).toBe(500);
    expect(faultOf(audit).detail.error).toBe("TimeoutError");
  });
});

describe("defineFunction: an event that no API sent", () => {
  it.each([
    ["null", null],
    ["nothing", undefined],
    ["a text", SECRET],
    ["a number", 7],
    ["a list", [SECRET]],
    ["an empty object", {}],
    ["a queue's messages", { Records: [{ body: SECRET }] }],
    ["a payload 1.0 without a context", { httpMethod: "GET", resource: "/", multiValueHeaders: {} }],
    ["an HTTP API's without headers", { ...anEvent(), headers: null }],
    ["an HTTP API's with one header that is no text", { ...anEvent(), headers: { accept: 7 } }],
    ["an HTTP API's with cookies that are none", { ...anEvent(), cookies: 7 }],
    ["an HTTP API's without a context", { ...anEvent(), requestContext: { http: null } }],
    ["a route key that is no text", { ...anEvent(), routeKey: { a: SECRET } }],
    ["a route key that every object has", anEvent({ routeKey: "constructor" })],
    ["a route key that every object has, too", anEvent({ routeKey: "__proto__" })],
  ])("is answered opaquely, and the fault event has its reference: %s", async (_case, event) => {
    const audit = memoryAudit();
    const response = await aFunction(audit)(event as APIGatewayProxyEventV2, aLambdaContext());
    expect(response.statusCode).toBe(500);
    expect(response.headers).toMatchObject(securityHeaders(faultOf(audit).correlationId));
    expect(faultOf(audit).detail.error).toBe("TypeError");
    expect(`${response.body}${JSON.stringify(audit.events)}`).not.toContain("hunter2");
  });
});

describe("defineFunction: a REST API's event", () => {
  const atRest = (event = anEvent(), changes: object = {}) =>
    ({ ...restEventOf(event), ...changes }) as unknown as APIGatewayProxyEventV2;

  it("reaches the route as an HTTP API's, and is answered as a REST API's", async () => {
    const handler = aFunction(memoryAudit(), {}, ({ routeKey, query }) => ({
      ...json(200, { routeKey, a: query.getAll("a") }),
      cookies: ["one=1", "two=2"],
    }));
    const response = await handler(atRest(anEvent({ query: "a=b%20c&a=d" })), aLambdaContext());
    expect(response).toEqual({
      statusCode: 200,
      headers: {
        "content-type": "application/json",
        ...securityHeaders(String(response.headers?.["correlation-id"])),
      },
      multiValueHeaders: { "set-cookie": ["one=1", "two=2"] },
      body: '{"routeKey":"GET /","a":["b c","d"]}',
      isBase64Encoded: false,
    });
  });

  it("is answered opaquely where the route has a bug, under the reference of the fault event", async () => {
    const audit = memoryAudit();
    const response = await failing(audit, new RangeError(SECRET))(atRest(), aLambdaContext());
    const { correlationId, detail } = faultOf(audit);
    expect(response).toMatchObject({ statusCode: 500, isBase64Encoded: false });
    expect(response).not.toHaveProperty("cookies");
    expect(response.headers).toMatchObject(securityHeaders(correlationId));
    expect(headingOf(response)).toBe("Something went wrong");
    expect(detail).toMatchObject({ route: "GET /", error: "RangeError" });
  });

  it("is answered opaquely where it cannot be read as one", async () => {
    const audit = memoryAudit();
    const handler = aFunction(audit);
    const response = await handler(atRest(anEvent(), { requestContext: null }), aLambdaContext());
    expect(response).toMatchObject({ statusCode: 500, isBase64Encoded: false });
    expect(faultOf(audit).detail).toMatchObject({ route: null, error: "TypeError" });
  });
});

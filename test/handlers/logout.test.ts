import { describe, expect, it } from "vitest";
import { logoutRoute } from "../../functions/handlers/logout.ts";
import { clearCookie, SESSION_COOKIE } from "../../functions/http/cookies.ts";
import type { HttpResponse } from "../../functions/http/response.ts";
import {
  anEvent,
  answer,
  type EventFacts,
  memoryPorts,
  ORIGIN,
  problemOf,
  sessionCookies,
} from "../support/http-builders.ts";

const logout = (headers: Record<string, string>, facts: EventFacts = {}, ports = memoryPorts()) =>
  answer(logoutRoute, ports, anEvent({ routeKey: "POST /logout", path: "/logout", ...facts, headers }));
const ended = (response: HttpResponse): void => {
  expect(response.statusCode).toBe(303);
  expect(response.headers?.location).toBe("/");
  expect(response.cookies).toEqual([clearCookie(SESSION_COOKIE)]);
};

describe("logoutRoute", () => {
  it.each<[string, Record<string, string>]>([
    ["our own page's form", { "sec-fetch-site": "same-origin", origin: "null" }],
    ["our own page's form that names its origin", { "sec-fetch-site": "same-origin", origin: ORIGIN }],
    ["our own page, in a browser without fetch metadata", { origin: ORIGIN }],
  ])("ends the session for %s", async (_case, headers) => {
    ended(await logout(headers));
  });

  it.each<[string, Record<string, string>]>([
    ["another site", { "sec-fetch-site": "cross-site", origin: "https://evil.example" }],
    ["another site that hides its origin", { "sec-fetch-site": "cross-site", origin: "null" }],
    ["another site with our origin", { "sec-fetch-site": "cross-site", origin: ORIGIN }],
    ["a sub-domain", { "sec-fetch-site": "same-site", origin: "https://x.example.com" }],
    ["nobody's page", { "sec-fetch-site": "none" }],
    ["empty fetch metadata with our origin", { "sec-fetch-site": "", origin: ORIGIN }],
    ["another origin without fetch metadata", { origin: "https://evil.example" }],
    ["our host over http", { origin: ORIGIN.replace("https", "http") }],
    ["our host on another port", { origin: `${ORIGIN}:8443` }],
    ["an origin that begins like ours", { origin: `${ORIGIN}.evil.example` }],
    ["the origin of the Host header", { origin: "https://evil.example", host: "evil.example" }],
    ["a hidden origin without fetch metadata", { origin: "null" }],
    ["no origin at all", {}],
  ])("refuses %s", async (_case, headers) => {
    const ports = memoryPorts();
    const response = await logout(headers, { cookies: await sessionCookies() }, ports);
    expect(response.statusCode).toBe(403);
    expect(response.cookies).toEqual([]);
    expect(ports.audit.events).toMatchObject([
      { event: "request_refused", refusal: { reason: "cross_site_request" } },
    ]);
  });

  it("writes who signed out, under the answer's reference", async () => {
    const ports = memoryPorts();
    const response = await logout({ origin: ORIGIN }, { cookies: await sessionCookies() }, ports);
    expect(ports.audit.events).toEqual([
      {
        schema: "streamgate.audit.v1",
        time: "2026-08-03T09:00:00.000Z",
        correlationId: response.headers?.["correlation-id"],
        severity: "info",
        event: "sign_out",
        outcome: "success",
        principal: {
          identityProvider: "corporate",
          subject: "00u-ana",
          userId: "abcdefghijklmnopqrstuvwxyz234567",
        },
      },
    ]);
  });

  it("clears the cookie of a session that cannot be read, too", async () => {
    const ports = memoryPorts();
    ended(await logout({ origin: ORIGIN }, { cookies: [`${SESSION_COOKIE}=garbage`] }, ports));
    expect(ports.audit.events).toMatchObject([{ event: "sign_out", principal: null }]);
  });

  it("answers a program with a problem", async () => {
    const response = await logout({ origin: "null", accept: "application/json" });
    expect(problemOf(response)).toMatchObject({ status: 403, reason: "access_denied" });
  });
});

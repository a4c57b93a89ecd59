import { describe, expect, it } from "vitest";
import { refusal } from "../../functions/core/refusal.ts";
import { err } from "../../functions/core/result.ts";
import { endSessionsRoute, sessionsRoute } from "../../functions/handlers/own-sessions.ts";
import type { HttpResponse } from "../../functions/http/response.ts";
import {
  anApplication,
  anEvent,
  answer,
  type EventFacts,
  headingOf,
  linksOf,
  NOW_SECONDS,
  sessionCookies,
  TWO_PROVIDERS,
} from "../support/http-builders.ts";
import { aForm } from "../support/saml-route-builders.ts";
import {
  anOwnSession,
  type SessionRoutePorts,
  sessionRoutePorts,
} from "../support/session-route-builders.ts";

const HOSTILE = `"><img src=x onerror=alert(1)>`;
const TWO = [
  anOwnSession(),
  anOwnSession({ id: "launch-2", application: "design", fleet: "virginia", region: "us-east-1" }),
];

async function get(ports = sessionRoutePorts(), facts: EventFacts = {}): Promise<HttpResponse> {
  const cookies = await sessionCookies();
  return await answer(sessionsRoute, ports, anEvent({ routeKey: "GET /sessions", cookies, ...facts }));
}

async function post(
  fields: Record<string, string>,
  ports: SessionRoutePorts = sessionRoutePorts(),
  facts: EventFacts = {},
): Promise<HttpResponse> {
  const form = aForm(fields, { headers: { "sec-fetch-site": "same-origin" } });
  const cookies = await sessionCookies();
  const event = anEvent({ ...form, cookies, ...facts, routeKey: "POST /sessions" });
  return await answer(endSessionsRoute, ports, event);
}

describe("sessionsRoute", () => {
  it("shows each session with its place, its times and both ways on", async () => {
    const response = await get(sessionRoutePorts({ sessions: TWO }));
    expect(response.statusCode).toBe(200);
    expect(headingOf(response)).toBe("My sessions");
    expect(linksOf(response)).toEqual(["/", "/sessions", "/launch/treasury", "/launch/design"]);
    for (const text of ["Dublin (Ireland)", "Northern Virginia (United States)", "25 minutes ago"]) {
      expect(response.body).toContain(text);
    }
    expect(response.body).toContain("in 3 hours");
    expect(response.body).toContain("End all sessions");
    expect(response.headers?.["content-security-policy"]).toMatch(/script-src 'sha256-/);
  });

  it("says that there is none, and offers no end of all", async () => {
    const response = await get(sessionRoutePorts({ sessions: [] }));
    expect(response.body).toContain("You have no session open.");
    expect(response.body).not.toContain("End all sessions");
  });

  it("says which Regions did not answer, and what is not known", async () => {
    const unheard = { state: "unconfirmed", isConnected: null, expiresAt: null } as const;
    const response = await get(
      sessionRoutePorts({ sessions: [anOwnSession(unheard)], silentRegions: ["eu-west-1", "us-east-1"] }),
    );
    expect(response.body).toContain("Dublin (Ireland) and Northern Virginia (United States) did not answer");
    expect(response.body).toContain("Not confirmed");
    expect(response.body).not.toContain("Ends by itself");
  });

  it.each([
    [{ isConnected: true }, "On a screen now"],
    [{ isConnected: false }, "Open, on no screen"],
    [{ state: "reserved", isConnected: false, startedAt: NOW_SECONDS } as const, "About to open"],
  ])("says of %j: %s", async (change, text) => {
    expect((await get(sessionRoutePorts({ sessions: [anOwnSession(change)] }))).body).toContain(text);
  });

  it("leads nowhere from a session whose application left the policy, which can still be ended", async () => {
    const response = await get(sessionRoutePorts({ sessions: [anOwnSession({ application: "former" })] }));
    expect(linksOf(response)).toEqual(["/", "/sessions"]);
    expect(response.body).toContain("End An application that is no longer offered");
  });

  it.each([
    ["ended=1", "The session has ended."],
    ["ended=12", "12 sessions have ended."],
    ["failed=1", "One session could not be ended."],
    ["ended=1&failed=2", "2 sessions could not be ended."],
    ["gone=1", "That session was over already"],
  ])("says after a form: %s", async (query, text) => {
    expect((await get(undefined, { query })).body).toContain(text);
  });

  it.each(["ended=0", "ended=-1", "ended=100", "ended=<b>", "ended=1e1", "ended="])(
    "says nothing for %s",
    async (query) => {
      expect((await get(undefined, { query })).body).not.toContain('role="status"');
    },
  );

  it("escapes what the policy says, in every language", async () => {
    const applications = { treasury: anApplication({ name: { en: HOSTILE } }) };
    for (const language of ["en", "es", "pt", "de", "tr"]) {
      const headers = { "accept-language": language };
      const { body } = await get(sessionRoutePorts({}, { applications }), { headers });
      expect(body).toContain("&lt;img src=x");
      expect(body).not.toContain("<img");
    }
  });

  it("sends whoever is signed out through the sign-in and back here", async () => {
    expect((await get(undefined, { cookies: [] })).headers?.location).toBe("/login/corporate?to=sessions");
    const two = sessionRoutePorts({}, { identityProviders: TWO_PROVIDERS });
    expect(linksOf(await get(two, { cookies: [] }))).toEqual([
      "/login/corporate?to=sessions",
      "/login/partner?to=sessions",
    ]);
    const headers = { accept: "application/json" };
    expect((await get(undefined, { cookies: [], headers })).statusCode).toBe(401);
  });
});

describe("endSessionsRoute", () => {
  it("asks first, and says what is lost", async () => {
    const ports = sessionRoutePorts({ sessions: [anOwnSession({ isConnected: true }), ...TWO.slice(1)] });
    const response = await post({ id: "launch-1" }, ports);
    expect(headingOf(response)).toBe("End Treasury desk?");
    expect(response.body).toContain("what was not saved is lost");
    expect(response.body).toContain("on a screen at this moment");
    expect(response.body).not.toContain("Branch designer");
    expect(ports.ended).toEqual([]);
  });

  it("ends one after the yes, and goes back to the list", async () => {
    const ports = sessionRoutePorts();
    const response = await post({ id: "launch-1", confirmed: "yes" }, ports);
    expect([response.statusCode, response.headers?.location]).toEqual([303, "/sessions?ended=1"]);
    expect(ports.ended).toMatchObject([
      { id: "launch-1", by: { kind: "self" }, principal: { subject: "00u-ana" } },
    ]);
  });

  it("asks for all of them by name, and ends them after the yes", async () => {
    const ports = sessionRoutePorts({ sessions: TWO });
    const asked = await post({ all: "yes" }, ports);
    expect(headingOf(asked)).toBe("End all sessions?");
    for (const name of ["Treasury desk", "Branch designer"]) expect(asked.body).toContain(name);
    expect(ports.ended).toEqual([]);
    const ended = await post({ all: "yes", confirmed: "yes" }, ports);
    expect(ended.headers?.location).toBe("/sessions?ended=2");
    expect(ports.ended.map(({ id }) => id)).toEqual(["launch-1", "launch-2"]);
  });

  it("says of somebody else's session what it says of none", async () => {
    const ports = sessionRoutePorts();
    for (const confirmed of [{}, { confirmed: "yes" }]) {
      const response = await post({ id: "launch-of-eve", ...confirmed }, ports);
      expect(response.headers?.location).toBe("/sessions?gone=1");
    }
    expect((await post({ all: "yes" }, sessionRoutePorts({ sessions: [] }))).headers?.location).toBe(
      "/sessions?gone=1",
    );
    const none = sessionRoutePorts({ sessions: [] });
    expect((await post({ all: "yes", confirmed: "yes" }, none)).headers?.location).toBe("/sessions?gone=1");
    expect(ports.ended).toEqual([]);
  });

  it("says that it did not end what AppStream did not end, and writes down why", async () => {
    const failure = err(refusal("streaming_session_not_ended", { fleet: "ireland", fault: "throttled" }));
    const ports = sessionRoutePorts({ sessions: TWO }, {}, failure);
    const one = await post({ id: "launch-1", confirmed: "yes" }, ports);
    expect(one.headers?.location).toBe("/sessions?failed=1");
    const all = await post({ all: "yes", confirmed: "yes" }, ports);
    expect(all.headers?.location).toBe("/sessions?failed=2");
    expect(ports.audit.events).toHaveLength(3);
    expect(ports.audit.events[0]).toMatchObject({
      ...{ event: "request_refused", route: "POST /sessions" },
      refusal: { evidence: { fault: "throttled" } },
    });
  });

  it.each([
    [{}, "cross-site"],
    [{}, "same-site"],
    [{}, "none"],
  ])("ends nothing for a form of another site's page", async (_, site) => {
    const ports = sessionRoutePorts();
    const form = aForm({ id: "launch-1", confirmed: "yes" }, { headers: { "sec-fetch-site": site } });
    const response = await post({}, ports, form);
    expect(response.statusCode).toBe(403);
    expect(ports.ended).toEqual([]);
    expect(ports.audit.events).toMatchObject([{ refusal: { reason: "cross_site_request" } }]);
  });

  it.each(["", "id=a&id=b", "id=a&all=yes", "all=no", "all=yes&all=yes", "confirmed=yes"])(
    "refuses the form %j",
    async (body) => {
      const ports = sessionRoutePorts();
      const headers = {
        "sec-fetch-site": "same-origin",
        "content-type": "application/x-www-form-urlencoded",
      };
      const response = await post({}, ports, { body, headers, isBase64Encoded: false });
      expect(response.statusCode).toBe(400);
      expect(ports.audit.events).toMatchObject([{ refusal: { reason: "sessions_form_invalid" } }]);
    },
  );

  it("sends whoever is signed out through the sign-in", async () => {
    const response = await post({ id: "launch-1", confirmed: "yes" }, undefined, { cookies: [] });
    expect(response.headers?.location).toBe("/login/corporate?to=sessions");
  });
});

import { describe, expect, it } from "vitest";
import type { Policy } from "../../functions/core/policy.ts";
import { refusal } from "../../functions/core/refusal.ts";
import { err } from "../../functions/core/result.ts";
import {
  helpDeskEndRoute,
  helpDeskLaunchRoute,
  helpDeskRoute,
  helpDeskSessionsRoute,
} from "../../functions/handlers/help-desk.ts";
import type { HelpDeskRoutePorts } from "../../functions/handlers/help-desk-answers.ts";
import type { Route } from "../../functions/http/define-function.ts";
import type { HttpResponse } from "../../functions/http/response.ts";
import {
  anEvent,
  answer,
  aProvider,
  type EventFacts,
  headingOf,
  NOW_SECONDS,
  sessionCookies,
} from "../support/http-builders.ts";
import { aForm } from "../support/saml-route-builders.ts";
import {
  anOwnSession,
  type SessionRoutePorts,
  sessionRoutePorts,
} from "../support/session-route-builders.ts";

const MEMBER: Partial<Policy> = {
  operators: { helpDesk: { groups: [], subjects: [{ identityProvider: "corporate", subject: "00u-ana" }] } },
};
const CODE = "0123-4567-89AB-CDEF";
const HOSTILE = `"><img src=x onerror=alert(1)>`;
const BY_USER = { by: "user", value: "u-ana" };

const member = (...[list, policy = {}, end]: Parameters<typeof sessionRoutePorts>) =>
  sessionRoutePorts(list, { ...MEMBER, ...policy }, end);

async function ask(
  route: Route<HelpDeskRoutePorts & { readonly audit: SessionRoutePorts["audit"] }>,
  fields: Record<string, string>,
  ports: SessionRoutePorts = member(),
  facts: EventFacts = {},
): Promise<HttpResponse> {
  const language = facts.headers?.["accept-language"] ?? "en";
  const headers = { "sec-fetch-site": "same-origin", "accept-language": language };
  const form = aForm(fields, { headers });
  const event = anEvent({
    ...form,
    cookies: await sessionCookies(),
    ...facts,
    routeKey: "POST /help-desk/x",
  });
  return await answer(route, ports, {
    ...event,
    headers: { ...event.headers, ...form.headers, ...facts.headers },
  });
}

const page = async (ports: SessionRoutePorts, facts: EventFacts = {}) =>
  await answer(
    helpDeskRoute,
    ports,
    anEvent({ routeKey: "GET /help-desk", cookies: await sessionCookies(), ...facts }),
  );

async function withReference(ports: SessionRoutePorts, subject = "ana-7"): Promise<SessionRoutePorts> {
  await ports.references.write({
    ...{ correlationId: CODE, launchId: null, identityProvider: "corporate", subject, userId: "u-ana" },
    ...{
      application: null,
      policyVersion: "policy-version-1",
      state: "failed",
      reason: "application_unknown",
    },
    ...{ basis: null, createdAt: NOW_SECONDS - 60, expiresAt: NOW_SECONDS + 60 },
  });
  return ports;
}

describe("helpDeskRoute", () => {
  it("has both questions for a member, and the providers whose users can be found", async () => {
    const claimed = aProvider({ name: { en: "Claims" }, userId: { from: "claim", claim: "upn" } });
    const identityProviders = { corporate: aProvider(), claimed };
    const { statusCode, body } = await page(member({}, { identityProviders }));
    expect(statusCode).toBe(200);
    expect(body).toContain('<option value="subject:corporate">Subject at Corporate</option>');
    expect(body).not.toContain("subject:claimed");
    expect(body?.match(/method="post"/g)).toHaveLength(2);
    expect(body).toContain('href="/help-desk" aria-current="page"');
  });

  it("tells a stranger nothing but that it is not for them", async () => {
    const stranger = sessionRoutePorts();
    const response = await page(stranger);
    expect(response.statusCode).toBe(403);
    expect(headingOf(response)).toBe("This page is for the help desk");
    expect(stranger.audit.events).toMatchObject([
      { event: "help_desk", lookup: "page", refusal: { reason: "not_an_operator" } },
    ]);
  });

  it("sends whoever is signed out through the sign-in and back", async () => {
    expect((await page(member(), { cookies: [] })).headers?.location).toBe("/login/corporate?to=help-desk");
  });
});

const ROUTES = { helpDeskSessionsRoute, helpDeskEndRoute, helpDeskLaunchRoute };

describe.each(Object.entries(ROUTES))("%s", (_, route) => {
  const fields = { ...BY_USER, id: "launch-1", reason: "It hangs.", reference: CODE };

  it("tells a stranger the same whether there is anything or not", async () => {
    const stranger = await withReference(sessionRoutePorts());
    const pages = [];
    for (const value of ["u-ana", "u-nobody", ""]) {
      const { statusCode, body = "", headers } = await ask(route, { ...fields, value }, stranger);
      expect(statusCode).toBe(403);
      pages.push(body.replaceAll(String(headers?.["correlation-id"]), ""));
    }
    expect(new Set(pages).size).toBe(1);
    expect(stranger.ended).toEqual([]);
  });

  it("takes no form of another site's page", async () => {
    const ports = member();
    const response = await ask(route, fields, ports, { headers: { "sec-fetch-site": "cross-site" } });
    expect(response.statusCode).toBe(403);
    expect(ports.audit.events).toMatchObject([{ refusal: { reason: "cross_site_request" } }]);
    expect(ports.ended).toEqual([]);
  });

  it("sends whoever is signed out through the sign-in", async () => {
    const { headers } = await ask(route, fields, member(), { cookies: [] });
    expect(headers?.location).toBe("/login/corporate?to=help-desk");
  });

  it("asks again where the form is not ours, and writes it down", async () => {
    const ports = member();
    const response = await ask(route, { other: "1" }, ports);
    expect(response.statusCode).toBe(400);
    expect(response.body).toContain('role="alert"');
    expect(ports.audit.events).toMatchObject([{ refusal: { evidence: { fault: "form" } } }]);
  });
});

describe("helpDeskSessionsRoute", () => {
  it("shows who it is and their sessions, each with a form that asks for a reason", async () => {
    const response = await ask(helpDeskSessionsRoute, BY_USER, member({ silentRegions: ["us-east-1"] }));
    expect(headingOf(response)).toBe("Sessions of one person");
    expect(response.body).toContain("<code>u-ana</code>");
    expect(response.body).toContain("Treasury desk");
    expect(response.body).toContain("Northern Virginia (United States) did not answer");
    expect(response.body).toMatch(
      /name="reason" aria-label="Reason: Treasury desk" required maxlength="200"/,
    );
    expect(response.body).not.toContain("/launch/treasury");
  });

  it("says what is wrong, with what was typed, as text", async () => {
    const ports = member();
    for (const by of ["reference", "user", "subject:nobody"]) {
      const { statusCode, body } = await ask(helpDeskSessionsRoute, { by, value: HOSTILE }, ports);
      expect(statusCode).toBe(400);
      expect(body).toContain("&lt;img src=x");
      expect(body).not.toContain("<img");
    }
    const unknown = await ask(helpDeskSessionsRoute, { by: "reference", value: CODE }, ports);
    expect(unknown.statusCode).toBe(404);
    expect(unknown.body).toContain("Nothing is known under it.");
    ports.references.setAway(true);
    const away = await ask(helpDeskSessionsRoute, { by: "reference", value: CODE }, ports);
    expect([away.statusCode, away.body?.includes("Not every Region answered")]).toEqual([503, true]);
  });

  it("shows a hostile subject as text, in every language", async () => {
    for (const language of ["en", "es", "pt", "de", "tr"]) {
      const ports = await withReference(member({ sessions: [] }), HOSTILE);
      const facts = { headers: { "accept-language": language } };
      const { body } = await ask(helpDeskSessionsRoute, { by: "reference", value: CODE }, ports, facts);
      expect(body).toContain("&quot;&gt;&lt;img src=x");
      expect(body).not.toContain("<img");
    }
  });

  it("finds by the subject at a provider, exactly as it was typed", async () => {
    const ports = member();
    await ask(helpDeskSessionsRoute, { by: "subject:corporate", value: " 00u-ana" }, ports);
    expect(ports.audit.events).toMatchObject([{ about: { subject: " 00u-ana" } }]);
  });
});

describe("helpDeskEndRoute", () => {
  const end = { ...BY_USER, id: "launch-1", reason: "It hangs." };

  it("ends it with the reason, and shows the person's sessions as they are then", async () => {
    const ports = member();
    const response = await ask(helpDeskEndRoute, end, ports);
    expect(response.statusCode).toBe(200);
    expect(response.body).toContain("The session has ended.");
    expect(ports.ended).toMatchObject([
      { id: "launch-1", principal: { userId: "u-ana" }, by: { kind: "help_desk", reason: "It hangs." } },
    ]);
  });

  it.each([
    [{ reason: "" }, 400, "Please give a reason"],
    [{ reason: "x".repeat(201) }, 400, "Please give a reason"],
    [{ id: "launch-of-eve" }, 409, "was over already"],
    [{ id: HOSTILE }, 409, "was over already"],
  ])("ends nothing for %j", async (change, status, text) => {
    const ports = member();
    const response = await ask(helpDeskEndRoute, { ...end, ...change }, ports);
    expect(response.statusCode).toBe(status);
    expect(response.body).toContain(text);
    expect(response.body).not.toContain("<img");
    expect(ports.ended).toEqual([]);
  });

  it("says that it is still open where AppStream did not end it", async () => {
    const failure = err(refusal("streaming_session_not_ended", { fleet: "ireland", fault: "throttled" }));
    const response = await ask(helpDeskEndRoute, end, member({}, {}, failure));
    expect([response.statusCode, response.body?.includes("could not be ended")]).toEqual([503, true]);
  });
});

describe("helpDeskLaunchRoute", () => {
  it("explains it in sentences, with ids as code, marked as English elsewhere", async () => {
    const ports = await withReference(member({ sessions: [anOwnSession()] }));
    const english = await ask(helpDeskLaunchRoute, { reference: CODE.toLowerCase() }, ports);
    expect(headingOf(english)).toBe("What happened");
    expect(english.body).toContain("<code>application_unknown</code>");
    expect(english.body).not.toContain('lang="en">\n<li');
    const headers = { "accept-language": "es" };
    const spanish = await ask(helpDeskLaunchRoute, { reference: CODE }, ports, { headers });
    expect(spanish.body).toContain('<ol class="story" lang="en">');
    expect(spanish.body).toContain("La explicación está en inglés.");
  });

  it("keeps what was typed where there is nothing", async () => {
    const response = await ask(helpDeskLaunchRoute, { reference: HOSTILE });
    expect(response.statusCode).toBe(400);
    expect(response.body).toContain("&lt;img src=x");
    expect(response.body).not.toContain("<img");
  });
});

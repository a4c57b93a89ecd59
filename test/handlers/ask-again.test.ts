import { describe, expect, it } from "vitest";
import { refusal } from "../../functions/core/refusal.ts";
import { err, ok } from "../../functions/core/result.ts";
import { askAgainRoute } from "../../functions/handlers/ask-again.ts";
import { setCookie, waitingCookie } from "../../functions/http/cookies.ts";
import type { HttpResponse } from "../../functions/http/response.ts";
import { anEvent, answer, aPrincipal, type EventFacts, problemOf } from "../support/http-builders.ts";
import { aWait, launchPorts, signedIn } from "../support/launch-builders.ts";

const FROM_OUR_PAGE = { "sec-fetch-site": "same-origin", "sec-fetch-dest": "empty", accept: "*/*" };

async function ask(facts: EventFacts = {}, ports = launchPorts()): Promise<HttpResponse> {
  const event = anEvent({
    ...{ routeKey: "GET /wait/{application}", path: "/wait/treasury", headers: FROM_OUR_PAGE },
    ...{ pathParameters: { application: "treasury" }, cookies: await signedIn(), ...facts },
  });
  return answer(askAgainRoute, ports, event);
}

describe("askAgainRoute", () => {
  it("tells the page's script the facts and the sentences, and renews the ticket", async () => {
    const response = await ask();
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      "content-type": "application/json",
      "cache-control": "no-store",
    });
    expect(problemOf(response)).toEqual({
      ...{ state: "waiting", retryAfterSeconds: 17, reason: "fleet_full", usualSeconds: [600, 1_200] },
      ...{ ahead: 3, waitedSeconds: 240, classWindow: null, offers: [] },
      title: "Waiting for a place in Treasury desk",
      what: expect.stringContaining("All places are taken"),
      aheadText: "3 people are ahead of you.",
    });
    expect(response.cookies).toEqual([setCookie(waitingCookie("treasury"), "sealed.ticket", 3_600)]);
  });

  it("speaks the page's language", async () => {
    const response = await ask({ headers: { ...FROM_OUR_PAGE, "accept-language": "es" } });
    expect(problemOf(response)).toMatchObject({ aheadText: "Hay 3 personas por delante." });
  });

  it("asks for the person of the session, with their ticket for this application and their yes", async () => {
    const ports = launchPorts();
    const tickets = [`${waitingCookie("design")}=another`, `${waitingCookie("treasury")}=theirs`];
    const cookies = [...(await signedIn()), ...tickets];
    await ask({ cookies, query: "context=FXD-1&overflow=yes" }, ports);
    expect(ports.questions).toEqual([
      {
        principal: aPrincipal(),
        application: "treasury",
        evidence: { clientIp: "198.51.100.7", edge: undefined },
        sealedTicket: "theirs",
        hasConsented: true,
      },
    ]);
    expect(ports.audit.events).toEqual([]);
    expect(ports.broker.requests).toEqual([]);
  });

  it("offers the overflow fleets with the intent", async () => {
    const standing = ok({ state: "waiting", ...aWait({}, { offers: ["virginia"] }) } as const);
    const response = await ask({ query: "context=a%26b" }, launchPorts({ standing }));
    expect(problemOf(response)).toMatchObject({
      offers: [{ region: "us-east-1", href: "/launch/treasury?context=a%26b&overflow=yes" }],
    });
  });

  it("calls in without another word, and without a cookie", async () => {
    const response = await ask({}, launchPorts({ standing: ok({ state: "ready" }) }));
    expect(problemOf(response)).toEqual({ state: "ready" });
    expect(response.cookies ?? []).toEqual([]);
  });

  it.each(["cross-site", "same-site", "none", ""])("refuses what comes from %j", async (site) => {
    const ports = launchPorts();
    const response = await ask({ headers: { ...FROM_OUR_PAGE, "sec-fetch-site": site } }, ports);
    expect(response.statusCode).toBe(403);
    expect(problemOf(response)).toMatchObject({ reason: "access_denied" });
    expect(ports.questions).toEqual([]);
    expect(ports.audit.events).toMatchObject([{ refusal: { reason: "cross_site_request" } }]);
  });

  it("answers a browser that does not say where it comes from", async () => {
    expect((await ask({ headers: { accept: "text/html" } })).statusCode).toBe(200);
  });

  it("answers 401 to nobody, as a problem and never as a page, and writes nothing", async () => {
    const ports = launchPorts();
    const response = await ask({ cookies: [], headers: { ...FROM_OUR_PAGE, accept: "text/html" } }, ports);
    expect(response.statusCode).toBe(401);
    expect(response.headers?.["content-type"]).toBe("application/problem+json");
    expect(problemOf(response)).toMatchObject({ reason: "unauthenticated" });
    expect([ports.questions, ports.audit.events]).toEqual([[], []]);
  });

  it("answers 400 where there is no ticket of theirs", async () => {
    const standing = err(refusal("waiting_ticket_missing"));
    const response = await ask({}, launchPorts({ standing }));
    expect(response.statusCode).toBe(400);
    expect(problemOf(response)).toMatchObject({ reason: "invalid_request" });
    expect(response.body).not.toContain("ticket");
  });

  it.each([
    ["application", { pathParameters: { application: "../etc" } }, 404],
    ["missing application", { pathParameters: {} }, 404],
    ["yes", { query: "overflow=maybe" }, 400],
    ["repeated parameter", { query: "overflow=yes&overflow=yes" }, 400],
  ])("refuses a malformed %s", async (_what, facts, status) => {
    const ports = launchPorts();
    expect((await ask(facts, ports)).statusCode).toBe(status);
    expect(ports.questions).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { refusal } from "../../functions/core/refusal.ts";
import { err } from "../../functions/core/result.ts";
import {
  acceptContinueRoute,
  type ContinuePorts,
  continueRoute,
} from "../../functions/handlers/continue-sign-in.ts";
import { clearCookie, PROPOSAL_COOKIE } from "../../functions/http/cookies.ts";
import type { HttpResponse } from "../../functions/http/response.ts";
import type { HomeStores } from "../../functions/ports.ts";
import { createAcceptProposal } from "../../functions/sign-in/proposed-sign-in.ts";
import type { PendingSignIn } from "../../functions/sign-in-ports.ts";
import {
  anEvent,
  answer,
  aPolicy,
  aPrincipal,
  aSealer,
  aSession,
  type EventFacts,
  headingOf,
  linksOf,
  type MemoryAudit,
  memoryPorts,
  NOW_SECONDS,
  ORIGIN,
  problemOf,
  sessionCookies,
  TWO_PROVIDERS,
} from "../support/http-builders.ts";
import { createMemoryHomeStores, HOME } from "../support/memory-stores.ts";
import { aForm } from "../support/saml-route-builders.ts";

const HOSTILE = `<img src=x onerror=alert(1)>"'&`;
const LUCIA = aPrincipal({
  ...{ identityProvider: "partner", subject: "lucia-1" },
  ...{ displayName: "Lucía Fernández", email: "lucia@example.com" },
});
const PENDING: PendingSignIn = {
  id: "proposal-1",
  region: HOME,
  principal: LUCIA,
  application: "treasury",
  expiresAt: NOW_SECONDS + 300,
};
const FROM_OUR_PAGE = { "sec-fetch-site": "same-origin" };

function continuePorts(
  replacements: Partial<Pick<ContinuePorts, "acceptProposal">> = {},
  homes: HomeStores = createMemoryHomeStores(),
): ContinuePorts & { readonly audit: MemoryAudit } {
  const shared = memoryPorts({ policy: aPolicy({ identityProviders: TWO_PROVIDERS }) });
  const acceptProposal = createAcceptProposal({
    ...shared,
    homes,
    randomText: (byteLength) => "r".repeat(byteLength),
    sessions: { brokerSessionSeconds: 3600 },
  });
  const providers = new Map(Object.entries(TWO_PROVIDERS));
  return { ...shared, providers, acceptProposal, support: null, ...replacements };
}

async function proposalCookie(pending: PendingSignIn = PENDING, sealer = aSealer()): Promise<string> {
  return `${PROPOSAL_COOKIE}=${await sealer.seal("pending-sign-in", JSON.stringify(pending))}`;
}

const visit = (method: "GET" | "POST", facts: EventFacts, ports = continuePorts()): Promise<HttpResponse> =>
  answer(
    method === "GET" ? continueRoute : acceptContinueRoute,
    ports,
    anEvent({
      routeKey: `${method} /login/{idp}/continue`,
      path: "/login/partner/continue",
      pathParameters: { idp: "partner" },
      ...facts,
    }),
  );

async function ask(pending: Partial<PendingSignIn> = {}, facts: EventFacts = {}): Promise<HttpResponse> {
  const cookies = [await proposalCookie({ ...PENDING, ...pending }), ...(facts.cookies ?? [])];
  return await visit("GET", { ...facts, cookies });
}

async function accept(facts: EventFacts = {}, ports = continuePorts()): Promise<HttpResponse> {
  const { cookies = [await proposalCookie()], headers = FROM_OUR_PAGE } = facts;
  return await visit("POST", { ...aForm({ proposal: "proposal-1" }, { headers }), cookies }, ports);
}

describe("continueRoute", () => {
  it("asks whether to go on, names the person and the application, and does nothing yet", async () => {
    const ports = continuePorts();
    const response = await visit("GET", { cookies: [await proposalCookie()] }, ports);
    expect(response.statusCode).toBe(200);
    expect(headingOf(response)).toBe("Continue as this person?");
    expect(response.body).toContain("<strong>Lucía Fernández (lucia@example.com)</strong>");
    expect(response.body).toContain("<strong>Treasury</strong>");
    expect(response.body).toContain('<form method="post" action="/login/partner/continue">');
    expect(response.body).toContain('<input type="hidden" name="proposal" value="proposal-1">');
    expect(linksOf(response)).toEqual(["/"]);
    expect(response.cookies).toEqual([]);
    expect(ports.audit.events).toEqual([]);
  });

  it.each([
    [{ displayName: "Lucía", email: undefined }, "Lucía"],
    [{ displayName: undefined, email: "lucia@example.com" }, "lucia@example.com"],
    [{ displayName: undefined, email: undefined }, "lucia-1"],
  ])("knows the person by %j", async (names, shown) => {
    const { body } = await ask({ principal: { ...LUCIA, ...names } });
    expect(body).toContain(`<strong>${shown}</strong>`);
  });

  it("names no application where the tile named none, or one that is gone", async () => {
    for (const application of [undefined, "retired"]) {
      expect((await ask({ application })).body).not.toContain("This opens");
    }
  });

  it("says who would be replaced", async () => {
    const { body } = await ask({}, { cookies: await sessionCookies() });
    expect(body).toContain(
      "It takes the place of who is signed in here now: <strong>Ana Example (ana@example.com)</strong>",
    );
  });

  it("says so too for the same subject at another identity provider", async () => {
    const principal = { ...LUCIA, identityProvider: "corporate" };
    const { body } = await ask({}, { cookies: await sessionCookies(aSession({ principal })) });
    expect(body).toContain("It takes the place of");
  });

  it("says nothing of it where the same person is signed in, or nobody is any more", async () => {
    const over = aSession({ expiresAt: NOW_SECONDS });
    for (const session of [aSession({ principal: LUCIA }), over]) {
      const { body } = await ask({}, { cookies: await sessionCookies(session) });
      expect(body).not.toContain("It takes the place of");
    }
  });

  it("speaks the reader's language", async () => {
    const response = await ask({}, { headers: { "accept-language": "es" }, cookies: await sessionCookies() });
    expect(headingOf(response)).toBe("¿Continuar como esta persona?");
    for (const text of ["Se abrirá", "Sustituye a", ">Continuar<", ">No soy yo<"]) {
      expect(response.body).toContain(text);
    }
  });

  it("escapes whatever the identity provider says of the person", async () => {
    const { body } = await ask({ principal: { ...LUCIA, displayName: HOSTILE, email: HOSTILE } });
    expect(body).not.toContain("<img");
  });

  it.each<[string, () => Promise<string[]>]>([
    ["no proposal", async () => []],
    ["garbage", async () => [`${PROPOSAL_COOKIE}=garbage`]],
    ["a proposal that is over", async () => [await proposalCookie({ ...PENDING, expiresAt: NOW_SECONDS })]],
    [
      "another identity provider's",
      async () => [await proposalCookie({ ...PENDING, principal: aPrincipal() })],
    ],
    ["another key's", async () => [await proposalCookie(PENDING, aSealer(8))]],
    ["one that was planted beside it", async () => [await proposalCookie(), `${PROPOSAL_COOKIE}=planted`]],
    [
      "a session in its place",
      async () => [(await sessionCookies())[0]?.replace("session", "proposal") ?? ""],
    ],
  ])("refuses %s on both ways, on record", async (_name, cookiesOf) => {
    for (const method of ["GET", "POST"] as const) {
      const ports = continuePorts();
      const response = await visit(method, { cookies: await cookiesOf(), headers: FROM_OUR_PAGE }, ports);
      expect(response.statusCode).toBe(400);
      expect(headingOf(response)).toBe("This sign-in is over");
      expect(response.cookies).toEqual([]);
      expect(ports.audit.events).toMatchObject([
        { event: "request_refused", refusal: { reason: "pending_sign_in_missing" } },
      ]);
    }
  });
});

describe("acceptContinueRoute", () => {
  it("opens the session, forgets the proposal and goes on to the tile's launch by itself", async () => {
    const ports = continuePorts();
    const response = await accept({}, ports);
    expect(response.statusCode).toBe(200);
    expect(headingOf(response)).toBe("One moment");
    expect(response.headers?.refresh).toBe("0;url=/launch/treasury");
    expect(linksOf(response)).toEqual(["/launch/treasury"]);
    expect(response.cookies).toEqual([
      clearCookie(PROPOSAL_COOKIE),
      expect.stringMatching(
        /^__Host-streamgate-session=\S+; Max-Age=3600; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
      ),
    ]);
    expect(ports.audit.events).toMatchObject([
      {
        ...{ event: "sign_in", outcome: "success", identityProvider: "partner" },
        ...{ correlationId: response.headers?.["correlation-id"], principal: { subject: "lucia-1" } },
      },
    ]);
  });

  it("goes on to the start page where the tile named no application", async () => {
    const cookies = [await proposalCookie({ ...PENDING, application: undefined })];
    expect((await accept({ cookies })).headers?.refresh).toBe("0;url=/");
  });

  it.each<[string, Record<string, string>]>([
    ["another site", { "sec-fetch-site": "cross-site" }],
    ["a sub-domain", { "sec-fetch-site": "same-site" }],
    ["a typed address", { "sec-fetch-site": "none" }],
    ["another origin in an old browser", { origin: "https://evil.example" }],
    ["an old browser that says nothing", {}],
    ["an old browser without a Referer", { origin: "null" }],
    ["another site that claims our origin", { "sec-fetch-site": "cross-site", origin: ORIGIN }],
  ])("takes no yes from %s, and leaves the proposal as it is", async (_name, headers) => {
    const ports = continuePorts();
    const refused = await accept({ headers }, ports);
    expect(refused.statusCode).toBe(403);
    expect(refused.cookies).toEqual([]);
    expect(ports.audit.events).toMatchObject([{ refusal: { reason: "cross_site_request" } }]);
    expect((await accept({}, ports)).statusCode).toBe(200);
  });

  it.each<[string, Record<string, string> | URLSearchParams]>([
    ["another proposal than the one in the cookie", { proposal: "proposal-2" }],
    ["no proposal", {}],
    ["an empty one", { proposal: "" }],
    ["two", new URLSearchParams("proposal=proposal-1&proposal=proposal-1")],
  ])("takes no yes to %s, which the page did not show, and leaves the cookie's", async (_name, fields) => {
    const ports = continuePorts();
    const cookies = [await proposalCookie()];
    const facts = { ...aForm(fields, { headers: FROM_OUR_PAGE }), cookies };
    const refused = await visit("POST", facts, ports);
    expect(refused.statusCode).toBe(400);
    expect(refused.cookies).toEqual([]);
    expect(ports.audit.events).toMatchObject([{ refusal: { reason: "pending_sign_in_missing" } }]);
    expect((await accept({}, ports)).statusCode).toBe(200);
  });

  it("takes no yes that is not a form", async () => {
    const facts = { cookies: [await proposalCookie()], headers: FROM_OUR_PAGE };
    expect((await visit("POST", { ...facts, body: '{"proposal":"proposal-1"}' })).statusCode).toBe(400);
    expect((await visit("POST", { ...facts, query: "proposal=proposal-1" })).statusCode).toBe(400);
  });

  it("takes the yes of an old browser that names our origin", async () => {
    expect((await accept({ headers: { origin: ORIGIN } })).statusCode).toBe(200);
  });

  it("takes the same yes once, and says so on record", async () => {
    const ports = continuePorts();
    await accept({}, ports);
    const again = await accept({}, ports);
    expect(again.statusCode).toBe(400);
    expect(again.cookies).toEqual([clearCookie(PROPOSAL_COOKIE)]);
    expect(ports.audit.events[1]).toMatchObject({
      ...{ event: "sign_in", outcome: "refused", identityProvider: "partner" },
      refusal: { reason: "pending_sign_in_missing" },
    });
  });

  it.each([
    ["login_store_unavailable", []],
    ["session_too_large", [clearCookie(PROPOSAL_COOKIE)]],
  ] as const)(
    "refuses where the proposal ends in %s, and keeps it where the same yes may be said again",
    async (reason, cleared) => {
      const ports = continuePorts({ acceptProposal: async () => err(refusal(reason)) });
      const response = await accept({}, ports);
      expect(response.cookies).toEqual(cleared);
      expect(linksOf(response)).toEqual(["/launch/treasury", "/"]);
      expect(ports.audit.events).toMatchObject([
        { event: "sign_in", outcome: "refused", severity: "error", refusal: { reason } },
      ]);
    },
  );

  it("says that the sign-in may begin again where the proposal's home is away", async () => {
    const away = createMemoryHomeStores({ [HOME]: { consume: async () => err("unavailable") } });
    const response = await accept({}, continuePorts({}, away));
    expect(response.statusCode).toBe(503);
    expect(headingOf(response)).toBe("Your sign-in could not be finished");
    expect(response.body).toContain("start again");
  });

  it("refuses a proposal of no Region of ours, and forgets it", async () => {
    const ports = continuePorts();
    const cookies = [await proposalCookie({ ...PENDING, region: "eu-south-1" })];
    const response = await accept({ cookies }, ports);
    expect([response.statusCode, response.cookies]).toEqual([400, [clearCookie(PROPOSAL_COOKIE)]]);
    expect(ports.audit.events).toMatchObject([
      { refusal: { reason: "home_region_unknown", evidence: { region: "eu-south-1" } } },
    ]);
  });

  it("writes a sign-in down that a bug ended", async () => {
    const ports = continuePorts({ acceptProposal: () => Promise.reject(new Error("a bug")) });
    expect((await accept({}, ports)).statusCode).toBe(500);
    expect(ports.audit.events).toMatchObject([
      { event: "sign_in", outcome: "refused", refusal: { reason: "unexpected_error" } },
      { event: "fault" },
    ]);
  });

  it("tells a program the public code", async () => {
    const response = await visit("POST", {
      headers: { ...FROM_OUR_PAGE, accept: "application/problem+json" },
    });
    expect(problemOf(response)).toMatchObject({ status: 400, reason: "invalid_request" });
  });

  it("refuses without a name where the gateway gave none", async () => {
    for (const route of [continueRoute, acceptContinueRoute]) {
      const event = anEvent({ cookies: [await proposalCookie()], headers: FROM_OUR_PAGE });
      expect((await answer(route, continuePorts(), event)).statusCode).toBe(400);
    }
  });
});

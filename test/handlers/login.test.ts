import { describe, expect, it } from "vitest";
import { type LoginPorts, loginRoute } from "../../functions/handlers/login.ts";
import { clearCookie, transactionCookie } from "../../functions/http/cookies.ts";
import type { HttpResponse } from "../../functions/http/response.ts";
import {
  anEvent,
  answer,
  aSignIn,
  type EventFacts,
  headingOf,
  linksOf,
  problemOf,
  STATE,
  signInPorts,
} from "../support/http-builders.ts";
import { aSamlSignIn, samlRoutePorts } from "../support/saml-route-builders.ts";

const login = (facts: EventFacts = {}, ports: LoginPorts = signInPorts()): Promise<HttpResponse> =>
  answer(
    loginRoute,
    ports,
    anEvent({
      routeKey: "GET /login/{idp}",
      path: "/login/corporate",
      pathParameters: { idp: "corporate" },
      ...facts,
    }),
  );
const TRANSACTION = `${transactionCookie(STATE)}=sealed.transaction; Max-Age=4200; Path=/; Secure; HttpOnly; SameSite=Lax`;

describe("loginRoute", () => {
  it("leaves for the provider, and remembers the transaction in this browser", async () => {
    const signIn = aSignIn();
    const response = await login({}, signInPorts(signIn));
    expect(response.statusCode).toBe(303);
    expect(response.headers?.location).toBe(`https://login.example.com/authorize?state=${STATE}`);
    expect(response.cookies).toEqual([TRANSACTION]);
    expect(TRANSACTION).toMatch(/^__Host-/);
    expect(signIn.begun).toEqual([
      { identityProvider: "corporate", options: { intent: undefined, reauthenticate: false } },
    ]);
  });

  it("carries the intent of the launch", async () => {
    const signIn = aSignIn();
    await login({ query: "application=treasury&context=a%26b&client=native" }, signInPorts(signIn));
    expect(signIn.begun[0]?.options.intent).toEqual({
      application: "treasury",
      context: "a&b",
      client: "native",
    });
  });

  it.each([
    ["cross-site", false],
    ["same-site", false],
    ["same-origin", true],
    ["none", true],
  ])("seals a yes to fleets elsewhere that comes %s: %s", async (site, isTheirs) => {
    const signIn = aSignIn();
    const headers = { "sec-fetch-site": site, "sec-fetch-user": "?1" };
    await login({ query: "application=treasury&overflow=yes", headers }, signInPorts(signIn));
    expect(signIn.begun[0]?.options.intent).toMatchObject({
      application: "treasury",
      hasConsented: isTheirs,
    });
  });

  it("has no page of ours carry on a yes that a link elsewhere brought", async () => {
    const query = "application=treasury&overflow=yes";
    const headers = { "sec-fetch-site": "cross-site" };
    const asked = await login({ query, headers });
    expect(linksOf(asked)).toEqual(["/login/corporate?application=treasury"]);
    const down = signInPorts(aSignIn({ beginRefused: "provider_unavailable" }));
    const failed = await login({ query, headers: { ...headers, "sec-fetch-user": "?1" } }, down);
    expect(linksOf(failed)).toEqual(["/launch/treasury", "/"]);
  });

  it("carries the page of ours that they came for", async () => {
    const signIn = aSignIn();
    await login({ query: "to=help-desk" }, signInPorts(signIn));
    expect(signIn.begun[0]?.options.intent).toEqual({ page: "help-desk" });
  });

  it("asks for a fresh sign-in with again=1, and with nothing else", async () => {
    const signIn = aSignIn();
    for (const query of ["again=1", "again=true", "again=", "again=0", ""]) {
      await login({ query }, signInPorts(signIn));
    }
    expect(signIn.begun.map(({ options }) => options.reauthenticate)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it("clears the oldest of five transactions under way", async () => {
    const names = ["one", "two", "three", "four", "five"].map(transactionCookie);
    const response = await login({ cookies: names.map((name) => `${name}=sealed`) });
    expect(response.cookies).toEqual([clearCookie(names[0] ?? ""), TRANSACTION]);
  });

  it.each([
    ["application=Treasury", 404],
    ["application=", 404],
    ["application=treasury&application=design", 400],
    ["application=treasury&context=a&context=b", 400],
    ["application=treasury&client=desktop", 400],
    [`application=treasury&context=${"a".repeat(1025)}`, 400],
    ["to=//evil.example", 400],
    ["to=", 400],
    ["to=sessions&to=sessions", 400],
    ["to=sessions&application=treasury", 400],
  ])("refuses %.45s before any sign-in", async (query, status) => {
    const signIn = aSignIn();
    const ports = signInPorts(signIn);
    const response = await login({ query }, ports);
    expect(response.statusCode).toBe(status);
    expect(response.cookies).toEqual([]);
    expect(signIn.begun).toEqual([]);
    expect(ports.audit.events).toHaveLength(1);
  });

  it("answers 404 for a provider it does not know", async () => {
    const ports = signInPorts(aSignIn({ beginRefused: "identity_provider_unknown" }));
    const response = await login({ pathParameters: { idp: "nobody" } }, ports);
    expect(response.statusCode).toBe(404);
    expect(response.cookies).toEqual([]);
    expect(headingOf(response)).toBe("There is no sign-in behind this link");
    expect(linksOf(response)).toEqual(["/"]);
  });

  it("says the same of every name it does not know, and repeats none", async () => {
    const pages = await Promise.all(
      ["nobody", "constructor", "<b>"].map(async (idp) => {
        const ports = signInPorts(aSignIn({ beginRefused: "identity_provider_unknown" }));
        const { body, headers } = await login(
          { pathParameters: { idp }, query: "application=treasury" },
          ports,
        );
        return body?.replaceAll(String(headers?.["correlation-id"]), "");
      }),
    );
    expect(new Set(pages).size).toBe(1);
  });

  it("tells a program no more than that", async () => {
    const ports = signInPorts(aSignIn({ beginRefused: "identity_provider_unknown" }));
    const response = await login({ headers: { accept: "application/json" } }, ports);
    expect(problemOf(response)).toMatchObject({ status: 404, reason: "not_found" });
  });

  it("gives the sign-in an empty name where the gateway gave none", async () => {
    const signIn = aSignIn();
    await answer(loginRoute, signInPorts(signIn), anEvent({ routeKey: "GET /login/{idp}" }));
    expect(signIn.begun[0]?.identityProvider).toBe("");
  });

  it("offers the launch again where the provider is down", async () => {
    const ports = signInPorts(aSignIn({ beginRefused: "provider_unavailable" }));
    const response = await login({ query: "application=treasury&context=a%26b" }, ports);
    expect(response.statusCode).toBe(503);
    expect(response.headers?.["retry-after"]).toBe("30");
    expect(linksOf(response)).toEqual(["/launch/treasury?context=a%26b", "/"]);
  });

  it("offers the way home where the provider is down and there is no launch", async () => {
    const ports = signInPorts(aSignIn({ beginRefused: "provider_unavailable" }));
    expect(linksOf(await login({}, ports))).toEqual(["/"]);
  });

  it("answers a program with a problem", async () => {
    const ports = signInPorts(aSignIn({ beginRefused: "provider_unavailable" }));
    const response = await login({ headers: { accept: "application/json" } }, ports);
    expect(problemOf(response)).toMatchObject({ status: 503, reason: "unavailable" });
  });

  it.each(["image", "iframe", "empty", "script"])(
    "begins nothing for a request whose answer is no page: %s",
    async (destination) => {
      const response = await login({ headers: { "sec-fetch-dest": destination } });
      expect(response.statusCode).toBe(400);
      expect(response.cookies).toEqual([]);
    },
  );

  describe("where another site's page leads there by itself", () => {
    const led = (query: string, headers: Record<string, string>, signIn = aSignIn()) =>
      login({ query, headers }, signInPorts(signIn));

    it.each(["cross-site", "same-site"])("asks before a sign-in that ends in a launch: %s", async (site) => {
      const signIn = aSignIn();
      const response = await led("application=treasury&context=a%26b", { "sec-fetch-site": site }, signIn);
      expect(response).toMatchObject({ statusCode: 200, cookies: [] });
      expect(linksOf(response)).toEqual(["/login/corporate?application=treasury&context=a%26b"]);
      expect(signIn.begun).toEqual([]);
    });

    it.each([
      ["a click", "application=treasury", { "sec-fetch-site": "cross-site", "sec-fetch-user": "?1" }],
      ["our own page", "application=treasury", { "sec-fetch-site": "same-origin" }],
      ["a browser that does not say", "application=treasury", {}],
      ["no launch at the end", "", { "sec-fetch-site": "cross-site" }],
    ])("leaves for the provider after %s", async (_what, query, headers) => {
      expect((await led(query, headers)).statusCode).toBe(303);
    });
  });

  describe("with several providers", () => {
    const providers = new Map([
      ["corporate", { name: { en: "Northwind Bank" }, protocol: "oidc" }],
      ["partner", { name: { en: "Partner" }, protocol: "saml" }],
    ] as const);
    const from = (site: string | undefined): Promise<HttpResponse> =>
      login(
        { query: "application=treasury", headers: site === undefined ? {} : { "sec-fetch-site": site } },
        { ...signInPorts(), providers },
      );

    it.each(["cross-site", "same-site"])(
      "asks for a click where the link is %s, and starts nothing",
      async (site) => {
        const response = await from(site);
        expect(response.statusCode).toBe(200);
        expect(response.cookies).toEqual([]);
        expect(linksOf(response)).toEqual(["/login/corporate?application=treasury"]);
      },
    );

    it.each(["same-origin", "none", undefined])(
      "leaves for the provider where the site is %s",
      async (site) => {
        expect((await from(site)).statusCode).toBe(303);
      },
    );
  });

  describe("where it is SAML that is spoken", () => {
    it("lets the transaction come back with a form that another site posts", async () => {
      const response = await login(
        { routeKey: "GET /login/{idp}/saml", path: "/login/campus/saml", pathParameters: { idp: "campus" } },
        samlRoutePorts(),
      );
      expect(response.statusCode).toBe(303);
      expect(response.cookies).toEqual([
        "__Host-streamgate-login-state-0123456789=sealed.transaction; Max-Age=4200; Path=/; Secure; HttpOnly; SameSite=None",
      ]);
    });
  });

  describe("for a provider that speaks another protocol", () => {
    const providers = new Map([
      ["corporate", { name: { en: "Northwind Bank" }, protocol: "oidc" }],
      ["campus", { name: { en: "Northwind Campus" }, protocol: "saml" }],
    ] as const);

    it.each([
      ["", ""],
      ["?application=treasury", "?application=treasury"],
      [
        "?client=native&again=1&context=a%26b&application=treasury",
        "?application=treasury&context=a%26b&client=native&again=1",
      ],
      ["?again=1", "?again=1"],
      ["?utm_source=mail&next=https%3A%2F%2Fevil.example", ""],
    ])("passes %j on to its own function, and starts nothing", async (query, passed) => {
      const signIn = aSignIn();
      const ports = { ...signInPorts(signIn), providers };
      const response = await login({ pathParameters: { idp: "campus" }, query: query.slice(1) }, ports);
      expect(response.statusCode).toBe(303);
      expect(response.headers?.location).toBe(`/login/campus/saml${passed}`);
      expect(response.cookies).toEqual([]);
      expect(signIn.begun).toEqual([]);
      expect(ports.audit.events).toEqual([]);
    });

    it("passes the other way as well", async () => {
      const signIn = aSamlSignIn();
      const facts = { pathParameters: { idp: "corporate" }, query: "application=treasury" };
      const response = await login(facts, { ...samlRoutePorts(signIn), providers });
      expect(response.headers?.location).toBe("/login/corporate?application=treasury");
      expect(signIn.begun).toEqual([]);
    });

    it("asks for a click where the link is another site's, and leads to its own function", async () => {
      const headers = { "sec-fetch-site": "cross-site" };
      const facts = { pathParameters: { idp: "campus" }, query: "application=treasury", headers };
      const response = await login(facts, { ...signInPorts(), providers });
      expect(response.statusCode).toBe(200);
      expect(linksOf(response)).toEqual(["/login/campus/saml?application=treasury"]);
    });

    it("passes on the one provider there is, wherever the link came from", async () => {
      const only = new Map([["campus", { name: { en: "Northwind Campus" }, protocol: "saml" }]] as const);
      const facts = { pathParameters: { idp: "campus" }, headers: { "sec-fetch-site": "cross-site" } };
      const response = await login(facts, { ...signInPorts(), providers: only });
      expect(response.headers?.location).toBe("/login/campus/saml");
    });

    it("does not pass on what is no provider", async () => {
      for (const idp of ["__proto__", "constructor", "nobody", "//evil.example"]) {
        const ports = { ...signInPorts(aSignIn({ beginRefused: "identity_provider_unknown" })), providers };
        expect((await login({ pathParameters: { idp } }, ports)).statusCode).toBe(404);
      }
    });
  });
});

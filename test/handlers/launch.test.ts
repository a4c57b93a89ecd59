import { describe, expect, it } from "vitest";
import type { RequestRefusedEvent } from "../../functions/core/audit-event.ts";
import { REFUSALS, type RefusalReason } from "../../functions/core/refusal.ts";
import { launchRoute } from "../../functions/handlers/launch.ts";
import type { HttpResponse } from "../../functions/http/response.ts";
import {
  aBroker,
  aLaunchEvent,
  anEvent,
  answer,
  aPolicy,
  aPrincipal,
  aSealer,
  aSession,
  type EventFacts,
  headingOf,
  linksOf,
  type MemoryPorts,
  memoryPorts,
  problemOf,
  STREAMING_URL,
  sessionCookies,
  TWO_PROVIDERS,
} from "../support/http-builders.ts";

const JSON_HEADERS = { accept: "application/json" };
const SEVERAL = { policy: aPolicy({ identityProviders: TWO_PROVIDERS }) };

const launch = (facts: EventFacts = {}, ports = memoryPorts()): Promise<HttpResponse> =>
  answer(launchRoute, ports, aLaunchEvent(facts));
const launchSignedIn = async (facts: EventFacts = {}, ports = memoryPorts()): Promise<HttpResponse> =>
  await launch({ cookies: await sessionCookies(), ...facts }, ports);
const refusedReason = ({ audit }: MemoryPorts): string | undefined =>
  (audit.events[0] as RequestRefusedEvent | undefined)?.refusal.reason;

describe("launchRoute: not signed in", () => {
  it("sends the browser to sign-in, and keeps the application", async () => {
    const ports = memoryPorts();
    const response = await launch({}, ports);
    expect(response).toMatchObject({ statusCode: 303, cookies: [] });
    expect(response.headers?.location).toBe("/login/corporate?application=treasury");
    expect(ports.broker.requests).toEqual([]);
  });

  it.each([
    "plain",
    "a b+c&d=e?f#g",
    "https://evil.example/?x=1&y=2",
    '"><script>alert(1)</script>',
    "ñ漢字 🚀",
    "%2F%25",
    "a\r\nLocation: https://evil.example",
    "",
  ])("keeps the context %j as it is", async (context) => {
    const { headers } = await launch({ query: `context=${encodeURIComponent(context)}` });
    const location = String(headers?.location);
    expect(location).toMatch(/^\/login\/corporate\?[\x21-\x7e]*$/);
    const url = new URL(location, "https://apps.example.com");
    expect(url.host).toBe("apps.example.com");
    expect([...url.searchParams]).toEqual([
      ["application", "treasury"],
      ["context", context],
    ]);
  });

  it("keeps the client", async () => {
    const { headers } = await launch({ query: "client=native&context=a%26b" });
    expect(headers?.location).toBe("/login/corporate?application=treasury&context=a%26b&client=native");
  });

  it.each([
    ["cross-site", ""],
    ["same-site", ""],
    ["same-origin", "&overflow=yes"],
    ["none", "&overflow=yes"],
  ])("has a sign-in carry on a yes to fleets elsewhere that comes %s as %j", async (site, carried) => {
    const facts = { query: "overflow=yes", headers: { "sec-fetch-site": site, "sec-fetch-user": "?1" } };
    const query = `application=treasury${carried}`;
    expect((await launch(facts)).headers?.location).toBe(`/login/corporate?${query}`);
    const several = await launch(facts, memoryPorts(SEVERAL));
    expect(linksOf(several)).toEqual([`/login/corporate?${query}`, `/login/partner?${query}`]);
  });

  it("drops parameters that are none of the link's", async () => {
    const { headers } = await launch({ query: "fleet=virginia&again=1&utm_source=portal" });
    expect(headers?.location).toBe("/login/corporate?application=treasury");
  });

  it("offers the choice where there are several providers", async () => {
    const response = await launch({ query: "context=a%26b&client=native" }, memoryPorts(SEVERAL));
    const query = "application=treasury&context=a%26b&client=native";
    expect(response.statusCode).toBe(200);
    expect(headingOf(response)).toBe("Where do you sign in?");
    expect(linksOf(response)).toEqual([`/login/corporate?${query}`, `/login/partner?${query}`]);
    expect(response.body).toContain("Sign in with Partner &amp; Co");
  });

  it("goes straight to the provider that the link names", async () => {
    const { headers } = await launch({ query: "idp=partner" }, memoryPorts(SEVERAL));
    expect(headers?.location).toBe("/login/partner?application=treasury");
  });

  it("answers 401 to a program, without a place to go", async () => {
    const response = await launch({ headers: JSON_HEADERS });
    expect(response.statusCode).toBe(401);
    expect(problemOf(response)).toMatchObject({ status: 401, reason: "unauthenticated" });
    expect(response.headers).not.toHaveProperty("location");
  });
});

describe("launchRoute: the link", () => {
  it.each(["nobody", "", "__proto__", "constructor", "corporate ", "../x"])(
    "answers 404 for the unknown provider %j",
    async (idp) => {
      const ports = memoryPorts();
      const response = await launchSignedIn({ query: `idp=${encodeURIComponent(idp)}` }, ports);
      expect(response.statusCode).toBe(404);
      expect(refusedReason(ports)).toBe("identity_provider_unknown");
      expect(ports.broker.requests).toEqual([]);
    },
  );

  it.each([
    "Treasury",
    "a/b",
    "../etc",
    "a%2Fb",
    "<b>",
    "1app",
    "a b",
    "",
    "a".repeat(64),
    "treasury\n",
    "__proto__",
  ])("answers 404 for the malformed application %j, and asks the broker nothing", async (application) => {
    const ports = memoryPorts();
    const response = await launchSignedIn({ pathParameters: { application } }, ports);
    expect(response.statusCode).toBe(404);
    expect(refusedReason(ports)).toBe("application_unknown");
    expect(ports.broker.requests).toEqual([]);
    expect(linksOf(response)).toEqual(["/"]);
  });

  it("answers 404 where the gateway gave no application", async () => {
    const event = anEvent({ routeKey: "GET /launch/{application}", path: "/launch/" });
    expect((await answer(launchRoute, memoryPorts(), event)).statusCode).toBe(404);
  });

  it.each<[string, RefusalReason]>([
    ["context=a&context=b", "parameter_repeated"],
    ["context=a&context=a", "parameter_repeated"],
    ["client=web&client=native", "parameter_repeated"],
    ["idp=corporate&idp=corporate", "parameter_repeated"],
    ["application=a&application=b", "parameter_repeated"],
    ["client=desktop", "client_invalid"],
    ["client=", "client_invalid"],
    ["client=Native", "client_invalid"],
    [`context=${"a".repeat(1025)}`, "context_invalid"],
  ])("answers 400 for %.40s", async (query, reason) => {
    const ports = memoryPorts();
    const response = await launchSignedIn({ query }, ports);
    expect(response.statusCode).toBe(400);
    expect(refusedReason(ports)).toBe(reason);
    expect(ports.broker.requests).toEqual([]);
  });

  it.each<[string, Record<string, string>]>([
    ["an image", { "sec-fetch-dest": "image" }],
    ["a frame", { "sec-fetch-dest": "iframe" }],
    ["a script's fetch", { "sec-fetch-dest": "empty" }],
    ["a script", { "sec-fetch-dest": "script" }],
    ["an object", { "sec-fetch-dest": "object" }],
    ["nothing known", { "sec-fetch-dest": "" }],
    ["a prefetch", { "sec-fetch-dest": "document", "sec-purpose": "prefetch" }],
    ["a prerender", { "sec-fetch-dest": "document", "sec-purpose": "prefetch;prerender" }],
    ["a prefetch of an older browser", { purpose: "prefetch" }],
  ])("answers 400 to %s, and mints nothing", async (_case, headers) => {
    const ports = memoryPorts();
    const response = await launchSignedIn({ headers }, ports);
    expect(response.statusCode).toBe(400);
    expect(refusedReason(ports)).toBe("not_a_navigation");
    expect(ports.broker.requests).toEqual([]);
  });

  it("answers a program that asks for JSON with a problem", async () => {
    const response = await launch({ headers: JSON_HEADERS, query: "client=desktop" });
    expect(problemOf(response)).toMatchObject({ status: 400, reason: "invalid_request" });
  });
});

describe("launchRoute: signed in", () => {
  it("answers 303 to the streaming URL, which stands nowhere else", async () => {
    const ports = memoryPorts();
    const response = await launchSignedIn({ headers: { "sec-fetch-dest": "document" } }, ports);
    expect(response.statusCode).toBe(303);
    const { location, ...headers } = response.headers ?? {};
    expect(location).toBe(STREAMING_URL);
    expect(response.body ?? "").toBe("");
    const rest = JSON.stringify([headers, response.cookies, ports.audit.events]);
    expect(rest).not.toMatch(/appstream2|parameters=|c2VjcmV0/);
  });

  it("gives the broker the principal, the intent, the evidence and the reference", async () => {
    const ports = memoryPorts();
    const headers = { "cloudfront-viewer-country": "IE", "x-forwarded-for": "192.0.2.1" };
    const response = await launchSignedIn({ query: "context=a%26b", headers }, ports);
    expect(ports.broker.requests).toEqual([
      {
        principal: aPrincipal(),
        intent: { application: "treasury", context: "a&b", client: "web" },
        evidence: {
          clientIp: "198.51.100.7",
          edge: { trusted: false, country: "IE", coordinates: undefined },
        },
        correlationId: response.headers?.["correlation-id"],
        ...{ sealedTicket: undefined, hasConsented: false },
      },
    ]);
  });

  it("believes the edge that proves itself", async () => {
    const ports = memoryPorts();
    const facts = {
      cookies: await sessionCookies(),
      headers: { "cloudfront-viewer-address": "203.0.113.9:1234" },
      clientCertificate: "CN=edge",
    };
    await answer(launchRoute, ports, aLaunchEvent(facts), {
      certificateSubject: "CN=edge",
      secrets: [],
      required: false,
    });
    expect(ports.broker.requests[0]?.evidence).toMatchObject({
      clientIp: "203.0.113.9",
      edge: { trusted: true },
    });
  });

  it("takes a context of 1,024 characters, and leaves the rest to the policy", async () => {
    const ports = memoryPorts();
    await launchSignedIn({ query: `context=${"a".repeat(1024)}` }, ports);
    expect(ports.broker.requests).toHaveLength(1);
  });

  it("hands off to the native client, with a way back to the browser", async () => {
    const response = await launchSignedIn({ query: "client=native&context=a%26b" });
    expect(response.statusCode).toBe(200);
    expect(headingOf(response)).toBe("Ready to open");
    expect(linksOf(response)).toEqual([
      `amazonappstream:${Buffer.from(STREAMING_URL).toString("base64")}`,
      "/launch/treasury?context=a%26b&client=native",
      "/launch/treasury?context=a%26b",
      "https://clients.amazonappstream.com/",
    ]);
    expect(response.headers).not.toHaveProperty("location");
    expect(response.headers?.["cache-control"]).toBe("no-store");
  });

  it("launches with a session of the provider that the link names", async () => {
    const ports = memoryPorts(SEVERAL);
    expect((await launchSignedIn({ query: "idp=corporate" }, ports)).headers?.location).toBe(STREAMING_URL);
  });

  it("signs in anew where the session is another provider's", async () => {
    const ports = memoryPorts(SEVERAL);
    const { headers } = await launchSignedIn({ query: "idp=partner&client=native" }, ports);
    expect(headers?.location).toBe("/login/partner?application=treasury&client=native");
    expect(ports.broker.requests).toEqual([]);
  });

  it("writes no event of its own: the broker writes the launch's", async () => {
    const ports = memoryPorts();
    await launchSignedIn({}, ports);
    expect(ports.audit.events).toEqual([]);
  });
});

describe("launchRoute: refused by the broker", () => {
  const refusedPage = (reason: RefusalReason, query = "context=a%26b"): Promise<HttpResponse> =>
    launchSignedIn({ query }, memoryPorts({ broker: aBroker(reason) }));

  it.each<RefusalReason>(["not_in_audience", "mfa_required"])(
    "offers a fresh sign-in for %s",
    async (reason) => {
      const response = await refusedPage(reason);
      expect(response.statusCode).toBe(403);
      expect(linksOf(response)).toEqual(["/login/corporate?application=treasury&context=a%26b&again=1", "/"]);
    },
  );

  it.each<RefusalReason>([
    "no_candidate_available",
    "launch_deadline_exceeded",
    "launch_record_not_written",
    "network_not_allowed",
    "outside_residency_wall",
    "outside_hours",
  ])("offers the launch again for %s", async (reason) => {
    const response = await refusedPage(reason);
    expect(response.statusCode).toBe(REFUSALS[reason].status);
    expect(linksOf(response)).toEqual(["/launch/treasury?context=a%26b", "/"]);
  });

  it.each<RefusalReason>([
    "application_unknown",
    "context_not_declared",
    "context_invalid",
    "appstream_setup_fault",
    "streaming_url_foreign_host",
  ])("offers the way home only for %s", async (reason) => {
    const response = await refusedPage(reason);
    expect(response.statusCode).toBe(REFUSALS[reason].status);
    expect(linksOf(response)).toEqual(["/"]);
  });

  it("keeps the native client in the way back", async () => {
    const response = await refusedPage("no_candidate_available", "client=native");
    expect(linksOf(response)[0]).toBe("/launch/treasury?client=native");
  });

  it("says whom to ask, as the policy has it", async () => {
    const policy = aPolicy({ support: { en: "Call 1234" } });
    const ports = memoryPorts({ policy, broker: aBroker("no_candidate_available") });
    expect((await launchSignedIn({}, ports)).body).toContain("Help: Call 1234");
  });

  it("tells a program the public code, never the reason", async () => {
    const ports = memoryPorts({ broker: aBroker("outside_residency_wall") });
    const response = await launchSignedIn({ headers: JSON_HEADERS }, ports);
    expect(response.statusCode).toBe(403);
    expect(problemOf(response)).toMatchObject({ reason: "access_denied" });
    expect(response.body).not.toContain("residency");
  });
});

describe("launchRoute: a session that is none", () => {
  const isSignedOut = async (cookies: string[], ports = memoryPorts()): Promise<void> => {
    const response = await launch({ cookies }, ports);
    expect(response.headers?.location).toBe("/login/corporate?application=treasury");
    expect(ports.broker.requests).toEqual([]);
  };

  it("is an expired one, from its last second on", async () => {
    const { expiresAt, ...session } = aSession();
    const cookies = await sessionCookies({ ...session, expiresAt });
    const at = (seconds: number): MemoryPorts => ({ ...memoryPorts(), now: () => seconds * 1000 });
    expect((await launch({ cookies }, at(expiresAt - 1))).headers?.location).toBe(STREAMING_URL);
    await isSignedOut(cookies, at(expiresAt));
  });

  it("is one of a provider that the policy no longer has", async () => {
    const principal = aPrincipal({ identityProvider: "retired" });
    await isSignedOut(await sessionCookies(aSession({ principal })));
  });

  it("is one sealed with another key", async () => {
    await isSignedOut(await sessionCookies(aSession(), aSealer(8)));
  });

  it("is one sealed for another purpose", async () => {
    const { sealer } = memoryPorts();
    const sealed = await sealer.seal("login-transaction", JSON.stringify(aSession()));
    await isSignedOut([`__Host-streamgate-session=${sealed}`]);
  });

  it("is a truncated, changed, oversized, empty or invented one", async () => {
    const [cookie = ""] = await sessionCookies();
    const changed = `${cookie.slice(0, -20)}${cookie.at(-20) === "A" ? "B" : "A"}${cookie.slice(-19)}`;
    await isSignedOut([cookie.slice(0, -5)]);
    await isSignedOut([cookie.slice(0, 60)]);
    await isSignedOut([changed]);
    await isSignedOut([`${cookie}${"A".repeat(10_000)}`]);
    await isSignedOut(["__Host-streamgate-session="]);
    await isSignedOut([`__Host-streamgate-session=${JSON.stringify(aSession())}`]);
    await isSignedOut(["__Host-streamgate-session=eyJhbGciOiJub25lIn0.e30."]);
  });

  it("is one that came twice, also beside a real one", async () => {
    const [cookie = ""] = await sessionCookies();
    await isSignedOut([cookie, cookie]);
    await isSignedOut([cookie, "__Host-streamgate-session=planted"]);
  });

  it("is one under another cookie's name", async () => {
    const [cookie = ""] = await sessionCookies();
    await isSignedOut([cookie.replace("__Host-", "")]);
  });
});

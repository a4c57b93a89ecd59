import { describe, expect, it } from "vitest";
import type { LaunchAnswer } from "../../functions/broker.ts";
import { embedPageRoute, embedStreamRoute } from "../../functions/handlers/embed.ts";
import { EMBED_SCRIPT } from "../../functions/http/embed-script.ts";
import type { HttpResponse } from "../../functions/http/response.ts";
import {
  aBroker,
  anApplication,
  anEvent,
  answer,
  type EventFacts,
  ORIGIN,
  problemOf,
  STREAMING_URL,
} from "../support/http-builders.ts";
import {
  anOpenSession,
  aWait,
  directivesOf,
  type LaunchFacts,
  launchPorts,
  signedIn,
  TWO_APPLICATIONS,
} from "../support/launch-builders.ts";

const INTRANET = "https://intranet.example.com";
const SCRIPT = "https://static.example.com/appstream_embed.js";
const team = { groups: [], subjects: [] };
const policy = {
  ...TWO_APPLICATIONS,
  portals: {
    intranet: { origins: [INTRANET], applications: ["treasury"], readsStates: false, embeds: true, team },
    buttons: {
      origins: ["https://buttons.example.com"],
      applications: null,
      readsStates: true,
      embeds: false,
      team,
    },
  },
  embedding: { script: SCRIPT, integrity: null, customUrlDomain: null },
};
const streaming: Extract<LaunchAnswer, { outcome: "stream" }> = {
  outcome: "stream",
  launchId: "launch-1",
  url: STREAMING_URL,
  by: "streaming_url",
  issued: null,
};

function page(event: EventFacts = {}, facts: LaunchFacts = {}): Promise<HttpResponse> {
  return answer(
    embedPageRoute,
    launchPorts({ policy, ...facts }),
    anEvent({ routeKey: "GET /embed/{application}", pathParameters: { application: "treasury" }, ...event }),
  );
}

async function ask(event: EventFacts = {}, facts: LaunchFacts = {}) {
  const ports = launchPorts({ policy, answer: streaming, ...facts });
  const response = await answer(
    embedStreamRoute,
    ports,
    anEvent({
      routeKey: "POST /embed/{application}",
      pathParameters: { application: "treasury" },
      headers: { "sec-fetch-site": "same-origin" },
      cookies: await signedIn(),
      ...event,
    }),
  );
  return { ports, response };
}

describe("embedPageRoute", () => {
  it("may be framed by the portal that embeds the application, and by nobody else", async () => {
    const response = await page();
    expect(response.statusCode).toBe(200);
    const directives = directivesOf(response.headers?.["content-security-policy"]);
    expect(directives["frame-ancestors"]).toBe(INTRANET);
    expect(response.headers).not.toHaveProperty("x-frame-options");
  });

  it("loads AppStream's script and ours, and frames the streams of the application's Regions", async () => {
    const { headers, body } = await page();
    const directives = directivesOf(headers?.["content-security-policy"]);
    expect(directives["script-src"]).toBe(`${EMBED_SCRIPT.source} ${SCRIPT}`);
    expect(directives["connect-src"]).toBe("'self'");
    expect(directives["frame-src"]).toBe(
      "https://appstream2.eu-west-1.aws.amazon.com https://*.amazonappstream.com",
    );
    expect(body).toContain(`<script src="${SCRIPT}" crossorigin="anonymous"></script>`);
    expect(headers).not.toHaveProperty("appstream-custom-url-domain");
  });

  it("holds the script to its digest, and names the custom domain", async () => {
    const integrity = `sha384-${"a".repeat(64)}`;
    const embedding = { script: SCRIPT, integrity, customUrlDomain: "stream.example.com" };
    const { headers, body } = await page({}, { policy: { ...policy, embedding } });
    expect(body).toContain(` integrity="${integrity}"`);
    expect(headers?.["appstream-custom-url-domain"]).toBe("stream.example.com");
  });

  it("is the same for everybody and launches nothing", async () => {
    const signedOut = await page();
    const ports = launchPorts({ policy });
    const event = anEvent({
      routeKey: "GET /embed/{application}",
      pathParameters: { application: "treasury" },
      cookies: await signedIn(),
    });
    const { body } = await answer(embedPageRoute, ports, event);
    expect(body).toBe(signedOut.body);
    expect(ports.broker.requests).toEqual([]);
  });

  it("opens by itself in a portal's frame only: outside of one it is the launch, with its question", async () => {
    const headers = { "sec-fetch-dest": "document", "sec-fetch-site": "cross-site" };
    const response = await page({ headers, query: "context=a%26b&overflow=yes" });
    expect(response).toMatchObject({
      statusCode: 303,
      headers: { location: "/launch/treasury?context=a%26b" },
    });
    expect((await page({ headers: { ...headers, "sec-fetch-dest": "iframe" } })).statusCode).toBe(200);
  });

  it("carries no yes to fleets elsewhere on from a portal's frame", async () => {
    expect((await page({ query: "overflow=yes" })).body).not.toContain("overflow=yes");
  });

  it("keeps the intent in its links", async () => {
    const { body } = await page({ query: "context=a%26b" });
    expect(body).toContain('href="/launch/treasury?context=a%26b" target="_blank" rel="noopener"');
  });

  it.each(["design", "nothing", "..%2f", "constructor"])(
    "tells the same of %s, which is not embedded, whether there is such an application or not",
    async (application) => {
      const response = await page({ pathParameters: { application } });
      expect(response.statusCode).toBe(403);
      expect(directivesOf(response.headers?.["content-security-policy"])["frame-ancestors"]).toBe("'none'");
      expect(response.headers?.["x-frame-options"]).toBe("DENY");
      expect(response.body).toContain("This cannot be shown inside another page");
    },
  );

  it("keeps a hostile name a text", async () => {
    const hostile = `"><script>alert(1)</script>`;
    const applications = { treasury: anApplication({ name: { en: hostile } }) };
    const { body } = await page({}, { policy: { ...policy, applications } });
    expect(body).not.toContain("<script>alert");
  });
});

describe("embedStreamRoute", () => {
  it("answers our own page with a URL that lives for seconds", async () => {
    const { ports, response } = await ask({ query: "context=FXD-1" });
    expect(response.statusCode).toBe(201);
    expect(JSON.parse(response.body ?? "")).toEqual({ streamingUrl: STREAMING_URL, launchId: "launch-1" });
    expect(response.headers?.["cache-control"]).toBe("no-store");
    expect(ports.broker.requests).toMatchObject([
      {
        ...{
          intent: { application: "treasury", context: "FXD-1" },
          maxValiditySeconds: 5,
          hasConsented: false,
        },
        needsStreamingUrl: true,
      },
    ]);
  });

  it.each([
    ["another site's page", { "sec-fetch-site": "cross-site" }],
    ["a page of the same site", { "sec-fetch-site": "same-site" }],
    ["an address typed by hand", { "sec-fetch-site": "none" }],
    ["another origin, by a browser that says no more", { origin: INTRANET }],
    ["nobody says", {}],
  ])("refuses %s", async (_who, headers) => {
    const { ports, response } = await ask({ headers });
    expect(response.statusCode).toBe(403);
    expect(ports.broker.requests).toEqual([]);
    expect(ports.audit.events.at(-1)).toMatchObject({ refusal: { reason: "cross_site_request" } });
  });

  it("believes the origin of a browser without Fetch Metadata", async () => {
    expect((await ask({ headers: { origin: ORIGIN } })).response.statusCode).toBe(201);
  });

  it("refuses whoever is not signed in, in JSON whatever the browser prefers", async () => {
    const { ports, response } = await ask({
      cookies: [],
      headers: { "sec-fetch-site": "same-origin", accept: "text/html" },
    });
    expect(response.statusCode).toBe(401);
    expect(problemOf(response)).toMatchObject({ reason: "unauthenticated" });
    expect(ports.broker.requests).toEqual([]);
  });

  it("refuses what no portal embeds", async () => {
    const { ports, response } = await ask({ pathParameters: { application: "design" } });
    expect(response.statusCode).toBe(403);
    expect(ports.audit.events.at(-1)).toMatchObject({ refusal: { reason: "embedding_not_allowed" } });
    expect(ports.broker.requests).toEqual([]);
  });

  it("makes people wait, and keeps their place in the line", async () => {
    const { response } = await ask({}, { answer: { outcome: "wait", ...aWait() } });
    expect(response.statusCode).toBe(202);
    expect(JSON.parse(response.body ?? "")).toMatchObject({ retryAfterSeconds: 17, reason: "fleet_full" });
    expect(response.cookies).toEqual([
      expect.stringContaining("__Host-streamgate-waiting-treasury=sealed.ticket"),
    ]);
  });

  it("lets go of the ticket of whoever waited", async () => {
    const waited = [...(await signedIn()), "__Host-streamgate-waiting-treasury=sealed.ticket"];
    const { response } = await ask({ cookies: waited });
    expect(response.cookies).toEqual([
      expect.stringMatching(/^__Host-streamgate-waiting-treasury=; Max-Age=0/),
    ]);
  });

  it.each(["same_place", "session_limit"] as const)("says that a session is in the way: %s", async (why) => {
    const { response } = await ask({}, { answer: { outcome: "choose", session: anOpenSession(), why } });
    expect(response.statusCode).toBe(409);
    expect(problemOf(response)).toMatchObject({ reason: "another_session_open" });
  });

  it("says that it cannot be embedded where only federation is left", async () => {
    const ports = { ...launchPorts({ policy }), broker: aBroker("no_streaming_url") };
    const event = { headers: { "sec-fetch-site": "same-origin" }, cookies: await signedIn() };
    const route = { routeKey: "POST /embed/{application}", pathParameters: { application: "treasury" } };
    const response = await answer(embedStreamRoute, ports, anEvent({ ...route, ...event }));
    expect(response.statusCode).toBe(409);
    expect(problemOf(response)).toMatchObject({ title: "This cannot be shown inside another page" });
    // The launch has written its own event.
    expect(ports.audit.events).toEqual([]);
  });

  it("embeds no federated sign-in", async () => {
    const { response, ports } = await ask({}, { answer: { ...streaming, by: "federation" } });
    expect(response.statusCode).toBe(409);
    expect(response.body).not.toContain(STREAMING_URL);
    expect(ports.audit.events.at(-1)).toMatchObject({ refusal: { reason: "embedding_not_possible" } });
  });
});

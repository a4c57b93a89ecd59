import { describe, expect, it } from "vitest";
import type { RefusalReason } from "../../functions/core/refusal.ts";
import { REFUSALS } from "../../functions/core/refusal.ts";
import { endSessionRoute } from "../../functions/handlers/end-session.ts";
import type { HttpResponse } from "../../functions/http/response.ts";
import {
  anEvent,
  answer,
  aPolicy,
  aPrincipal,
  type EventFacts,
  headingOf,
  linksOf,
  ORIGIN,
  problemOf,
  TWO_PROVIDERS,
} from "../support/http-builders.ts";
import { LAUNCH_ID, launchPorts, signedIn } from "../support/launch-builders.ts";

const FORM = { "content-type": "application/x-www-form-urlencoded" };
const OUR_PAGE = { ...FORM, "sec-fetch-site": "same-origin", origin: "null" };

async function end(facts: EventFacts = {}, ports = launchPorts()): Promise<HttpResponse> {
  const event = anEvent({
    ...{ routeKey: "POST /launch/{application}", path: "/launch/treasury", headers: OUR_PAGE },
    ...{ pathParameters: { application: "treasury" }, cookies: await signedIn() },
    ...{ body: `launch=${LAUNCH_ID}`, ...facts },
  });
  return answer(endSessionRoute, ports, event);
}

describe("endSessionRoute", () => {
  it("ends the session that was shown, and goes on to the launch with the intent", async () => {
    const ports = launchPorts();
    const response = await end({ query: "context=a%26b&client=native&overflow=yes" }, ports);
    expect(ports.ends).toEqual([
      {
        principal: aPrincipal(),
        ...{ application: "treasury", launchId: LAUNCH_ID, hasConsented: true },
        evidence: { clientIp: "198.51.100.7", edge: undefined },
        correlationId: response.headers?.["correlation-id"],
      },
    ]);
    expect(response.statusCode).toBe(200);
    expect(response.body).toContain("That session has ended.");
    const onward = "/launch/treasury?context=a%26b&client=native&overflow=yes";
    expect(response.headers?.refresh).toBe(`0;url=${onward}`);
    expect(linksOf(response)).toEqual([onward]);
    expect(ports.broker.requests).toEqual([]);
    expect(ports.audit.events).toEqual([]);
  });

  it.each<[string, Record<string, string>]>([
    ["another site's form", { ...FORM, "sec-fetch-site": "cross-site", origin: "https://evil.example" }],
    ["a sub-domain's form", { ...FORM, "sec-fetch-site": "same-site", origin: "https://x.example.com" }],
    ["a form without a page", { ...FORM, "sec-fetch-site": "none" }],
    ["another origin in an old browser", { ...FORM, origin: "https://evil.example" }],
    ["no origin in an old browser", FORM],
    ["an origin that begins like ours", { ...FORM, origin: `${ORIGIN}.evil.example` }],
  ])("ends nothing for %s", async (_case, headers) => {
    const ports = launchPorts();
    const response = await end({ headers }, ports);
    expect(response.statusCode).toBe(403);
    expect(ports.ends).toEqual([]);
    expect(ports.audit.events).toMatchObject([
      {
        event: "request_refused",
        route: "POST /launch/{application}",
        refusal: { reason: "cross_site_request" },
      },
    ]);
  });

  it("takes our own page's form from a browser without fetch metadata", async () => {
    expect((await end({ headers: { ...FORM, origin: ORIGIN } })).statusCode).toBe(200);
  });

  it("asks whoever is not signed in to sign in, and to come back to the launch", async () => {
    const ports = launchPorts();
    const response = await end({ cookies: [], query: "context=x&overflow=yes" }, ports);
    expect(response.statusCode).toBe(401);
    expect(linksOf(response)[0]).toBe("/login/corporate?application=treasury&context=x&overflow=yes");
    expect(ports.ends).toEqual([]);
    const several = launchPorts({ policy: aPolicy({ identityProviders: TWO_PROVIDERS }) });
    expect(linksOf(await end({ cookies: [] }, several))[0]).toBe("/launch/treasury");
  });

  it.each([
    ["no field", "other=1"],
    ["an empty form", ""],
    ["the field twice", `launch=${LAUNCH_ID}&launch=another`],
    ["too many fields", `launch=${LAUNCH_ID}${"&a=1".repeat(20)}`],
    ["a megabyte", `launch=${"a".repeat(1_300_000)}`],
  ])("ends nothing for %s", async (_case, body) => {
    const ports = launchPorts();
    const response = await end({ body }, ports);
    expect(response.statusCode).toBe(409);
    expect(headingOf(response)).toBe("That session is already over");
    expect(linksOf(response)).toEqual(["/launch/treasury", "/"]);
    expect(ports.ends).toEqual([]);
  });

  it("ends nothing for a body that is no form", async () => {
    const headers = { ...OUR_PAGE, "content-type": "application/json" };
    expect((await end({ headers, body: `{"launch":"${LAUNCH_ID}"}` })).statusCode).toBe(409);
  });

  it.each<RefusalReason>(["streaming_session_gone", "streaming_session_not_ended"])(
    "says that nothing was ended for %s, and offers the launch",
    async (notEnded) => {
      const ports = launchPorts({ notEnded });
      const response = await end({ query: "context=x" }, ports);
      expect(response.statusCode).toBe(REFUSALS[notEnded].status);
      expect(linksOf(response)).toEqual(["/launch/treasury?context=x", "/"]);
      expect(ports.audit.events).toMatchObject([{ event: "request_refused", refusal: { reason: notEnded } }]);
      const json = await end({ headers: { ...OUR_PAGE, accept: "application/json" } }, ports);
      expect(problemOf(json)).toMatchObject({ reason: REFUSALS[notEnded].code });
    },
  );

  it("refuses a link that is no launch's", async () => {
    const ports = launchPorts();
    expect((await end({ pathParameters: {} }, ports)).statusCode).toBe(404);
    expect((await end({ query: "overflow=1" }, ports)).statusCode).toBe(400);
    expect(ports.ends).toEqual([]);
  });
});

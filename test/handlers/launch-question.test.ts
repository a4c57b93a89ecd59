import { describe, expect, it } from "vitest";
import { launchRoute } from "../../functions/handlers/launch.ts";
import { ARRIVAL_COOKIE, arrivalCookie } from "../../functions/http/arrival.ts";
import { clearCookie } from "../../functions/http/cookies.ts";
import type { HttpResponse } from "../../functions/http/response.ts";
import {
  aLaunchEvent,
  anApplication,
  answer,
  aPolicy,
  type EventFacts,
  headingOf,
  linksOf,
  memoryPorts,
  problemOf,
  STREAMING_URL,
  sessionCookies,
} from "../support/http-builders.ts";

const LED = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
const named = anApplication({ name: { en: "Treasury <desk>", de: "Schatzamt" } });
const policy = aPolicy({ applications: { treasury: named } });

async function launch(facts: EventFacts = {}, ports = memoryPorts({ policy }), application = "treasury") {
  const { cookies = [], ...others } = facts;
  const held = [...(await sessionCookies()), ...cookies];
  const response = await answer(
    launchRoute,
    ports,
    aLaunchEvent({ headers: LED, ...others, cookies: held }, application),
  );
  return { response, ports };
}
/** As the browser sends it back. */
const arriving = (path: string): string => arrivalCookie(path).split(";", 1)[0] ?? "";
const minted = ({ headers }: HttpResponse): boolean => headers?.location === STREAMING_URL;

describe("launchRoute: led there by another site's page", () => {
  it.each(["cross-site", "same-site"])("asks, and mints nothing: %s", async (site) => {
    const { response, ports } = await launch({
      query: "context=a%26b&client=native",
      headers: { ...LED, "sec-fetch-site": site },
    });
    expect(response).toMatchObject({ statusCode: 200, cookies: [] });
    expect(headingOf(response)).toBe("Open Treasury &lt;desk&gt;?");
    expect(linksOf(response)).toEqual(["/launch/treasury?context=a%26b&client=native", "/"]);
    expect(response.headers?.refresh).toBeUndefined();
    expect(response.headers?.["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(ports.broker.requests).toEqual([]);
    expect(ports.audit.events).toEqual([]);
  });

  it("asks in the person's language", async () => {
    const { response } = await launch({ headers: { ...LED, "accept-language": "de-AT" } });
    expect(headingOf(response)).toBe("Schatzamt öffnen?");
  });

  it("does not take a yes to fleets elsewhere along", async () => {
    const { response } = await launch({ query: "overflow=yes" });
    expect(linksOf(response)).toEqual(["/launch/treasury", "/"]);
  });

  it("refuses a program", async () => {
    const { response, ports } = await launch({ headers: { ...LED, accept: "application/json" } });
    expect(response.statusCode).toBe(403);
    expect(problemOf(response).reason).toBe("access_denied");
    expect(ports.audit.events).toMatchObject([{ refusal: { reason: "cross_site_request" } }]);
    expect(ports.broker.requests).toEqual([]);
  });

  it("has the broker say that there is no such application", async () => {
    const { ports } = await launch({}, memoryPorts({ policy }), "payroll");
    expect(ports.broker.requests.map(({ intent }) => intent.application)).toEqual(["payroll"]);
  });

  it.each([
    ["a click of the person's", { ...LED, "sec-fetch-user": "?1" }],
    ["a page of ours", { ...LED, "sec-fetch-site": "same-origin" }],
    ["a typed address", { ...LED, "sec-fetch-site": "none" }],
    ["a browser that does not say", {}],
  ])("launches after %s", async (_what, headers) => {
    expect(minted((await launch({ headers })).response)).toBe(true);
  });

  it.each(["?0", "1", "true", "", "?1 "])("takes %j for no click", async (user) => {
    const { response } = await launch({ headers: { ...LED, "sec-fetch-user": user } });
    expect(minted(response)).toBe(false);
  });
});

describe("launchRoute: straight from a sign-in of ours", () => {
  it("launches, and uses the marker up", async () => {
    const path = "/launch/treasury?context=a%26b";
    const { response } = await launch({ query: "context=a%26b", cookies: [arriving(path)] });
    expect(minted(response)).toBe(true);
    expect(response.cookies).toEqual([clearCookie(ARRIVAL_COOKIE)]);
  });

  it.each([
    ["another application", "/launch/design"],
    ["another deep link", "/launch/treasury?context=b"],
    ["no deep link", "/launch/treasury"],
  ])("asks where the marker is for %s, and uses it up", async (_what, path) => {
    const { response, ports } = await launch({ query: "context=a", cookies: [arriving(path)] });
    expect(headingOf(response)).toBe("Open Treasury &lt;desk&gt;?");
    expect(response.cookies).toEqual([clearCookie(ARRIVAL_COOKIE)]);
    expect(ports.broker.requests).toEqual([]);
  });

  it("takes no marker for a sign-in", async () => {
    const event = aLaunchEvent({ headers: LED, cookies: [arriving("/launch/treasury")] });
    const response = await answer(launchRoute, memoryPorts({ policy }), event);
    expect(response.headers?.location).toBe("/login/corporate?application=treasury");
  });

  it("makes a marker that lives a minute and goes to our own pages and links only", () => {
    expect(arrivalCookie("/launch/treasury")).toMatch(
      /^__Host-streamgate-arrival=[\w-]{43}; Max-Age=60; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
    );
  });
});

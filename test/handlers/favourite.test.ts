import { describe, expect, it } from "vitest";
import { favouriteRoute } from "../../functions/handlers/favourite.ts";
import {
  anApplication,
  anEvent,
  answer,
  aPolicy,
  aPrincipal,
  type EventFacts,
  memoryPorts,
  ORIGIN,
  sessionCookies,
} from "../support/http-builders.ts";

const POLICY = aPolicy({
  applications: {
    treasury: anApplication(),
    design: anApplication({ audience: { groups: ["design"], subjects: [] } }),
  },
});

async function stage() {
  const ports = memoryPorts({ policy: POLICY });
  const cookies = await sessionCookies();
  const post = (facts: EventFacts & { readonly application?: string } = {}) => {
    const { application = "treasury", headers, ...rest } = facts;
    const event = anEvent({
      routeKey: "POST /favourites/{application}",
      path: `/favourites/${application}`,
      pathParameters: { application },
      headers: {
        "sec-fetch-site": "same-origin",
        "content-type": "application/x-www-form-urlencoded",
        ...headers,
      },
      ...{ cookies, body: "favourite=yes", ...rest },
    });
    return answer(favouriteRoute, ports, event);
  };
  const kept = async () => [...(await ports.favourites.read(aPrincipal().userId, ports.now()))];
  const refusals = () =>
    ports.audit.events.map((event) => ("refusal" in event ? event.refusal?.reason : event.event));
  return { ports, post, kept, refusals };
}

describe("favouriteRoute", () => {
  it("makes a favourite and leads back to the catalogue", async () => {
    const { post, kept, refusals } = await stage();
    const response = await post();
    expect(response).toMatchObject({ statusCode: 303, headers: { location: "/" } });
    expect(await kept()).toEqual(["treasury"]);
    expect(refusals()).toEqual([]);
  });

  it("makes it none again, also where the page's own field says otherwise", async () => {
    const { post, kept } = await stage();
    await post();
    expect((await post({ body: "favourite=yes&remove=yes" })).statusCode).toBe(303);
    expect(await kept()).toEqual([]);
  });

  it.each([
    [{ "sec-fetch-site": "cross-site" }],
    [{ "sec-fetch-site": "same-site" }],
    [{ "sec-fetch-site": "none" }],
  ])("refuses what another site posts: %j", async (headers) => {
    const { post, kept, refusals } = await stage();
    expect((await post({ headers })).statusCode).toBe(403);
    expect(await kept()).toEqual([]);
    expect(refusals()).toEqual(["cross_site_request"]);
  });

  it("refuses whoever is not signed in", async () => {
    const { post, refusals } = await stage();
    expect((await post({ cookies: [] })).statusCode).toBe(401);
    expect(refusals()).toEqual(["not_signed_in"]);
  });

  it.each([
    ["design", 403, "not_in_audience"],
    ["ledger", 404, "application_unknown"],
    ["constructor", 404, "application_unknown"],
  ])("refuses what they may not launch: %s", async (application, status, reason) => {
    const { post, kept, refusals } = await stage();
    expect((await post({ application })).statusCode).toBe(status);
    expect(await kept()).toEqual([]);
    expect(refusals()).toEqual([reason]);
  });

  it.each([
    { body: "" },
    { body: "favourite=no" },
    { headers: { "content-type": "application/json" }, body: "{}" },
  ])("refuses a form that is none of ours: %j", async (facts) => {
    const { post, refusals } = await stage();
    expect((await post(facts)).statusCode).toBe(400);
    expect(refusals()).toEqual(["favourite_invalid"]);
  });

  it("says that it could not be kept", async () => {
    const { ports, post, refusals } = await stage();
    ports.favourites.setAway(true);
    expect((await post()).statusCode).toBe(503);
    expect(refusals()).toEqual(["favourite_not_kept"]);
  });

  it("takes a form of a browser that says where it comes from by Origin alone", async () => {
    const { ports, kept } = await stage();
    const event = anEvent({
      routeKey: "POST /favourites/{application}",
      pathParameters: { application: "treasury" },
      headers: { origin: ORIGIN, "content-type": "application/x-www-form-urlencoded" },
      cookies: await sessionCookies(),
      body: Buffer.from("favourite=yes").toString("base64"),
      isBase64Encoded: true,
    });
    expect((await answer(favouriteRoute, ports, event)).statusCode).toBe(303);
    expect(await kept()).toEqual(["treasury"]);
  });
});

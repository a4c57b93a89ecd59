import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FunctionHandler } from "../../functions/http/define-function.ts";
import { portalFunction } from "../../functions/wiring/portal.ts";
import { createFixedWatch } from "../support/fixed-watch.ts";
import {
  aLambdaContext,
  anApplication,
  anEvent,
  aPolicy,
  aPrincipal,
  aSession,
  headingOf,
  linksOf,
  memoryAudit,
  ORIGIN,
  problemOf,
  sessionCookies,
} from "../support/http-builders.ts";
import { createMemoryFavourites } from "../support/memory-favourites.ts";
import { createMemoryPlaces } from "../support/memory-places.ts";
import { aFleetStatus } from "../support/situations.ts";
import { aUsePolicy } from "../support/use-builders.ts";
import { aWorld, type World } from "./environment.ts";

let world: World;
let server: Server | undefined;

beforeEach(() => {
  world = aWorld();
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "example");
});
afterEach(() => {
  vi.unstubAllEnvs();
  world.remove();
  server?.close();
  server = undefined;
});

const portal = (change: Record<string, string> = {}): FunctionHandler =>
  portalFunction({ ...world.environment, ...change }, memoryAudit());

/** A store that answers every read with nothing found, and keeps what it was asked. */
async function emptyStore(asked: string[] = []): Promise<string> {
  const listening = createServer(async (request, response) => {
    asked.push(await text(request));
    response.setHeader("content-type", "application/x-amz-json-1.0").end("{}");
  }).listen(0, "127.0.0.1");
  server = listening;
  await new Promise((resolve) => listening.once("listening", resolve));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
}

describe("portalFunction", () => {
  it("answers the start page of who is signed out", async () => {
    const response = await portal()(anEvent(), aLambdaContext());
    expect(response.statusCode).toBe(200);
    expect(headingOf(response)).toBe("Welcome");
  });

  it("answers the start page of who is signed in", async () => {
    const session = aSession({ expiresAt: Math.floor(Date.now() / 1000) + 60 });
    const event = anEvent({ cookies: await sessionCookies(session) });
    const reachable = portal({ AWS_ENDPOINT_URL_DYNAMODB: await emptyStore() });
    const response = await reachable(event, aLambdaContext());
    expect(linksOf(response)).toContain("/launch/treasury");
    // AppStream does not answer: nothing is claimed.
    expect(response.body).toContain("Opens in Dublin (Ireland)");
    // Nobody is let in where it cannot be known whether their session was ended.
    const unreachable = await portal()(event, aLambdaContext());
    expect(unreachable.statusCode).toBe(503);
    expect(headingOf(unreachable)).toBe("Something went wrong");
  });

  it("asks what the person uses, and for the seats, where the policy limits both", async () => {
    const session = aSession({ expiresAt: Math.floor(Date.now() / 1000) + 60 });
    const event = anEvent({ cookies: await sessionCookies(session) });
    const asked: string[] = [];
    const environment = { AWS_ENDPOINT_URL_DYNAMODB: await emptyStore(asked) };
    const asksFor = (key: string) => asked.some((body) => body.includes(`"${key}`));
    await portal(environment)(event, aLambdaContext());
    expect([asksFor("use:"), asksFor("seats:")]).toEqual([false, false]);
    world.remove();
    world = aWorld(
      aPolicy({ applications: { treasury: anApplication({ use: aUsePolicy({ totalSessions: 5 }) }) } }),
    );
    const response = await portal(environment)(event, aLambdaContext());
    expect(response.body).toContain("Opens in Dublin (Ireland)");
    expect([asksFor("use:"), asksFor("seats:treasury")]).toEqual([true, true]);
  });

  it("has a page after a session, also where nothing was opened of late", async () => {
    const session = aSession({ expiresAt: Math.floor(Date.now() / 1000) + 60 });
    const event = anEvent({ routeKey: "GET /ended", cookies: await sessionCookies(session) });
    const reachable = portal({ AWS_ENDPOINT_URL_DYNAMODB: await emptyStore() });
    const response = await reachable(event, aLambdaContext());
    expect(headingOf(response)).toBe("Your session has ended");
    expect(linksOf(response)).toEqual(expect.arrayContaining(["/", "/sessions"]));
  });

  it("keeps favourites where the store answers, and says so where it does not", async () => {
    const session = aSession({ expiresAt: Math.floor(Date.now() / 1000) + 60 });
    const event = anEvent({
      routeKey: "POST /favourites/{application}",
      pathParameters: { application: "treasury" },
      headers: { origin: ORIGIN, "content-type": "application/x-www-form-urlencoded" },
      cookies: await sessionCookies(session),
      body: "favourite=yes",
    });
    const endpoint = await emptyStore();
    const answers = portal({ AWS_ENDPOINT_URL_DYNAMODB: endpoint });
    expect((await answers(event, aLambdaContext())).statusCode).toBe(303);
    expect((await portal()(event, aLambdaContext())).statusCode).toBe(503);
  });

  it("takes what it is given in the place of its own", async () => {
    const favourites = createMemoryFavourites();
    await favourites.set(aPrincipal().userId, "treasury", true, Date.now());
    const watch = createFixedWatch({ ireland: aFleetStatus({ state: "stopped" }) });
    const places = createMemoryPlaces();
    const environment = { ...world.environment, AWS_ENDPOINT_URL_DYNAMODB: await emptyStore() };
    const replaced = portalFunction(environment, memoryAudit(), { favourites, watch, places });
    const session = aSession({ expiresAt: Math.floor(Date.now() / 1000) + 60 });
    const { body } = await replaced(anEvent({ cookies: await sessionCookies(session) }), aLambdaContext());
    expect(body).toContain("Favourites");
    expect(body).toContain("Closed · not running just now");
  });

  it("refuses a Region that is none of the broker's", async () => {
    const response = await portal({ AWS_REGION: "eu-south-2" })(anEvent(), aLambdaContext());
    expect([response.statusCode, headingOf(response)]).toEqual([503, "Something went wrong"]);
  });

  it("signs out", async () => {
    const event = anEvent({ routeKey: "POST /logout", headers: { origin: ORIGIN } });
    expect((await portal()(event, aLambdaContext())).statusCode).toBe(303);
  });

  it("is healthy where the store answers", async () => {
    const endpoint = await emptyStore();
    const event = anEvent({ routeKey: "GET /healthz" });
    const response = await portal({ AWS_ENDPOINT_URL_DYNAMODB: endpoint })(event, aLambdaContext());
    expect(response.statusCode).toBe(200);
    expect(problemOf(response)).toMatchObject({ status: "ok", region: "eu-west-1", checks: { store: true } });
  });

  it("is not healthy where it does not", async () => {
    const response = await portal()(anEvent({ routeKey: "GET /healthz" }), aLambdaContext());
    expect(response.statusCode).toBe(503);
  });

  it("writes its events to standard output unless told otherwise", async () => {
    const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const event = anEvent({ routeKey: "POST /logout", headers: { origin: ORIGIN } });
    await portalFunction(world.environment)(event, aLambdaContext());
    expect(write.mock.calls.map(([line]) => String(line)).join("")).toContain('"event":"sign_out"');
  });
});

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FunctionHandler } from "../../functions/http/define-function.ts";
import { portalFunction } from "../../functions/wiring/portal.ts";
import {
  aLambdaContext,
  anEvent,
  aSession,
  headingOf,
  linksOf,
  memoryAudit,
  ORIGIN,
  problemOf,
  sessionCookies,
} from "../support/http-builders.ts";
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

/** A store that answers every read with nothing found. */
async function emptyStore(): Promise<string> {
  const listening = createServer((_request, response) => {
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
    const response = await portal()(anEvent({ cookies: await sessionCookies(session) }), aLambdaContext());
    expect(linksOf(response)).toEqual(["/launch/treasury"]);
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

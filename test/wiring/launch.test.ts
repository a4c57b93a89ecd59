import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LaunchEvent } from "../../functions/core/audit-event.ts";
import type { LocationPolicy } from "../../functions/core/policy.ts";
import { ok } from "../../functions/core/result.ts";
import type { HttpResponse } from "../../functions/http/response.ts";
import type { LaunchStore } from "../../functions/ports.ts";
import { launchFunction } from "../../functions/wiring/launch.ts";
import {
  aLambdaContext,
  aLaunchEvent,
  aPolicy,
  aSession,
  type MemoryAudit,
  memoryAudit,
  STREAMING_URL,
  sessionCookies,
} from "../support/http-builders.ts";
import { inCountry, ipDatabase } from "../support/ip-database.ts";
import { NO_REVOCATIONS } from "../support/memory-revocations.ts";
import { aWorld, type World } from "./environment.ts";

const FORGETFUL_STORE: LaunchStore = {
  begin: async () => ok(undefined),
  reassign: async () => ok(undefined),
  finish: async () => ok(undefined),
};

let world: World | undefined;
let server: Server | undefined;
beforeEach(() => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "example");
});
afterEach(() => {
  vi.unstubAllEnvs();
  world?.remove();
  server?.close();
  server = undefined;
});

/** An AppStream that gives everybody one URL; `{origin}` in it becomes its own. Answers its origin. */
async function anAppStream(streamingUrl: string): Promise<string> {
  const listening = createServer((_request, response) => {
    const body = JSON.stringify({ StreamingURL: streamingUrl.replace("{origin}", origin) });
    response.setHeader("content-type", "application/x-amz-json-1.1").end(body);
  }).listen(0, "127.0.0.1");
  server = listening;
  await new Promise((resolve) => listening.once("listening", resolve));
  const origin = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
  return origin;
}

async function launchSignedIn(
  change: { development?: boolean; appstream?: string; launches?: LaunchStore } = {},
  audit: MemoryAudit = memoryAudit(),
): Promise<HttpResponse> {
  const { development = false, appstream, launches } = change;
  world = aWorld(aPolicy({ development }));
  const environment = {
    ...world.environment,
    ...(appstream !== undefined && { AWS_ENDPOINT_URL_APPSTREAM: appstream }),
  };
  const handler = launchFunction(environment, {
    ...{ audit, revocations: NO_REVOCATIONS },
    ...(launches && { launches }),
  });
  const session = aSession({ expiresAt: Math.floor(Date.now() / 1000) + 60 });
  return await handler(aLaunchEvent({ cookies: await sessionCookies(session) }), aLambdaContext());
}

describe("launchFunction", () => {
  it("sends who is signed out to sign-in", async () => {
    world = aWorld();
    const response = await launchFunction(world.environment)(aLaunchEvent(), aLambdaContext());
    expect(response.statusCode).toBe(303);
    expect(response.headers?.location).toBe("/login/corporate?application=treasury");
  });

  it("launches through the AppStream it is pointed to", async () => {
    const audit = memoryAudit();
    const appstream = await anAppStream(STREAMING_URL);
    const response = await launchSignedIn({ appstream, launches: FORGETFUL_STORE }, audit);
    expect(response.headers?.location).toBe(STREAMING_URL);
    const [event] = audit.events as LaunchEvent[];
    expect(event).toMatchObject({
      outcome: "url_created",
      policyVersion: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
  });

  it("sends a browser to a stand-in for AppStream only in development", async () => {
    const appstream = await anAppStream("{origin}/authenticate?parameters=x");
    const launches = FORGETFUL_STORE;
    const developing = await launchSignedIn({ appstream, launches, development: true });
    expect(developing.headers?.location).toBe(`${appstream}/authenticate?parameters=x`);
    world?.remove();
    const audit = memoryAudit();
    expect((await launchSignedIn({ appstream, launches }, audit)).statusCode).toBe(503);
    expect(audit.events).toMatchObject([{ refusal: { reason: "streaming_url_foreign_host" } }]);
  });

  it("launches nobody of whom it cannot be known whether their session was ended", async () => {
    world = aWorld();
    const audit = memoryAudit();
    const session = aSession({ expiresAt: Math.floor(Date.now() / 1000) + 60 });
    const event = aLaunchEvent({ cookies: await sessionCookies(session) });
    const response = await launchFunction(world.environment, { audit })(event, aLambdaContext());
    expect(response.statusCode).toBe(503);
    expect(audit.events).toMatchObject([{ refusal: { reason: "session_store_unavailable" } }]);
  });

  it("gives no URL where the record cannot be written", async () => {
    const audit = memoryAudit();
    const appstream = await anAppStream(STREAMING_URL);
    const response = await launchSignedIn({ appstream }, audit);
    expect(response.statusCode).toBe(503);
    expect(response.headers).not.toHaveProperty("location");
    expect(audit.events).toMatchObject([{ refusal: { reason: "launch_record_not_written" } }]);
  });

  describe("with an IP database", () => {
    const launchFrom = async (sources: LocationPolicy["sources"], file: string | undefined) => {
      const appstream = await anAppStream(STREAMING_URL);
      world = aWorld(aPolicy({ location: { ...aPolicy().location, sources, default: null } }));
      const audit = memoryAudit();
      const database = join(world.folder, "countries.mmdb");
      writeFileSync(database, ipDatabase({ "198.51.100.0/24": inCountry("PT") }));
      const environment = {
        ...world.environment,
        AWS_ENDPOINT_URL_APPSTREAM: appstream,
        IP_DATABASE_FILE: file ?? database,
      };
      const handler = launchFunction(environment, {
        ...{ audit, launches: FORGETFUL_STORE, revocations: NO_REVOCATIONS },
      });
      const session = aSession({ expiresAt: Math.floor(Date.now() / 1000) + 60 });
      await handler(aLaunchEvent({ cookies: await sessionCookies(session) }), aLambdaContext());
      return audit.events[0];
    };

    it("finds people by the address of their connection", async () => {
      expect(await launchFrom(["ip_database"], undefined)).toMatchObject({
        outcome: "url_created",
        location: { country: "PT", provenance: "ip_database" },
      });
    });

    it("does not read the file where the policy does not name the source", async () => {
      expect(await launchFrom(["network"], "/nowhere/countries.mmdb")).toMatchObject({
        outcome: "url_created",
        location: { provenance: "none" },
      });
    });

    it.each([
      ["is not set", "", "IP_DATABASE_FILE is not set, and the policy's"],
      [
        "is not there",
        "/nowhere/countries.mmdb",
        "/nowhere/countries.mmdb: cannot be read as an IP database",
      ],
    ])("serves nobody where the policy names the source and the file %s", async (_case, file, fault) => {
      expect(JSON.stringify(await launchFrom(["ip_database"], file))).toContain(fault);
    });
  });

  it("works without any endpoint of its own", async () => {
    world = aWorld(aPolicy({ development: true }));
    const environment = {
      ...world.environment,
      AWS_ENDPOINT_URL_APPSTREAM: "",
      AWS_ENDPOINT_URL_DYNAMODB: "",
    };
    expect((await launchFunction(environment)(aLaunchEvent(), aLambdaContext())).statusCode).toBe(303);
  });
});

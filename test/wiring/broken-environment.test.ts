import { readFileSync, rmSync, writeFileSync } from "node:fs";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Environment } from "../../functions/config.ts";
import type { FaultEvent } from "../../functions/core/audit-event.ts";
import type { FunctionHandler } from "../../functions/http/define-function.ts";
import type { AuditSink } from "../../functions/ports.ts";
import { approvalsFunction } from "../../functions/wiring/approvals.ts";
import { launchFunction } from "../../functions/wiring/launch.ts";
import { operatorFunction } from "../../functions/wiring/operator.ts";
import { portalFunction } from "../../functions/wiring/portal.ts";
import { portalApiFunction } from "../../functions/wiring/portal-api.ts";
import { sessionsFunction } from "../../functions/wiring/sessions.ts";
import { signInOidcFunction } from "../../functions/wiring/sign-in-oidc.ts";
import { signInSamlFunction } from "../../functions/wiring/sign-in-saml.ts";
import {
  aLambdaContext,
  aLaunchEvent,
  anEvent,
  aPolicy,
  headingOf,
  memoryAudit,
  problemOf,
} from "../support/http-builders.ts";
import { aWorld, PSEUDONYM_KEY, SEALING_KEY, type World, writePolicy } from "./environment.ts";

interface WiredFunction {
  readonly name: string;
  readonly make: (environment: Environment, audit: AuditSink) => FunctionHandler;
  readonly event: () => APIGatewayProxyEventV2;
  readonly needs: readonly string[];
}

const COMMON = ["BROKER_ORIGIN", "AWS_REGION", "POLICY_FILE", "SEALING_KEYS"];
const FUNCTIONS: readonly WiredFunction[] = [
  {
    name: "launchFunction",
    make: (environment, audit) => launchFunction(environment, { audit }),
    event: () => aLaunchEvent(),
    needs: [...COMMON, "BROKER_REGIONS", "LAUNCH_TABLE"],
  },
  {
    name: "signInOidcFunction",
    make: signInOidcFunction,
    event: () => anEvent({ routeKey: "GET /login/{idp}", pathParameters: { idp: "nobody" } }),
    needs: [...COMMON, "BROKER_REGIONS", "LAUNCH_TABLE", "LOGIN_TABLE", "PSEUDONYM_KEY"],
  },
  {
    name: "signInSamlFunction",
    make: signInSamlFunction,
    event: () => anEvent({ routeKey: "GET /login/{idp}/saml", pathParameters: { idp: "nobody" } }),
    needs: [...COMMON, "BROKER_REGIONS", "LAUNCH_TABLE", "LOGIN_TABLE", "PSEUDONYM_KEY"],
  },
  {
    name: "portalFunction",
    make: portalFunction,
    event: () => anEvent(),
    needs: [...COMMON, "BROKER_REGIONS", "LAUNCH_TABLE"],
  },
  {
    name: "approvalsFunction",
    make: approvalsFunction,
    event: () => anEvent({ routeKey: "GET /approvals" }),
    needs: [...COMMON, "BROKER_REGIONS", "LAUNCH_TABLE"],
  },
  {
    name: "sessionsFunction",
    make: sessionsFunction,
    event: () => anEvent({ routeKey: "GET /sessions" }),
    needs: [...COMMON, "BROKER_REGIONS", "LAUNCH_TABLE", "PSEUDONYM_KEY"],
  },
  {
    name: "portalApiFunction",
    make: (environment, audit) => portalApiFunction(environment, { audit }),
    event: () => anEvent({ routeKey: "GET /openapi.json" }),
    needs: [...COMMON, "BROKER_REGIONS", "LAUNCH_TABLE", "LOGIN_TABLE", "PSEUDONYM_KEY"],
  },
  {
    name: "operatorFunction",
    make: operatorFunction,
    event: () => anEvent({ routeKey: "POST /api/v1/explain" }),
    needs: [...COMMON, "BROKER_REGIONS", "LAUNCH_TABLE"],
  },
];

let world: World | undefined;
afterEach(() => world?.remove());

/** Asks twice: the page must be opaque both times. Answers the detail of the fault event. */
async function faultOf(wired: WiredFunction, environment: Environment): Promise<FaultEvent["detail"]> {
  const audit = memoryAudit();
  const handler = wired.make(environment, audit);
  for (let count = 1; count <= 2; count += 1) {
    const response = await handler(wired.event(), aLambdaContext());
    expect(response.statusCode).toBe(503);
    expect(headingOf(response) ?? problemOf(response).title).toBe("Something went wrong");
    expect(response.body).not.toMatch(/environment|POLICY_FILE|SEALING|EDGE|\.json/);
    expect(audit.events).toHaveLength(count);
  }
  expect(JSON.stringify(audit.events)).not.toMatch(new RegExp(`${SEALING_KEY}|${PSEUDONYM_KEY}`));
  return (audit.events[0] as FaultEvent).detail;
}

describe.each(FUNCTIONS)("$name in a broken environment", (wired) => {
  const change = (changes: Record<string, string | undefined>): Environment => {
    world = aWorld();
    return { ...world.environment, ...changes };
  };

  it("lists every variable that is missing, and answers opaquely", async () => {
    const { error, faults } = await faultOf(wired, {});
    expect(error).toBe("ConfigError");
    for (const name of wired.needs) expect(faults).toContain(`${name} is not set`);
  });

  it("needs no variable of another function", async () => {
    const { faults } = await faultOf(wired, {});
    const named = String(faults).match(/\b[A-Z_]{6,}(?= is not)/g) ?? [];
    expect(new Set(named)).toEqual(new Set(wired.needs));
  });

  it.each([
    ["a missing file", (file: string) => rmSync(file)],
    ["a truncated file", (file: string) => writeFileSync(file, readFileSync(file, "utf8").slice(0, -20))],
    ["an empty object", (file: string) => writeFileSync(file, "{}")],
    ["null", (file: string) => writeFileSync(file, "null")],
    [
      "a policy changed by hand",
      (file: string) => writeFileSync(file, readFileSync(file, "utf8").replace('"treasury"]', '"everyone"]')),
    ],
    ["a policy of another version", (file: string) => writePolicy(file, aPolicy(), "0123456789abcdef")],
    [
      "a format of the future",
      (file: string) => writeFileSync(file, readFileSync(file, "utf8").replace('"format":1', '"format":2')),
    ],
  ])("refuses to serve with %s for a policy", async (_case, spoil) => {
    const environment = change({});
    spoil(environment.POLICY_FILE ?? "");
    const { error, faults } = await faultOf(wired, environment);
    expect(error).toBe("ConfigError");
    expect(faults).toMatch(/policy\.json: (?:cannot be read as a compiled policy|not a compiled policy)/);
  });

  it("serves some seconds after what was missing is there", async () => {
    const environment = change({});
    const file = environment.POLICY_FILE ?? "";
    const policy = readFileSync(file);
    rmSync(file);
    const handler = wired.make(environment, memoryAudit());
    expect((await handler(wired.event(), aLambdaContext())).statusCode).toBe(503);
    writeFileSync(file, policy);
    expect((await handler(wired.event(), aLambdaContext())).statusCode).toBe(503);
    const clock = Date.now;
    vi.spyOn(Date, "now").mockImplementation(() => clock() + 5_000);
    expect((await handler(wired.event(), aLambdaContext())).statusCode).toBeLessThan(500);
  });

  it("refuses an http origin with a policy that is not for development", async () => {
    const { faults } = await faultOf(wired, change({ BROKER_ORIGIN: "http://localhost:8080" }));
    expect(faults).toContain("BROKER_ORIGIN is http, which only a policy with `development: true` may be");
  });

  it("serves an http origin with a policy for development", async () => {
    world = aWorld(aPolicy({ development: true }));
    const handler = wired.make(
      { ...world.environment, BROKER_ORIGIN: "http://localhost:8080" },
      memoryAudit(),
    );
    expect((await handler(wired.event(), aLambdaContext())).statusCode).toBeLessThan(500);
  });

  it.each(["", "k1", "k1:short", `k1:${SEALING_KEY}=,k1:${SEALING_KEY}`, `a b:${SEALING_KEY}`])(
    "refuses the sealing keys %#, and shows none",
    async (value) => {
      const { error } = await faultOf(wired, change({ SEALING_KEYS_VALUE: value }));
      expect(error).toMatch(/Error$/);
    },
  );

  it("says how a sealing key is written", async () => {
    const { error, faults } = await faultOf(wired, change({ SEALING_KEYS_VALUE: "k1:short" }));
    expect(error).toBe("ConfigError");
    expect(faults).toContain("a sealing key is `id:key` with 32 bytes in base64url");
  });

  it.each(["short", `${"a".repeat(32)},short`, `${"a".repeat(32)},`])(
    "refuses the edge secret %#, which could be guessed",
    async (value) => {
      const { error, faults } = await faultOf(wired, change({ EDGE_SECRETS: "env:EDGE", EDGE: value }));
      expect(error).toBe("ConfigError");
      expect(faults).toContain("EDGE_SECRETS must hold one or two values of at least 32 characters");
    },
  );

  it("refuses an edge secret that is written out", async () => {
    const { faults } = await faultOf(wired, change({ EDGE_SECRETS: "a".repeat(40) }));
    expect(faults).toContain("EDGE_SECRETS is not a secret reference");
    expect(faults).not.toContain("aaaa");
  });
});

describe.each(FUNCTIONS.filter(({ needs }) => needs.includes("PSEUDONYM_KEY")))(
  "$name, which signs in,",
  (signIn) => {
    it("refuses to serve in a Region that is not among the broker's, and lists what else is wrong", async () => {
      world = aWorld();
      const changed = { AWS_REGION: "eu-south-2", PSEUDONYM_KEY_VALUE: "c2hvcnQ" };
      const { faults } = await faultOf(signIn, { ...world.environment, ...changed });
      expect(faults).toContain("BROKER_REGIONS is eu-west-1,us-east-1, without eu-south-2");
      expect(faults).toContain("the pseudonym key needs at least 32 bytes");
    });

    it("refuses to serve with a wrong pseudonym key", async () => {
      world = aWorld();
      const { faults } = await faultOf(signIn, { ...world.environment, PSEUDONYM_KEY_VALUE: "c2hvcnQ" });
      expect(faults).toContain("the pseudonym key needs at least 32 bytes");
    });
  },
);

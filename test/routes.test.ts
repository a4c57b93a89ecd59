import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Environment } from "../functions/config.ts";
import type { FaultEvent } from "../functions/core/audit-event.ts";
import type { FunctionHandler } from "../functions/http/define-function.ts";
import type { AuditSink } from "../functions/ports.ts";
import { FUNCTIONS } from "../functions/routes.ts";
import { approvalsFunction } from "../functions/wiring/approvals.ts";
import { contextFunction } from "../functions/wiring/context.ts";
import { launchFunction } from "../functions/wiring/launch.ts";
import { operatorFunction } from "../functions/wiring/operator.ts";
import { portalFunction } from "../functions/wiring/portal.ts";
import { portalApiFunction } from "../functions/wiring/portal-api.ts";
import { sessionsFunction } from "../functions/wiring/sessions.ts";
import { signInOidcFunction } from "../functions/wiring/sign-in-oidc.ts";
import { signInSamlFunction } from "../functions/wiring/sign-in-saml.ts";
import { aLambdaContext, anEvent, memoryAudit } from "./support/http-builders.ts";
import { aWorld, type World } from "./wiring/environment.ts";

const ENTRIES = fileURLToPath(new URL("../functions/entries/", import.meta.url));
const WIRED: Readonly<Record<string, (environment: Environment, audit: AuditSink) => FunctionHandler>> = {
  launch: (environment, audit) => launchFunction(environment, { audit }),
  "sign-in-oidc": signInOidcFunction,
  "sign-in-saml": signInSamlFunction,
  portal: portalFunction,
  sessions: sessionsFunction,
  operator: operatorFunction,
  approvals: approvalsFunction,
  "portal-api": (environment, audit) => portalApiFunction(environment, { audit }),
  context: contextFunction,
};
const ALL_KEYS = FUNCTIONS.flatMap(({ routeKeys }) => routeKeys);
const SERVED = FUNCTIONS.flatMap(({ name, routeKeys }) => routeKeys.map((routeKey) => ({ name, routeKey })));
const ELSEWHERE = FUNCTIONS.filter(({ routeKeys }) => routeKeys.length > 0).flatMap(({ name, routeKeys }) =>
  ALL_KEYS.filter((routeKey) => !routeKeys.includes(routeKey)).map((routeKey) => ({ name, routeKey })),
);

let world: World;
beforeAll(() => {
  world = aWorld();
});
afterAll(() => world.remove());

/** Whether the function has this route: a missing one is a TypeError in the fault event. */
async function serves(name: string, routeKey: string): Promise<boolean> {
  const audit = memoryAudit();
  const handler = WIRED[name]?.(world.environment, audit);
  expect(handler, `no wiring for ${name}`).toBeDefined();
  const pathParameters = { application: "treasury", idp: "nobody" };
  const response = await handler?.(anEvent({ routeKey, pathParameters }), aLambdaContext());
  const fault = audit.events.find((event): event is FaultEvent => event.event === "fault");
  expect(response?.statusCode === 500).toBe(fault !== undefined);
  if (fault !== undefined) expect(fault.detail).toMatchObject({ route: routeKey, error: "TypeError" });
  return fault === undefined;
}

describe("FUNCTIONS", () => {
  it("names the functions of the contract", () => {
    expect(FUNCTIONS).toEqual([
      {
        name: "launch",
        routeKeys: [
          "GET /launch/{application}",
          "POST /launch/{application}",
          "GET /wait/{application}",
          "GET /embed/{application}",
          "POST /embed/{application}",
        ],
      },
      {
        name: "sign-in-oidc",
        routeKeys: ["GET /login/{idp}", "GET /login/{idp}/callback", "POST /logout/{idp}/backchannel"],
      },
      {
        name: "sign-in-saml",
        routeKeys: [
          "GET /login/{idp}/saml",
          "POST /login/{idp}/acs",
          "GET /login/{idp}/continue",
          "POST /login/{idp}/continue",
          "GET /login/{idp}/metadata",
          "GET /logout/{idp}/saml",
        ],
      },
      {
        name: "portal",
        routeKeys: [
          "GET /",
          "POST /favourites/{application}",
          "GET /ended",
          "POST /logout",
          "GET /healthz",
          "GET /launch-button.js",
          "GET /launch-button/{application}",
          "GET /link-studio",
        ],
      },
      {
        name: "sessions",
        routeKeys: [
          "GET /sessions",
          "POST /sessions",
          "GET /help-desk",
          "POST /help-desk/sessions",
          "POST /help-desk/end",
          "POST /help-desk/launch",
        ],
      },
      { name: "operator", routeKeys: ["POST /api/v1/explain"] },
      {
        name: "approvals",
        routeKeys: [
          "GET /approvals",
          "POST /approvals",
          "GET /approvals/{request}",
          "POST /approvals/{request}",
        ],
      },
      {
        name: "portal-api",
        routeKeys: [
          "POST /api/v1/streaming-urls",
          "GET /api/v1/applications",
          "GET /api/v1/sessions",
          "DELETE /api/v1/sessions/{id}",
          "GET /openapi.json",
        ],
      },
      { name: "context", routeKeys: ["POST /context/redeem", "GET /.well-known/jwks.json"] },
      { name: "keeper", routeKeys: [] },
    ]);
  });

  it.each(SERVED)("has $routeKey answered by $name", async ({ name, routeKey }) => {
    expect(await serves(name, routeKey)).toBe(true);
  });

  it.each(ELSEWHERE)("has $routeKey not answered by $name", async ({ name, routeKey }) => {
    expect(await serves(name, routeKey)).toBe(false);
  });

  it("has no name and no route key twice", () => {
    const names = FUNCTIONS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(ALL_KEYS).size).toBe(ALL_KEYS.length);
  });

  it("has route keys as API Gateway writes them", () => {
    for (const key of ALL_KEYS)
      expect(key).toMatch(
        /^(?:GET|POST|DELETE) \/(?:[a-z.][a-z0-9.-]*|\{[a-z]+\})?(?:\/(?:[a-z][a-z0-9.-]*|\{[a-z]+\}))*$/,
      );
  });

  it("has one entry for each function, and no other", () => {
    for (const { name } of FUNCTIONS) expect(existsSync(`${ENTRIES}${name}.ts`)).toBe(true);
    expect(readdirSync(ENTRIES).toSorted()).toEqual(FUNCTIONS.map(({ name }) => `${name}.ts`).toSorted());
  });

  it.each(FUNCTIONS)("has a handler exported by the entry $name", async ({ name }) => {
    const entry = (await import(`../functions/entries/${name}.ts`)) as Record<string, unknown>;
    expect(Object.keys(entry)).toEqual(["handler"]);
    expect(entry.handler).toBeTypeOf("function");
  });
});

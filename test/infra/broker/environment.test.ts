/** The functions' own code, started with exactly the environment and the secrets that infra gives them. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { serializeCompiledPolicy } from "../../../cli/compile-policy.ts";
import type { Environment } from "../../../functions/config.ts";
import type { FunctionHandler } from "../../../functions/http/define-function.ts";
import type { AuditSink } from "../../../functions/ports.ts";
import { approvalsFunction } from "../../../functions/wiring/approvals.ts";
import { contextFunction } from "../../../functions/wiring/context.ts";
import { keeperFunction } from "../../../functions/wiring/keeper.ts";
import { launchFunction } from "../../../functions/wiring/launch.ts";
import { operatorFunction } from "../../../functions/wiring/operator.ts";
import { portalFunction } from "../../../functions/wiring/portal.ts";
import { portalApiFunction } from "../../../functions/wiring/portal-api.ts";
import { sessionsFunction } from "../../../functions/wiring/sessions.ts";
import { signInOidcFunction } from "../../../functions/wiring/sign-in-oidc.ts";
import { signInSamlFunction } from "../../../functions/wiring/sign-in-saml.ts";
import { type FunctionDeclaration, functionTable } from "../../../infra/broker/function-table.ts";
import { aLambdaContext, anEvent, memoryAudit } from "../../support/http-builders.ts";
import { loadExample } from "../assembly.ts";

const REGION = "eu-west-1";
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
const clientCertificate = "CN=streamgate-edge,O=Northwind Bank";
/** Whether the set-up is usable shows on a route that asks nothing of AWS. */
const EVENTS: Readonly<Record<string, APIGatewayProxyEventV2>> = {
  launch: anEvent({
    routeKey: "GET /launch/{application}",
    pathParameters: { application: "treasury" },
    clientCertificate,
  }),
  "sign-in-oidc": anEvent({
    routeKey: "GET /login/{idp}",
    pathParameters: { idp: "nobody" },
    clientCertificate,
  }),
  "sign-in-saml": anEvent({
    routeKey: "GET /login/{idp}/saml",
    pathParameters: { idp: "nobody" },
    clientCertificate,
  }),
  portal: anEvent({ routeKey: "GET /", clientCertificate }),
  sessions: anEvent({ routeKey: "GET /sessions", clientCertificate }),
  operator: anEvent({ routeKey: "POST /api/v1/explain", clientCertificate }),
  approvals: anEvent({ routeKey: "GET /approvals", clientCertificate }),
  "portal-api": anEvent({ routeKey: "GET /openapi.json", clientCertificate }),
  context: anEvent({ routeKey: "POST /context/redeem", clientCertificate }),
};

const loaded = await loadExample("cloudfront");
const table = functionTable({
  deployment: loaded.deployment,
  policy: loaded.compiledPolicy.policy,
  region: REGION,
  keys: { data: (region) => `key-of-${region}`, signing: "signing-key" },
});

/** Secrets Manager's inventions, before any rotation. */
const SECRETS: Readonly<Record<string, string>> = {
  "streamgate/sealing-keys": "Qm7pX2sLr9TzVw4yB6nDk1fGh3jC8aEeR5uIoPqWtYx",
  "streamgate/pseudonym-key": "vN3kQx8Ls2Tz7Wb4Yp9Rm6Jd1Fh5Gc0AeUiOoPqXtKyBnVwZsDfLgHjMrTcEaQuI",
};

let folder: string;
let extension: Server;
let read: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "streamgate-environment-"));
  writeFileSync(join(folder, "policy.json"), serializeCompiledPolicy(loaded.compiledPolicy));
  extension = createServer((request, response) => {
    if (request.method === "POST") {
      // A table with nothing in it.
      response.end("{}");
      return;
    }
    const id = new URL(request.url ?? "", "http://extension").searchParams.get("secretId") ?? "";
    read.push(id);
    const value = SECRETS[id];
    response.statusCode = value === undefined ? 400 : 200;
    response.end(JSON.stringify({ SecretString: value }));
  });
  await new Promise<void>((resolve) => extension.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  extension.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  read = [];
});

/** As Lambda starts it: infra's variables and Lambda's own, nothing else. */
function started(declaration: FunctionDeclaration, without?: string): Environment {
  const file = declaration.environment.POLICY_FILE?.replace(/^\/var\/task/, folder);
  const environment: Environment = {
    ...declaration.environment,
    POLICY_FILE: file,
    AWS_REGION: REGION,
    AWS_SESSION_TOKEN: "token",
    PARAMETERS_SECRETS_EXTENSION_HTTP_PORT: String((extension.address() as AddressInfo).port),
  };
  return Object.fromEntries(Object.entries(environment).filter(([name]) => name !== without));
}

async function answer(name: string, environment: Environment) {
  const audit = memoryAudit();
  const response = await WIRED[name]?.(environment, audit)(EVENTS[name] ?? anEvent(), aLambdaContext());
  return { status: response?.statusCode, events: audit.events };
}

describe.each(table.filter(({ routeKeys }) => routeKeys.length > 0))(
  "the environment of $name",
  (declaration) => {
    const { name, environment, grants } = declaration;

    it("is all that the function needs", async () => {
      const { status, events } = await answer(name, started(declaration));
      expect(events.filter(({ event }) => event === "fault")).toEqual([]);
      expect(status).not.toBe(undefined);
      expect([500, 503]).not.toContain(status);
    });

    it("lets nobody past the edge", async () => {
      const audit = memoryAudit();
      const event = { ...EVENTS[name], requestContext: anEvent().requestContext } as APIGatewayProxyEventV2;
      const response = await WIRED[name]?.(started(declaration), audit)(event, aLambdaContext());
      expect(response?.statusCode).toBe(403);
      expect(audit.events.at(-1)).toMatchObject({ refusal: { reason: "edge_required" } });
    });

    it("leads to secrets that the function may read", async () => {
      await answer(name, started(declaration));
      const readable = grants.filter(({ actions }) => actions.includes("secretsmanager:GetSecretValue"));
      const arns = readable.flatMap(({ resources }) => resources);
      expect(read).not.toEqual([]);
      for (const id of read)
        expect(arns).toContain(`arn:aws:secretsmanager:${REGION}:111122223333:secret:${id}-??????`);
    });

    it.each(Object.keys(environment).filter((variable) => variable !== "EDGE_REQUIRED"))(
      "has %s because the function does not start without it",
      async (variable) => {
        const { status, events } = await answer(name, started(declaration, variable));
        expect(status).toBe(503);
        expect(JSON.stringify(events)).toContain(`${variable} is not set`);
      },
    );
  },
);

describe("the environment of keeper", () => {
  const [keeper] = table.filter(({ name }) => name === "keeper");
  beforeEach(() => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });
  const run = (without?: string): Promise<unknown> => {
    if (keeper === undefined) throw new TypeError("no keeper");
    const { port } = extension.address() as AddressInfo;
    const AWS_ENDPOINT_URL_DYNAMODB = `http://127.0.0.1:${port}`;
    return keeperFunction({ ...started(keeper, without), AWS_ENDPOINT_URL_DYNAMODB }, memoryAudit())();
  };

  it("is all that it needs, and leads to no secret", async () => {
    expect(await run()).toEqual({ people: 0, ended: 0, unheard: 0 });
    expect(read).toEqual([]);
  });

  it.each(Object.keys(keeper?.environment ?? {}))("has %s because it fails without it", async (variable) => {
    await expect(run(variable)).rejects.toThrow(`${variable} is not set`);
  });
});

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SignInEvent } from "../../functions/core/audit-event.ts";
import type { OidcProviderPolicy } from "../../functions/core/policy-identity.ts";
import type { FunctionHandler } from "../../functions/http/define-function.ts";
import type { HttpResponse } from "../../functions/http/response.ts";
import { signInOidcFunction } from "../../functions/wiring/sign-in-oidc.ts";
import {
  aLambdaContext,
  anEvent,
  aPolicy,
  aProvider,
  type MemoryAudit,
  memoryAudit,
  ORIGIN,
} from "../support/http-builders.ts";
import { aWorld, type World } from "./environment.ts";

let world: World | undefined;
let server: Server;
let issuer: string;

/** A provider that announces itself, and answers nothing else. */
beforeEach(async () => {
  server = createServer((request, response) => {
    const isMetadata = request.url === "/.well-known/openid-configuration";
    response.statusCode = isMetadata ? 200 : 404;
    const endpoints = { authorization_endpoint: "authorize", token_endpoint: "token", jwks_uri: "keys" };
    const urls = Object.entries(endpoints).map(([name, path]) => [name, `${issuer}/${path}`]);
    const document = isMetadata ? { issuer, ...Object.fromEntries(urls) } : {};
    response.setHeader("content-type", "application/json").end(JSON.stringify(document));
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.close();
  world?.remove();
});

function signInWith(
  audit: MemoryAudit,
  provider: Partial<OidcProviderPolicy> = {},
  environment: Record<string, string> = {},
): FunctionHandler {
  const identityProviders = { corporate: aProvider({ issuer, ...provider }) };
  world = aWorld(aPolicy({ development: true, identityProviders }));
  return signInOidcFunction({ ...world.environment, ...environment }, audit);
}

const login = (handler: FunctionHandler, idp = "corporate"): Promise<HttpResponse> =>
  handler(anEvent({ routeKey: "GET /login/{idp}", pathParameters: { idp } }), aLambdaContext());
const reasonOf = ({ events }: MemoryAudit): string | undefined =>
  (events[0] as SignInEvent | undefined)?.refusal?.reason;

describe("signInOidcFunction", () => {
  it("leaves for the provider, to come back to its own redirect URI", async () => {
    const response = await login(signInWith(memoryAudit()));
    expect(response.statusCode).toBe(303);
    const url = new URL(String(response.headers?.location));
    expect(`${url.origin}${url.pathname}`).toBe(`${issuer}/authorize`);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: "streamgate",
      redirect_uri: `${ORIGIN}/login/corporate/callback`,
      code_challenge_method: "S256",
      response_type: "code",
    });
    expect(response.cookies).toHaveLength(1);
    expect(response.cookies?.[0]).toMatch(
      /^__Host-streamgate-login-[\w-]+=\S+; Max-Age=\d+; Path=\/; Secure/,
    );
  });

  it("serves a public client without any secret", async () => {
    const handler = signInWith(memoryAudit(), { clientAuthentication: { method: "none" } });
    expect((await login(handler)).statusCode).toBe(303);
  });

  it.each<[string, OidcProviderPolicy["clientAuthentication"], Record<string, string>]>([
    ["is not set", { method: "client_secret_basic", secret: "env:ABSENT" }, {}],
    [
      "is no key",
      { method: "private_key_jwt", key: "env:KEY", keyId: "k", algorithm: "RS256" },
      { KEY: "-----not-a-private-key-----" },
    ],
  ])(
    "refuses before the browser leaves where the client's secret %s",
    async (_case, authentication, environment) => {
      const audit = memoryAudit();
      const handler = signInWith(audit, { clientAuthentication: authentication }, environment);
      const response = await login(handler);
      expect(response.statusCode).toBe(503);
      expect(response.cookies).toEqual([]);
      expect(reasonOf(audit)).toBe("client_secret_unavailable");
      expect(JSON.stringify([audit.events, response])).not.toContain("not-a-private-key");
    },
  );

  it("asks again for a secret that could not be read, and keeps one that could", async () => {
    const environment: Record<string, string> = { CORPORATE_SECRET: "" };
    const identityProviders = { corporate: aProvider({ issuer }) };
    world = aWorld(aPolicy({ development: true, identityProviders }));
    const live = Object.assign(world.environment, environment);
    const handler = signInOidcFunction(live, memoryAudit());
    expect((await login(handler)).statusCode).toBe(503);
    live.CORPORATE_SECRET = "there-now";
    // Not by every visitor: a link that cannot work must not become a load on the secret store.
    expect((await login(handler)).statusCode).toBe(503);
    await new Promise((resolve) => setTimeout(resolve, 5_050));
    expect((await login(handler)).statusCode).toBe(303);
    live.CORPORATE_SECRET = "";
    expect((await login(handler)).statusCode).toBe(303);
  });

  it("answers 404 for a provider that the policy does not have", async () => {
    const audit = memoryAudit();
    expect((await login(signInWith(audit), "unknown")).statusCode).toBe(404);
    expect(reasonOf(audit)).toBe("identity_provider_unknown");
  });

  it("answers 503 where the provider is not there", async () => {
    server.close();
    const audit = memoryAudit();
    expect((await login(signInWith(audit))).statusCode).toBe(503);
    expect(reasonOf(audit)).toBe("provider_unavailable");
  });

  it("refuses a callback that nobody began", async () => {
    const audit = memoryAudit();
    const handler = signInWith(audit);
    const event = anEvent({
      routeKey: "GET /login/{idp}/callback",
      pathParameters: { idp: "corporate" },
      query: "code=x&state=y",
    });
    expect((await handler(event, aLambdaContext())).statusCode).toBe(400);
    expect(reasonOf(audit)).toBe("login_transaction_missing");
  });
});

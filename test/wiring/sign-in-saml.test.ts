import { inflateRawSync } from "node:zlib";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { makeSamlKey, type SamlKey } from "../../dev/identity-provider/saml/minting/saml-key.ts";
import type { FaultEvent, SignInEvent } from "../../functions/core/audit-event.ts";
import type { IdentityProviderPolicy } from "../../functions/core/policy-identity.ts";
import type { SamlMetadata } from "../../functions/core/saml-metadata.ts";
import type { FunctionHandler } from "../../functions/http/define-function.ts";
import type { HttpResponse } from "../../functions/http/response.ts";
import { signInSamlFunction } from "../../functions/wiring/sign-in-saml.ts";
import {
  aLambdaContext,
  anEvent,
  aPolicy,
  aProvider,
  type EventFacts,
  headingOf,
  type MemoryAudit,
  memoryAudit,
  ORIGIN,
} from "../support/http-builders.ts";
import { SSO_URL } from "../support/saml-metadata-builders.ts";
import { aSamlProvider, samlMetadata } from "../support/saml-provider-builders.ts";
import { aForm } from "../support/saml-route-builders.ts";
import { aWorld, type World } from "./environment.ts";

const DAY = 86_400;
const nowSeconds = Math.floor(Date.now() / 1000);

let key: SamlKey;
let world: World | undefined;
beforeAll(async () => {
  key = await makeSamlKey({ commonName: "Streamgate" });
});
afterEach(() => world?.remove());

interface Served {
  readonly identityProviders?: Readonly<Record<string, IdentityProviderPolicy>>;
  readonly metadata?: Readonly<Record<string, SamlMetadata>>;
  readonly environment?: Record<string, string>;
}

async function serve(audit: MemoryAudit, served: Served = {}): Promise<FunctionHandler> {
  const {
    identityProviders = { campus: aSamlProvider() },
    metadata = { campus: await samlMetadata() },
    environment = { CAMPUS_KEY: `${key.privateKey}\n${key.certificate}` },
  } = served;
  world = aWorld(aPolicy({ identityProviders }), metadata);
  return signInSamlFunction({ ...world.environment, ...environment }, audit);
}

const ask = (handler: FunctionHandler, routeKey: string, facts: EventFacts = {}): Promise<HttpResponse> =>
  handler(anEvent({ routeKey, pathParameters: { idp: "campus" }, ...facts }), aLambdaContext());
const login = (handler: FunctionHandler, facts?: EventFacts) => ask(handler, "GET /login/{idp}/saml", facts);

const keyEventsOf = ({ events }: MemoryAudit) =>
  events.filter((event) => event.event === "identity_provider_keys");

/** The last sign-in's or request's. */
function reasonOf({ events }: MemoryAudit): string | undefined {
  return (events.findLast((event) => "refusal" in event) as SignInEvent | undefined)?.refusal?.reason;
}

describe("signInSamlFunction", () => {
  it("leaves for the identity provider with a signed request, to come back to its own address", async () => {
    const response = await login(await serve(memoryAudit()));
    expect(response.statusCode).toBe(303);
    const url = new URL(String(response.headers?.location));
    expect(url.href).toContain(`${SSO_URL}&SAMLRequest=`);
    expect([...url.searchParams.keys()]).toEqual([
      "tenant",
      "SAMLRequest",
      "RelayState",
      "SigAlg",
      "Signature",
    ]);
    const request = inflateRawSync(
      Buffer.from(url.searchParams.get("SAMLRequest") ?? "", "base64"),
    ).toString();
    expect(request).toContain(`AssertionConsumerServiceURL="${ORIGIN}/login/campus/acs"`);
    expect(request).toContain(`>${ORIGIN}/login/campus/metadata</saml:Issuer>`);
    const state = url.searchParams.get("RelayState") ?? "";
    expect(response.cookies).toEqual([
      expect.stringMatching(
        new RegExp(`^__Host-streamgate-login-${state.slice(0, 16)}=\\S+; .*; SameSite=None$`),
      ),
    ]);
  });

  it("publishes its metadata", async () => {
    const response = await ask(await serve(memoryAudit()), "GET /login/{idp}/metadata");
    expect(response.statusCode).toBe(200);
    expect(response.body).toContain(`entityID="${ORIGIN}/login/campus/metadata"`);
    expect(response.body).toContain(`Location="${ORIGIN}/logout/campus/saml"`);
    expect(response.body).not.toContain("PRIVATE KEY");
  });

  it("passes a provider of OpenID Connect on, and publishes nothing for it", async () => {
    const handler = await serve(memoryAudit(), {
      identityProviders: { campus: aSamlProvider(), corporate: aProvider() },
    });
    const corporate = { pathParameters: { idp: "corporate" } };
    expect((await login(handler, corporate)).headers?.location).toBe("/login/corporate");
    expect((await ask(handler, "GET /login/{idp}/metadata", corporate)).statusCode).toBe(404);
    expect((await ask(handler, "GET /logout/{idp}/saml", corporate)).statusCode).toBe(404);
  });

  it.each([
    [null, "treasury", "saml_unsolicited"],
    [{ applications: ["treasury"], defaultApplication: null }, "treasury", "saml_xml_malformed"],
    [{ applications: ["treasury"], defaultApplication: null }, "design", "saml_relay_state"],
  ])("with %j refuses an unasked response for %s as %s", async (idpInitiated, relayState, reason) => {
    const audit = memoryAudit();
    const handler = await serve(audit, { identityProviders: { campus: aSamlProvider({ idpInitiated }) } });
    const fields = { SAMLResponse: Buffer.from("<unclosed").toString("base64"), RelayState: relayState };
    const response = await ask(handler, "POST /login/{idp}/acs", aForm(fields));
    expect(response.statusCode).toBe(403);
    expect(response.cookies).toEqual([]);
    expect(reasonOf(audit)).toBe(reason);
  });

  it("refuses to continue without a proposal, and a logout that is not signed", async () => {
    const audit = memoryAudit();
    const handler = await serve(audit);
    expect((await ask(handler, "GET /login/{idp}/continue")).statusCode).toBe(400);
    expect(reasonOf(audit)).toBe("pending_sign_in_missing");
    const headers = { "sec-fetch-site": "same-origin" };
    expect((await ask(handler, "POST /login/{idp}/continue", { headers })).statusCode).toBe(400);
    expect((await ask(handler, "GET /logout/{idp}/saml", { query: "SAMLRequest=fZE" })).statusCode).toBe(403);
    expect(reasonOf(audit)).toBe("saml_logout_unsigned");
  });
});

describe("signInSamlFunction, for keys of ours", () => {
  it.each<[string, Record<string, string>]>([
    ["is not set", {}],
    ["is no PEM", { CAMPUS_KEY: "-----not-a-private-key-----" }],
    ["has no certificate", { CAMPUS_KEY: "only the key" }],
  ])(
    "serves where one %s, and refuses each sign-in before the browser leaves",
    async (_case, environment) => {
      const audit = memoryAudit();
      const handler = await serve(audit, { environment });
      const response = await login(handler);
      expect(response.statusCode).toBe(503);
      expect(headingOf(response)).toBe("Something went wrong");
      expect(response.cookies).toEqual([]);
      expect(reasonOf(audit)).toBe("saml_key_unavailable");
      expect((await ask(handler, "GET /login/{idp}/metadata")).statusCode).toBe(503);
      expect((await ask(handler, "GET /login/{idp}/continue")).statusCode).toBe(400);
      expect(JSON.stringify([audit.events, response])).not.toContain("not-a-private-key");
      expect(audit.events.some(({ event }) => event === "fault")).toBe(false);
    },
  );

  it("signs in at one identity provider where the other's key is missing", async () => {
    const second = aSamlProvider({
      serviceProvider: { entityId: null, signingKeys: ["env:ABSENT"], decryptionKeys: [] },
    });
    const metadata = { campus: await samlMetadata(), partner: await samlMetadata() };
    const handler = await serve(memoryAudit(), {
      identityProviders: { campus: aSamlProvider(), partner: second },
      metadata,
    });
    expect((await login(handler)).statusCode).toBe(303);
    expect((await login(handler, { pathParameters: { idp: "partner" } })).statusCode).toBe(503);
  });
});

describe("signInSamlFunction, for metadata", () => {
  it("refuses to serve without that of each identity provider, and says what to do", async () => {
    const audit = memoryAudit();
    const handler = await serve(audit, { metadata: {} });
    const response = await login(handler);
    expect(response.statusCode).toBe(503);
    expect(headingOf(response)).toBe("Something went wrong");
    const [fault] = audit.events as FaultEvent[];
    expect(fault?.detail).toMatchObject({
      error: "ConfigError",
      faults: expect.stringContaining(
        "the compiled policy holds no SAML metadata for campus; compile it again",
      ),
    });
  });

  it("serves with metadata that is over, and refuses each sign-in", async () => {
    const audit = memoryAudit();
    const metadata = { campus: await samlMetadata({ validUntil: nowSeconds - 1 }) };
    expect((await login(await serve(audit, { metadata }))).statusCode).toBe(503);
    expect(reasonOf(audit)).toBe("saml_metadata_expired");
  });

  it("reports how long the keys will last once, however many requests there are", async () => {
    const audit = memoryAudit();
    const metadata = { campus: await samlMetadata({ validUntil: nowSeconds + 10 * DAY + 3600 }) };
    const handler = await serve(audit, { metadata });
    for (let count = 0; count < 3; count += 1) await login(handler);
    expect(keyEventsOf(audit)).toEqual([
      {
        schema: "streamgate.audit.v1",
        time: expect.stringMatching(/^\d{4}-.*Z$/),
        correlationId: "start",
        severity: "error",
        event: "identity_provider_keys",
        outcome: "reported",
        identityProvider: "campus",
        // To the start of 2040.
        certificateDays: Math.floor((Date.UTC(2040, 0, 1) / 1000 - nowSeconds) / DAY),
        metadataDays: 10,
      },
    ]);
  });

  it("reports it at start, before anybody has asked", async () => {
    const audit = memoryAudit();
    await serve(audit);
    await expect.poll(() => keyEventsOf(audit)).toHaveLength(1);
  });

  it("reports each identity provider of SAML, and no other", async () => {
    const audit = memoryAudit();
    const handler = await serve(audit, {
      identityProviders: { campus: aSamlProvider(), partner: aSamlProvider(), corporate: aProvider() },
      metadata: { campus: await samlMetadata(), partner: await samlMetadata() },
    });
    await login(handler);
    expect(keyEventsOf(audit).map(({ identityProvider }) => identityProvider)).toEqual(["campus", "partner"]);
  });

  it("serves a policy without any identity provider of SAML", async () => {
    const audit = memoryAudit();
    const handler = await serve(audit, { identityProviders: { corporate: aProvider() }, metadata: {} });
    expect((await login(handler)).statusCode).toBe(404);
    expect(keyEventsOf(audit)).toEqual([]);
  });
});

import { exportPKCS8, generateKeyPair } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenIdProvider, startOpenIdProvider } from "../../../dev/identity-provider/oidc.ts";
import { DEMO_PEOPLE } from "../../../dev/identity-provider/people.ts";
import type { ClientAuthentication, OidcProviderPolicy } from "../../../functions/core/policy-identity.ts";
import { refusal } from "../../../functions/core/refusal.ts";
import { err, ok } from "../../../functions/core/result.ts";
import { clientAuthentication } from "../../../functions/identity/oidc/client-authentication.ts";
import { logoutKey } from "../../../functions/identity/oidc/logout-keys.ts";
import type { OidcProviderOptions } from "../../../functions/identity/oidc/provider.ts";
import type { OidcIdentityProvider } from "../../../functions/sign-in-ports.ts";
import { Browser } from "../../dev/identity-provider/browser.ts";
import {
  anOidcProvider,
  CLIENT_ID,
  CLIENT_SECRET,
  REDIRECT_URI,
  withClaims,
} from "../../support/identity-builders.ts";

const LUCIA = "7f3a1c52-94de-4b0e-8a67-2f5d0c61b9e4";
const clientKey = await generateKeyPair("ES256", { extractable: true });
const clientJwk = { ...(await crypto.subtle.exportKey("jwk", clientKey.publicKey)), alg: "ES256" };

function startProvider(): Promise<OpenIdProvider> {
  const redirectUris = [REDIRECT_URI];
  const keys = [{ ...clientJwk, kty: "EC", kid: "client-1", use: "sig" }];
  return startOpenIdProvider({
    port: 0,
    people: DEMO_PEOPLE,
    clients: [
      {
        ...{ clientId: CLIENT_ID, redirectUris },
        authentication: { method: "client_secret_basic", secret: CLIENT_SECRET },
      },
      {
        ...{ clientId: "keyed", redirectUris, idTokenAlgorithm: "ES256" },
        authentication: { method: "private_key_jwt", jwks: { keys } },
      },
      { clientId: "public", redirectUris, authentication: { method: "none" } },
    ],
  });
}

let server: OpenIdProvider;
beforeAll(async () => {
  server = await startProvider();
});
afterAll(() => server.stop());

/** The product's adapter; `secret` as it would come out of the secret store. */
function provider(
  policy: Partial<OidcProviderPolicy> = {},
  overrides: Partial<OidcProviderOptions> = {},
): OidcIdentityProvider {
  return anOidcProvider({ issuer: server.issuer, ...policy }, overrides);
}

function authenticated(method: ClientAuthentication, secret?: string): Partial<OidcProviderOptions> {
  return { clientAuthentication: async () => ok(await clientAuthentication(method, secret)) };
}

interface Begun {
  readonly redirectTo: string;
  readonly expected: { readonly state: string; readonly nonce: string; readonly codeVerifier: string };
}

async function begin(
  adapter: OidcIdentityProvider,
  now = Date.now(),
  reauthenticate = false,
): Promise<Begun> {
  const begun = await adapter.begin(now, reauthenticate);
  if (!begun.ok) throw new Error(`refused: ${begun.error.reason}`);
  const { redirectTo, ...expected } = begun.value;
  return { redirectTo, expected };
}

/** What the browser brings back after the person typed name and password. */
async function signIn({ redirectTo }: Begun, username: string, browser = new Browser()) {
  const page = await browser.openPage(redirectTo);
  const form = { username, password: `${username}-demo`, action: "sign-in" };
  return (await browser.openRedirect(page.url, form)).searchParams;
}

async function complete(adapter: OidcIdentityProvider, username = "lucia", now = Date.now()) {
  const begun = await begin(adapter, now);
  return adapter.complete(await signIn(begun, username), begun.expected, now);
}

describe("createOidcProvider, begin", () => {
  it("sends the browser off with everything that binds the answer to it", async () => {
    const { redirectTo, expected } = await begin(provider());
    const { origin, pathname, searchParams } = new URL(redirectTo);
    expect(`${origin}${pathname}`).toBe(`${server.issuer}/auth`);
    expect(Object.fromEntries(searchParams)).toStrictEqual({
      ...{ client_id: CLIENT_ID, redirect_uri: REDIRECT_URI, response_type: "code" },
      ...{ scope: "openid profile email groups country", state: expected.state, nonce: expected.nonce },
      ...{ code_challenge: expect.stringMatching(/^[\w-]{43}$/), code_challenge_method: "S256" },
    });
    expect(redirectTo).not.toContain(expected.codeVerifier);
  });

  it("makes new secrets of at least 128 bits each time", async () => {
    const adapter = provider();
    const begun = await Promise.all(Array.from({ length: 20 }, () => begin(adapter)));
    const secrets = begun.flatMap(({ expected }) => Object.values(expected));
    expect(new Set(secrets).size).toBe(60);
    for (const secret of secrets) expect(Buffer.from(secret, "base64url").length).toBeGreaterThanOrEqual(16);
  });

  it("asks for what the policy asks for, and for a fresh sign-in where told to", async () => {
    const adapter = provider({ acrValues: ["urn:a", "urn:b"], maxAuthenticationAgeSeconds: 300 });
    const { searchParams } = new URL((await begin(adapter, Date.now(), true)).redirectTo);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      ...{ acr_values: "urn:a urn:b", max_age: "300", prompt: "login" },
    });
  });

  it("refuses before the browser leaves where the client's secret cannot be had", async () => {
    const refused = err(refusal("client_secret_unavailable", { fault: "not_found" }));
    expect(await provider({}, { clientAuthentication: async () => refused }).begin(Date.now(), false)).toBe(
      refused,
    );
  });

  it("refuses a provider on loopback http outside development", async () => {
    expect(await provider({}, { development: false }).begin(Date.now(), false)).toStrictEqual(
      err(refusal("provider_unavailable", { document: "metadata", fault: "forbidden_url" })),
    );
  });

  it("refuses a provider that calls itself otherwise than the policy does", async () => {
    expect(await provider({ issuer: `${server.issuer}/` }).begin(Date.now(), false)).toStrictEqual(
      err(refusal("provider_metadata_invalid", { member: "issuer" })),
    );
  });
});

describe("createOidcProvider, complete", () => {
  it("signs a person in with a client secret", async () => {
    expect(await complete(provider())).toMatchObject({
      ok: true,
      value: {
        principal: {
          ...{ identityProvider: "corporate", subject: LUCIA, displayName: "Lucía Fernández" },
          ...{ email: "lucia.fernandez@northwind.example", country: "ES", mfaEvidence: "amr=mfa" },
          userId: expect.stringMatching(/^[a-z2-7]{32}$/),
          groups: ["treasury", "staff"],
          authenticatedAt: expect.any(Number),
        },
      },
    });
  });

  it("signs a person in with private_key_jwt and an ES256 token", async () => {
    const overrides = authenticated(
      { method: "private_key_jwt", key: "secret:x", keyId: "client-1", algorithm: "ES256" },
      await exportPKCS8(clientKey.privateKey),
    );
    const adapter = provider({ clientId: "keyed", algorithms: ["ES256"] }, overrides);
    expect(await complete(adapter)).toMatchObject({ ok: true, value: { principal: { subject: LUCIA } } });
  });

  it("signs a person in as a public client", async () => {
    const adapter = provider({ clientId: "public" }, authenticated({ method: "none" }));
    expect(await complete(adapter)).toMatchObject({ ok: true, value: { principal: { subject: LUCIA } } });
  });

  it("gives a person the same user id at every sign-in, and two people different ones", async () => {
    const adapter = provider();
    const people = [await complete(adapter), await complete(adapter), await complete(adapter, "diego")];
    const [first, again, other] = people.map((person) => person.ok && person.value.principal.userId);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it("keeps, as a digest, the sub that is not our subject", async () => {
    const byMail = withClaims({ subject: "email" });
    const [here, elsewhere] = await Promise.all([
      complete(provider({}, { mapping: byMail })),
      complete(provider({}, { mapping: { ...byMail, identityProvider: "partner" } })),
    ]);
    if (!here.ok || !elsewhere.ok) throw new Error("refused");
    expect(here.value.principal.subject).toBe("lucia.fernandez@northwind.example");
    expect(here.value.logoutKeys).toStrictEqual([logoutKey(byMail, "sub", LUCIA)]);
    expect(elsewhere.value.logoutKeys).not.toStrictEqual(here.value.logoutKeys);
  });

  it("checks the age of a sign-in that it asked for", async () => {
    const adapter = provider({ maxAuthenticationAgeSeconds: 300 });
    expect(await complete(adapter)).toMatchObject({ ok: true });
  });

  // Known bug: RFC 6749 §5.2 makes a 401 carry WWW-Authenticate, which openid-client throws as another error.
  it("refuses a wrong client secret as the operator's fault", async () => {
    const overrides = authenticated({ method: "client_secret_basic", secret: "secret:x" }, "wrong");
    expect(await complete(provider({}, overrides))).toStrictEqual(
      err(refusal("provider_client_rejected", { status: 401 })),
    );
  });

  it("refuses where the client's secret can no longer be had", async () => {
    const begun = await begin(provider());
    const answer = await signIn(begun, "lucia");
    const refused = err(refusal("client_secret_unavailable"));
    const adapter = provider({}, { clientAuthentication: async () => refused });
    expect(await adapter.complete(answer, begun.expected, Date.now())).toBe(refused);
  });

  it("tells that a person cancelled", async () => {
    const adapter = provider();
    const begun = await begin(adapter);
    const browser = new Browser();
    const page = await browser.openPage(begun.redirectTo);
    const answer = await browser.openRedirect(page.url, { action: "cancel" });
    expect(await adapter.complete(answer.searchParams, begun.expected, Date.now())).toStrictEqual(
      err(refusal("sign_in_cancelled")),
    );
  });

  it("refuses an algorithm that the policy does not name", async () => {
    expect(await complete(provider({ algorithms: ["PS256", "ES256"] }))).toStrictEqual(
      err(refusal("id_token_algorithm")),
    );
  });

  it("asks for the key set once for many sign-ins", async () => {
    const adapter = provider();
    const before = server.jwksRequests();
    for (const username of ["lucia", "diego", "marta"]) {
      expect(await complete(adapter, username)).toMatchObject({ ok: true });
    }
    expect(server.jwksRequests() - before).toBe(1);
  });
});

describe("createOidcProvider, while the provider rolls its keys", () => {
  /** Past the cool-down of the key set, within the tolerance for clocks. */
  const LATER = 31_000;

  it.each([
    ["to new ids", false, "id_token_key"],
    ["and keeps their ids", true, "id_token_signature"],
  ])("follows once the cool-down is over: %s", async (_name, sameKeyIds, reason) => {
    const adapter = provider();
    const start = Date.now();
    expect(await complete(adapter, "lucia", start)).toMatchObject({ ok: true });
    await server.rollKeys({ sameKeyIds });
    const before = server.jwksRequests();
    expect(await complete(adapter, "lucia", start + 1)).toStrictEqual(err(refusal(reason as never)));
    expect(server.jwksRequests() - before).toBe(0);
    expect(await complete(adapter, "lucia", start + LATER)).toMatchObject({ ok: true });
    expect(server.jwksRequests() - before).toBe(1);
  });
});

describe("createOidcProvider, side by side", () => {
  it("keeps two issuers apart, even for the same person", async () => {
    const other = await startProvider();
    try {
      const [first, second] = [provider(), anOidcProvider({ issuer: other.issuer })];
      const [here, there] = await Promise.all([complete(first), complete(second)]);
      expect([here.ok, there.ok]).toStrictEqual([true, true]);

      const begun = await begin(first);
      const answerOfOther = await signIn(await begin(second), "lucia");
      answerOfOther.set("state", begun.expected.state);
      expect(await first.complete(answerOfOther, begun.expected, Date.now())).toStrictEqual(
        err(refusal("authorization_response_issuer", { present: true })),
      );
    } finally {
      await other.stop();
    }
  });

  it("tells whose metadata cannot be had while the other still signs in", async () => {
    const gone = await startProvider();
    await gone.stop();
    expect(await anOidcProvider({ issuer: gone.issuer }).begin(Date.now(), false)).toStrictEqual(
      err(refusal("provider_unavailable", { document: "metadata", fault: "unreachable" })),
    );
    expect(await complete(provider())).toMatchObject({ ok: true });
  });
});

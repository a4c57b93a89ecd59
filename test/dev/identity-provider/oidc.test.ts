import { exportJWK, generateKeyPair, type JWK } from "jose";
import * as client from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenIdProvider, startOpenIdProvider } from "../../../dev/identity-provider/oidc.ts";
import { DEMO_PEOPLE } from "../../../dev/identity-provider/people.ts";
import { Browser } from "./browser.ts";
import { REDIRECT_URI, type RelyingParty, relyingParty, type StartedSignIn } from "./relying-party.ts";

const SECRET = "demo-secret-of-the-broker";
const clientKey = await generateKeyPair("ES256", { extractable: true });

let provider: OpenIdProvider;
let party: RelyingParty;

beforeAll(async () => {
  const redirectUris = [REDIRECT_URI];
  const jwks = {
    keys: [{ ...(await exportJWK(clientKey.publicKey)), kid: "client-1", alg: "ES256", use: "sig" }],
  };
  provider = await startOpenIdProvider({
    port: 0,
    people: DEMO_PEOPLE,
    clients: [
      { clientId: "broker", redirectUris, authentication: { method: "client_secret_basic", secret: SECRET } },
      {
        clientId: "keyed",
        redirectUris,
        authentication: { method: "private_key_jwt", jwks },
        idTokenAlgorithm: "ES256",
      },
      { clientId: "public", redirectUris, authentication: { method: "none" } },
    ],
  });
  party = await relyingParty(provider.issuer, "broker", client.ClientSecretBasic(SECRET));
});

afterAll(() => provider.stop());

const credentials = (username: string) => ({ username, password: `${username}-demo`, action: "sign-in" });

async function signInAs(username: string, started: StartedSignIn, browser = new Browser()): Promise<URL> {
  const page = await browser.openPage(started.url);
  return browser.openRedirect(page.url, credentials(username));
}

describe("startOpenIdProvider", () => {
  it("signs a person in and puts every claim in the ID token", async () => {
    const started = await party.start();
    const claims = await started.finish(await signInAs("lucia", started));
    expect(claims).toMatchObject({
      iss: provider.issuer,
      sub: "7f3a1c52-94de-4b0e-8a67-2f5d0c61b9e4",
      aud: "broker",
      name: "Lucía Fernández",
      email: "lucia.fernandez@northwind.example",
      groups: ["treasury", "staff", "design"],
      country: "ES",
      amr: ["pwd", "mfa"],
      acr: "urn:northwind:acr:mfa",
      auth_time: expect.any(Number),
    });
  });

  it("says pwd alone for a person without a second factor, and an empty list for one without groups", async () => {
    const started = await party.start();
    const claims = await started.finish(await signInAs("noah", started));
    expect(claims).toMatchObject({ groups: [], amr: ["pwd"], acr: "urn:northwind:acr:password" });
  });

  it("gives a claim only to the scope that holds it", async () => {
    const started = await party.start({ scope: "openid" });
    const claims = await started.finish(await signInAs("lucia", started));
    for (const claim of ["name", "email", "groups", "country"]) expect(claims).not.toHaveProperty(claim);
  });

  it("names itself in the authorization response (RFC 9207)", async () => {
    const callback = await signInAs("diego", await party.start());
    expect(callback.searchParams.get("iss")).toBe(provider.issuer);
  });

  it("authenticates a client by its key, and signs with ES256 for it", async () => {
    const key = { key: clientKey.privateKey as client.CryptoKey, kid: "client-1" };
    const keyed = await relyingParty(provider.issuer, "keyed", client.PrivateKeyJwt(key));
    const started = await keyed.start();
    expect(await started.finish(await signInAs("diego", started))).toMatchObject({ aud: "keyed" });
  });

  it("serves a public client", async () => {
    const started = await (await relyingParty(provider.issuer, "public", client.None())).start();
    expect(await started.finish(await signInAs("diego", started))).toMatchObject({ aud: "public" });
  });

  it("refuses a client with a wrong secret", async () => {
    const impostor = await relyingParty(provider.issuer, "broker", client.ClientSecretBasic("wrong"));
    const started = await impostor.start();
    await expect(started.finish(await signInAs("diego", started))).rejects.toMatchObject({ status: 401 });
  });

  it("refuses a second use of a code", async () => {
    const started = await party.start();
    const callback = await signInAs("diego", started);
    await started.finish(callback);
    await expect(started.finish(callback)).rejects.toMatchObject({ error: "invalid_grant" });
  });

  it("refuses an authorization request without PKCE", async () => {
    const { url } = await party.start();
    url.searchParams.delete("code_challenge");
    url.searchParams.delete("code_challenge_method");
    const callback = await new Browser().openRedirect(url);
    expect(callback.searchParams.get("error")).toBe("invalid_request");
  });

  it("shows its own page, and no redirect, for an unregistered redirect URI", async () => {
    const { url } = await party.start({ redirect_uri: "http://localhost:9/evil" });
    const page = await new Browser().openPage(url);
    expect(page.status).toBe(400);
    expect(page.html).toContain("invalid_redirect_uri");
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  });

  it("keeps a person signed in, unless prompt=login or max_age asks again", async () => {
    const browser = new Browser();
    const first = await party.start();
    const before = await first.finish(await signInAs("jordi", first, browser));
    const second = await party.start();
    expect(await second.finish(await browser.openRedirect(second.url))).toMatchObject({
      auth_time: before.auth_time,
      amr: ["pwd"],
    });
    for (const parameters of [{ prompt: "login" }, { max_age: "0" }]) {
      const again = await party.start(parameters);
      const claims = await again.finish(await signInAs("jordi", again, browser));
      expect(claims).toHaveProperty("auth_time");
    }
  });

  it("grants consent without a page, even when it is asked for", async () => {
    const browser = new Browser();
    await signInAs("jordi", await party.start(), browser);
    const started = await party.start({ prompt: "consent" });
    expect(await started.finish(await browser.openRedirect(started.url))).toMatchObject({ country: "ES" });
  });

  it("names the port that is taken", async () => {
    const port = Number(new URL(provider.issuer).port);
    await expect(startOpenIdProvider({ port, clients: [], people: [] })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is already in use`,
    );
  });

  it("uses the issuer host it is given", async () => {
    const other = await startOpenIdProvider({ port: 0, clients: [], people: [], issuerHost: "localhost" });
    const metadata = await (await fetch(`${other.issuer}/.well-known/openid-configuration`)).json();
    await other.stop();
    expect(metadata).toMatchObject({ issuer: other.issuer, jwks_uri: `${other.issuer}/jwks` });
    expect(other.issuer).toMatch(/^http:\/\/localhost:\d+$/);
  });
});

describe("rollKeys", () => {
  const publishedKeys = async () => {
    const { keys } = (await (await fetch(`${provider.issuer}/jwks`)).json()) as {
      readonly keys: readonly JWK[];
    };
    return { ids: keys.map(({ kid }) => kid), moduli: keys.map(({ n }) => n) };
  };

  it("publishes public keys only", async () => {
    const { keys } = (await (await fetch(`${provider.issuer}/jwks`)).json()) as {
      readonly keys: readonly JWK[];
    };
    for (const key of keys) expect(key).not.toHaveProperty("d");
    expect(keys.map(({ alg }) => alg)).toStrictEqual(["RS256", "ES256"]);
  });

  it("publishes new keys under new ids, or under the old ids when told so", async () => {
    const first = await publishedKeys();
    await provider.rollKeys();
    const second = await publishedKeys();
    await provider.rollKeys({ sameKeyIds: true });
    const third = await publishedKeys();
    expect([first.ids, second.ids, third.ids]).toStrictEqual([
      ["rs-1", "es-1"],
      ["rs-2", "es-2"],
      ["rs-2", "es-2"],
    ]);
    expect(new Set([first, second, third].map(({ moduli }) => moduli[0])).size).toBe(3);
  });

  it("signs with the new key at once, keeping the session and a code from before", async () => {
    const fresh = await relyingParty(provider.issuer, "broker", client.ClientSecretBasic(SECRET));
    const browser = new Browser();
    const before = await fresh.start();
    const callback = await signInAs("lucia", before, browser);
    await provider.rollKeys();
    expect(await before.finish(callback)).toMatchObject({ name: "Lucía Fernández" });
    const after = await fresh.start();
    expect(await after.finish(await browser.openRedirect(after.url))).toMatchObject({
      name: "Lucía Fernández",
    });
  });

  it("makes a relying party with the old key under the same id refuse the token", async () => {
    const fresh = await relyingParty(provider.issuer, "broker", client.ClientSecretBasic(SECRET));
    const before = await fresh.start();
    await before.finish(await signInAs("lucia", before));
    await provider.rollKeys({ sameKeyIds: true });
    const after = await fresh.start();
    await expect(after.finish(await signInAs("lucia", after))).rejects.toMatchObject({
      cause: { message: "JWT signature verification failed" },
    });
  });

  it("counts the fetches of the key set", async () => {
    const before = provider.jwksRequests();
    await publishedKeys();
    await publishedKeys();
    expect(provider.jwksRequests() - before).toBe(2);
  });
});

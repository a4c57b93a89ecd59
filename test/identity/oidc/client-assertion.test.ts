import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, jwtVerify } from "jose";
import { type ClientAuth, PrivateKeyJwt } from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenIdProvider, startOpenIdProvider } from "../../../dev/identity-provider/oidc.ts";
import { DEMO_PEOPLE } from "../../../dev/identity-provider/people.ts";
import { refusal } from "../../../functions/core/refusal.ts";
import { err, ok } from "../../../functions/core/result.ts";
import { AssertionNotSigned, signedAssertion } from "../../../functions/identity/oidc/client-assertion.ts";
import { Browser } from "../../dev/identity-provider/browser.ts";
import { anOidcProvider, CLIENT_ID, ISSUER, REDIRECT_URI } from "../../support/identity-builders.ts";
import { aSigner, THROTTLED } from "../../support/signers.ts";

const NOW = 1_800_000_000_000;
const signer = aSigner();

/** What a token request carries. */
async function sentBy(authentication: ClientAuth) {
  const [body, headers] = [new URLSearchParams(), new Headers()];
  const server = { issuer: ISSUER, token_endpoint: "https://login.example.com/token" };
  await authentication(server, { client_id: CLIENT_ID }, body, headers);
  return { body, headers, assertion: body.get("client_assertion") ?? "" };
}

const ours = () => sentBy(signedAssertion(signer, "client-1", () => NOW));

describe("signedAssertion", () => {
  it("is an assertion of RFC 7523 by the key, for a minute and for this issuer", async () => {
    const { assertion } = await ours();
    expect(decodeProtectedHeader(assertion)).toStrictEqual({ alg: "RS256", kid: "client-1" });
    const currentDate = new Date(NOW);
    const { payload } = await jwtVerify(assertion, signer.publicKey, { audience: ISSUER, currentDate });
    expect(payload).toStrictEqual({
      jti: expect.stringMatching(/^[\w-]{43}$/),
      aud: ISSUER,
      exp: NOW / 1000 + 60,
      iat: NOW / 1000,
      nbf: NOW / 1000,
      iss: CLIENT_ID,
      sub: CLIENT_ID,
    });
  });

  it("says what openid-client says with a key of its own", async () => {
    const { privateKey } = await generateKeyPair("RS256");
    const theirs = await sentBy(PrivateKeyJwt({ key: privateKey, kid: "client-1" }));
    const { body, headers, assertion } = await ours();
    expect(decodeProtectedHeader(assertion)).toStrictEqual(decodeProtectedHeader(theirs.assertion));
    expect(Object.keys(decodeJwt(assertion))).toStrictEqual(Object.keys(decodeJwt(theirs.assertion)));
    expect(decodeJwt(assertion).aud).toBe(decodeJwt(theirs.assertion).aud);
    expect([...body.keys()]).toStrictEqual([...theirs.body.keys()]);
    expect(body.get("client_assertion_type")).toBe(theirs.body.get("client_assertion_type"));
    expect([...headers]).toStrictEqual([...theirs.headers]);
  });

  it("is another one for each request", async () => {
    const [first, second] = [await ours(), await ours()];
    expect(decodeJwt(first.assertion).jti).not.toBe(decodeJwt(second.assertion).jti);
  });

  it("throws where the key does not sign, before anything is in the request", async () => {
    const broken = aSigner();
    broken.fail(THROTTLED);
    const body = new URLSearchParams();
    const authentication = signedAssertion(broken, "client-1", () => NOW);
    const sending = authentication({ issuer: ISSUER }, { client_id: CLIENT_ID }, body, new Headers());
    await expect(sending).rejects.toStrictEqual(new AssertionNotSigned(THROTTLED));
    expect([...body]).toStrictEqual([]);
  });
});

describe("createOidcProvider, with an assertion by a key that is elsewhere", () => {
  let server: OpenIdProvider;
  beforeAll(async () => {
    const jwk = { ...(await exportJWK(signer.publicKey)), kty: "RSA", alg: "RS256", kid: "client-1" };
    server = await startOpenIdProvider({
      port: 0,
      people: DEMO_PEOPLE,
      clients: [
        {
          clientId: CLIENT_ID,
          redirectUris: [REDIRECT_URI],
          authentication: { method: "private_key_jwt", jwks: { keys: [{ ...jwk, use: "sig" }] } },
        },
      ],
    });
  });
  afterAll(() => server.stop());

  /** A sign-in up to its end; `key` signs the assertion. */
  async function signIn(key = signer, beforeTheEnd = () => {}) {
    const authentication = signedAssertion(key, "client-1", Date.now);
    const provider = anOidcProvider(
      { issuer: server.issuer },
      { clientAuthentication: async () => ok(authentication) },
    );
    const begun = await provider.begin(Date.now(), false);
    if (!begun.ok) throw new Error(begun.error.reason);
    const browser = new Browser();
    const page = await browser.openPage(begun.value.redirectTo);
    const form = { username: "lucia", password: "lucia-demo", action: "sign-in" };
    const answer = await browser.openRedirect(page.url, form);
    beforeTheEnd();
    return await provider.complete(answer.searchParams, begun.value, Date.now());
  }

  it("signs a person in", async () => {
    expect(await signIn()).toMatchObject({
      ok: true,
      value: { principal: { displayName: "Lucía Fernández" } },
    });
  });

  it("refuses where the provider knows another key", async () => {
    expect(await signIn(aSigner())).toStrictEqual(err(refusal("provider_client_rejected", { status: 401 })));
  });

  it("refuses where the key stops signing in the middle of a sign-in, and names it", async () => {
    const failing = aSigner();
    const refused = await signIn(failing, () => failing.fail(THROTTLED));
    expect(refused).toStrictEqual(
      err(refusal("client_secret_unavailable", { key: "kms:alias/streamgate-signing", fault: "throttled" })),
    );
  });
});

import * as client from "openid-client";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { HostileEndpoint } from "../../../dev/identity-provider/hostile/script.ts";
import { type HostileProvider, startHostileProvider } from "../../../dev/identity-provider/hostile.ts";
import { Browser } from "./browser.ts";
import { REDIRECT_URI, type RelyingParty, relyingParty } from "./relying-party.ts";

let hostile: HostileProvider;
let party: RelyingParty;

beforeAll(async () => {
  hostile = await startHostileProvider();
  party = await relyingParty(hostile.issuer, "broker", client.ClientSecretBasic("secret"));
});
beforeEach(() => hostile.reset());
afterAll(() => hostile.stop());

const urlOf = (endpoint: HostileEndpoint) =>
  `${hostile.issuer}${endpoint === "discovery" ? "/.well-known/openid-configuration" : `/${endpoint}`}`;

async function signIn(parameters?: Record<string, string>) {
  const started = await party.start(parameters);
  const callback = await new Browser().openRedirect(started.url);
  return { ...started, callback };
}

describe("startHostileProvider", () => {
  it("is a correct provider as long as its script says nothing", async () => {
    const { callback, finish } = await signIn();
    expect(await finish(callback)).toMatchObject({ iss: hostile.issuer, aud: "broker", groups: ["staff"] });
  });

  it("records what was sent, the verifier and the client's credentials included", async () => {
    const before = { ...hostile.requests.counts };
    const { callback, finish, url } = await signIn();
    await finish(callback);
    const { counts, lastAuthorization, lastToken } = hostile.requests;
    expect([counts.authorize - before.authorize, counts.token - before.token]).toStrictEqual([1, 1]);
    expect(lastAuthorization?.get("nonce")).toBe(url.searchParams.get("nonce"));
    expect(lastToken?.form.get("code_verifier")).toMatch(/^[\w-]{43,}$/);
    expect(lastToken?.authorization).toBe(`Basic ${Buffer.from("broker:secret").toString("base64")}`);
  });

  it("refuses a second use of a code", async () => {
    const { callback, finish } = await signIn();
    await finish(callback);
    await expect(finish(callback)).rejects.toMatchObject({ error: "invalid_grant" });
  });

  it("refuses a code with the verifier of another sign-in, unless told not to check PKCE", async () => {
    const exchange = (callback: URL, verifier: string) =>
      fetch(urlOf("token"), {
        method: "POST",
        body: new URLSearchParams({
          code: callback.searchParams.get("code") ?? "",
          code_verifier: verifier,
          redirect_uri: REDIRECT_URI,
        }),
      });
    expect((await exchange((await signIn()).callback, "a".repeat(43))).status).toBe(400);
    hostile.script.checksPkce = false;
    expect((await exchange((await signIn()).callback, "a".repeat(43))).status).toBe(200);
  });

  it("refuses an authorization request without PKCE", async () => {
    const { callback } = await signIn({ code_challenge_method: "plain" });
    expect(callback.searchParams.get("error")).toBe("invalid_request");
  });

  it("takes a code that it never gave when told not to check codes", async () => {
    await signIn();
    Object.assign(hostile.script, { checksCodes: false, checksPkce: false });
    const response = await fetch(urlOf("token"), {
      method: "POST",
      body: new URLSearchParams({ code: "any" }),
    });
    expect(await response.json()).toHaveProperty("id_token");
  });

  it("changes and leaves out members of the authorization response", async () => {
    hostile.script.authorizationResponse = { state: "forged", iss: undefined };
    const { callback } = await signIn();
    expect([...callback.searchParams.keys()]).toStrictEqual(["code", "state"]);
    expect(callback.searchParams.get("state")).toBe("forged");
  });

  it("sends an authorization error back to the relying party", async () => {
    hostile.script.behaviour.authorize = { kind: "error", error: "access_denied" };
    const { callback, url } = await signIn();
    expect(Object.fromEntries(callback.searchParams)).toStrictEqual({
      error: "access_denied",
      state: url.searchParams.get("state"),
      iss: hostile.issuer,
    });
  });

  it("changes and leaves out members of metadata, key set and token response", async () => {
    hostile.script.metadata = { issuer: "https://other.example", jwks_uri: undefined };
    hostile.script.jwks = { keys: [] };
    hostile.script.tokenResponse = { id_token: undefined };
    const metadata = await (await fetch(urlOf("discovery"))).json();
    expect(metadata).toHaveProperty("issuer", "https://other.example");
    expect(metadata).not.toHaveProperty("jwks_uri");
    expect(await (await fetch(urlOf("jwks"))).json()).toStrictEqual({ keys: [] });
    const { callback, finish } = await signIn();
    await expect(finish(callback)).rejects.toThrow();
  });

  it("forgets its script on reset and keeps its record", async () => {
    const { counts } = hostile.requests;
    hostile.script.idToken.signing = "none";
    hostile.script.behaviour.jwks = { kind: "never" };
    hostile.reset();
    expect(hostile.script).toMatchObject({
      idToken: { signing: "good" },
      behaviour: { jwks: { kind: "answer" } },
    });
    expect(counts.token).toBeGreaterThan(0);
  });

  it("answers 404 anywhere else", async () => {
    expect((await fetch(`${hostile.issuer}/userinfo`)).status).toBe(404);
  });

  it("names the port that is taken", async () => {
    const port = Number(new URL(hostile.issuer).port);
    await expect(startHostileProvider({ port })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is already in use`,
    );
  });
});

describe.each(["discovery", "jwks", "token"] as const)("at the endpoint %s", (endpoint) => {
  const call = (init: RequestInit = {}) =>
    fetch(urlOf(endpoint), endpoint === "token" ? { method: "POST", body: "code=unknown", ...init } : init);

  it("answers an OAuth error", async () => {
    hostile.script.behaviour[endpoint] = { kind: "error", error: "temporarily_unavailable", status: 503 };
    const response = await call();
    expect([response.status, await response.json()]).toStrictEqual([
      503,
      { error: "temporarily_unavailable" },
    ]);
  });

  it("answers garbage with status 200", async () => {
    hostile.script.behaviour[endpoint] = { kind: "garbage" };
    const response = await call();
    expect([response.status, response.headers.get("content-type")]).toStrictEqual([200, "text/html"]);
  });

  it("answers more than 10 MB without saying so beforehand", async () => {
    hostile.script.behaviour[endpoint] = { kind: "huge" };
    const response = await call();
    expect(response.headers.get("content-length")).toBeNull();
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(10 * 1024 * 1024);
  });

  it("never answers", async () => {
    hostile.script.behaviour[endpoint] = { kind: "never" };
    await expect(call({ signal: AbortSignal.timeout(50) })).rejects.toThrow("aborted due to timeout");
  });

  it("redirects to a copy of itself that counts who follows", async () => {
    hostile.script.behaviour[endpoint] = { kind: "redirect" };
    const before = hostile.requests.counts.elsewhere;
    const response = await call({ redirect: "manual" });
    expect(response.status).toBe(307);
    expect(hostile.requests.counts.elsewhere).toBe(before);
    await call();
    expect(hostile.requests.counts.elsewhere).toBe(before + 1);
  });

  it("answers a bare status", async () => {
    hostile.script.behaviour[endpoint] = { kind: "status", status: 500 };
    const response = await call();
    expect([response.status, await response.text()]).toStrictEqual([500, ""]);
  });
});

/** A portal's server with real access tokens of the local OpenID provider, from the outside of the local world. */
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sha256Text } from "../../functions/identity/sha256-text.ts";
import { type DemoWorld, startDemoWorld } from "../support/demo-world.ts";
import { describedFaults } from "../support/described-answers.ts";
import { accessTokenOf, portalTokens } from "../support/portal-token.ts";
import { traveller } from "../support/traveller.ts";

let demo: DemoWorld;
beforeAll(async () => {
  demo = await startDemoWorld();
});
afterAll(() => demo?.world.stop());

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: Record<string, unknown>;
}

async function ask(
  routeKey: string,
  token: string,
  { id = "", body, headers = {} }: { id?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const [method = "", path = ""] = routeKey.split(" ");
  const response = await fetch(`${demo.world.origin}${path.replace("{id}", id)}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answered = {
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
    body: text,
  };
  expect(describedFaults(routeKey, answered)).toStrictEqual([]);
  return { status: response.status, headers: response.headers, json: text === "" ? {} : JSON.parse(text) };
}

const MINT = "POST /api/v1/streaming-urls";
const SESSIONS = "GET /api/v1/sessions";
const END = "DELETE /api/v1/sessions/{id}";

describe("a portal", () => {
  it("lists, launches once, shows and ends a session of the person whose token it has", async () => {
    const token = await accessTokenOf(demo.world, "lucia");
    const listed = await ask("GET /api/v1/applications", token);
    expect(listed.json).toMatchObject({ applications: [{ id: "treasury" }, { id: "design" }] });

    const request = {
      body: { application: "treasury", context: "FXD-204417" },
      headers: { "idempotency-key": "a" },
    };
    const minted = await ask(MINT, token, request);
    expect(minted).toMatchObject({
      status: 201,
      json: { region: "eu-west-1", fleet: "sg-treasury-ireland" },
    });
    expect((await ask(MINT, token, request)).json).toStrictEqual(minted.json);
    const other = await ask(MINT, token, { ...request, body: { application: "design" } });
    expect(other).toMatchObject({ status: 422, json: { reason: "idempotency_key_reused" } });
    const launches = demo.events.filter(({ event }) => event === "launch");
    expect(launches).toMatchObject([{ outcome: "url_created", client: "northwind-portal" }]);

    const page = await fetch(String(minted.json.streamingUrl));
    expect(page.status).toBe(200);
    const [session] = (await ask(SESSIONS, token)).json.sessions as { id: string; state: string }[];
    expect(session).toMatchObject({ id: minted.json.launchId, state: "live" });
    expect((await ask(END, token, { id: session?.id ?? "" })).status).toBe(204);
    expect((await ask(SESSIONS, token)).json).toMatchObject({ sessions: [] });
  });

  it("has the person who also launches in a browser, with one user id", async () => {
    const browser = traveller(demo, "diego");
    await browser.signInTo("/launch/design");
    await ask(MINT, await accessTokenOf(demo.world, "diego"), { body: { application: "design" } });
    const users = demo.events.flatMap((event) =>
      event.event === "launch" && event.application === "design" ? [event.principal?.userId] : [],
    );
    expect(users.length).toBeGreaterThanOrEqual(2);
    expect(new Set(users).size).toBe(1);
  });

  it("gets no session of another person's, and ends none", async () => {
    const marta = await accessTokenOf(demo.world, "marta");
    const minted = await ask(MINT, marta, { body: { application: "server-console" } });
    await fetch(String(minted.json.streamingUrl));
    const hugo = await accessTokenOf(demo.world, "hugo");
    expect((await ask(SESSIONS, hugo)).json).toMatchObject({ sessions: [] });
    expect((await ask(END, hugo, { id: String(minted.json.launchId) })).status).toBe(404);
    expect((await ask(SESSIONS, marta)).json).toMatchObject({ sessions: [{ id: minted.json.launchId }] });
  });

  it("is told as little as a browser of what the policy refuses", async () => {
    const noah = await accessTokenOf(demo.world, "noah");
    const refused = await ask(MINT, noah, { body: { application: "treasury" } });
    expect(refused).toMatchObject({ status: 403, json: { reason: "access_denied" } });
    expect(demo.events.at(-1)).toMatchObject({ refusal: { reason: "not_in_audience" } });
    const hugo = await accessTokenOf(demo.world, "hugo");
    expect((await ask(MINT, hugo, { body: { application: "server-console" } })).status).toBe(403);
    expect(demo.events.at(-1)).toMatchObject({ refusal: { reason: "mfa_required" } });
  });

  it("gets nothing for an ID token", async () => {
    const { id_token } = await portalTokens(demo.world, "lucia");
    const refused = await ask(SESSIONS, id_token);
    expect(refused).toMatchObject({ status: 401, json: { reason: "unauthenticated" } });
    expect(refused.headers.get("www-authenticate")).toContain('error="invalid_token"');
  });

  it("may bind its tokens to a key, and then nobody can bear them", async () => {
    const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
    const jwk = await exportJWK(publicKey);
    const prove = async (method: string, url: string, token?: string) =>
      await new SignJWT({
        ...{ jti: crypto.randomUUID(), htm: method, htu: url },
        ...(token !== undefined && { ath: sha256Text(token) }),
      })
        .setProtectedHeader({ alg: "ES256", typ: "dpop+jwt", jwk })
        .setIssuedAt()
        .sign(privateKey);
    const { issuer } = demo.world.openIdProvider;
    const token = await accessTokenOf(demo.world, "lucia", { dpop: await prove("POST", `${issuer}/token`) });
    expect((await ask(SESSIONS, token)).status).toBe(401);
    const proof = await prove("GET", `${demo.world.origin}/api/v1/sessions`, token);
    const headers = { authorization: `DPoP ${token}`, dpop: proof };
    expect((await ask(SESSIONS, token, { headers })).status).toBe(200);
    expect((await ask(SESSIONS, token, { headers })).status).toBe(401);
  });

  it("is held to its rate", async () => {
    const token = await accessTokenOf(demo.world, "ana");
    const answers: Answer[] = [];
    for (let asked = 0; asked < 70 && answers.at(-1)?.status !== 429; asked += 1) {
      answers.push(await ask(SESSIONS, token));
    }
    const limited = answers.at(-1);
    expect(limited).toMatchObject({ status: 429, json: { reason: "rate_limited" } });
    expect(limited?.headers.get("ratelimit")).toMatch(/^"person";r=0;t=\d+, "client";r=\d+;t=\d+/);
    expect(Number(limited?.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});

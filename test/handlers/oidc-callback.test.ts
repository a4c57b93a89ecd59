import { describe, expect, it } from "vitest";
import { refusal } from "../../functions/core/refusal.ts";
import { oidcCallbackRoute } from "../../functions/handlers/oidc-callback.ts";
import { arrivalCookie } from "../../functions/http/arrival.ts";
import { clearCookie, transactionCookie } from "../../functions/http/cookies.ts";
import type { HttpResponse } from "../../functions/http/response.ts";
import {
  anEvent,
  answer,
  aSignIn,
  type EventFacts,
  linksOf,
  type MemorySignIn,
  problemOf,
  STATE,
  signInPorts,
} from "../support/http-builders.ts";

const INTENT = { application: "treasury", context: "a&b", client: "native" } as const;
const LAUNCH_PATH = "/launch/treasury?context=a%26b&client=native";
const NAME = transactionCookie(STATE);
const OTHER = `${transactionCookie("another-tab")}=sealed.other`;
const SESSION =
  "__Host-streamgate-session=sealed.session; Max-Age=28800; Path=/; Secure; HttpOnly; SameSite=Lax";

const callback = (signIn: MemorySignIn, facts: EventFacts = {}): Promise<HttpResponse> =>
  answer(
    oidcCallbackRoute,
    signInPorts(signIn),
    anEvent({
      routeKey: "GET /login/{idp}/callback",
      path: "/login/corporate/callback",
      pathParameters: { idp: "corporate" },
      query: `code=abc&state=${STATE}`,
      cookies: [`${NAME}=sealed.transaction`, OTHER],
      ...facts,
    }),
  );

describe("oidcCallbackRoute: signed in", () => {
  it("opens the session, clears the transaction and goes on to the launch", async () => {
    const response = await callback(aSignIn({ intent: INTENT }));
    expect(response.statusCode).toBe(303);
    expect(response.headers?.location).toBe(LAUNCH_PATH);
    expect(response.cookies).toEqual([clearCookie(NAME), SESSION, arrivalCookie(LAUNCH_PATH)]);
  });

  it("goes back to the page of ours that they came for", async () => {
    expect((await callback(aSignIn({ intent: { page: "sessions" } }))).headers?.location).toBe("/sessions");
  });

  it("goes to the start page where there was no launch", async () => {
    expect((await callback(aSignIn())).headers?.location).toBe("/");
  });

  it("gives the sign-in this state's transaction, all parameters and the reference", async () => {
    const signIn = aSignIn();
    const response = await callback(signIn, { query: `code=a%2Bb&state=${STATE}&iss=https%3A%2F%2Fx` });
    expect(signIn.callbacks).toHaveLength(1);
    expect(signIn.callbacks[0]).toMatchObject({
      identityProvider: "corporate",
      sealedTransaction: "sealed.transaction",
      correlationId: response.headers?.["correlation-id"],
    });
    expect([...(signIn.callbacks[0]?.parameters ?? [])]).toEqual([
      ["code", "a+b"],
      ["state", STATE],
      ["iss", "https://x"],
    ]);
  });
});

describe("oidcCallbackRoute: refused", () => {
  const failed = (intent?: typeof INTENT): MemorySignIn =>
    aSignIn({ failed: { refusal: refusal("id_token_signature"), intent } });

  it("clears the transaction and opens no session", async () => {
    const response = await callback(failed(INTENT));
    expect(response.statusCode).toBe(403);
    expect(response.cookies).toEqual([clearCookie(NAME)]);
  });

  it("offers the launch again", async () => {
    expect(linksOf(await callback(failed(INTENT)))).toEqual([LAUNCH_PATH, "/"]);
  });

  it("offers the start page where the launch is not known", async () => {
    expect(linksOf(await callback(failed()))).toEqual(["/"]);
  });

  it("clears nothing where this browser holds no transaction of this state", async () => {
    const signIn = failed();
    const response = await callback(signIn, { cookies: [OTHER] });
    expect(response.cookies).toEqual([]);
    expect(signIn.callbacks[0]?.sealedTransaction).toBeUndefined();
  });

  it("uses no transaction at all where there is no state", async () => {
    const signIn = failed();
    const response = await callback(signIn, { query: "code=abc" });
    expect(response.cookies).toEqual([]);
    expect(signIn.callbacks[0]?.sealedTransaction).toBeUndefined();
  });

  it("uses no transaction that was planted beside the real one", async () => {
    const signIn = failed();
    await callback(signIn, { cookies: [`${NAME}=sealed.transaction`, `${NAME}=planted`] });
    expect(signIn.callbacks[0]?.sealedTransaction).toBeUndefined();
  });

  it.each(["%3B%20Domain%3Devil.example", "%0D%0ASet-Cookie%3Aa%3Db", "", "%00", "__proto__"])(
    "sets no cookie from the hostile state %s",
    async (state) => {
      expect((await callback(failed(), { query: `state=${state}` })).cookies).toEqual([]);
    },
  );

  it("gives the sign-in an empty name where the gateway gave none", async () => {
    const signIn = failed();
    await answer(oidcCallbackRoute, signInPorts(signIn), anEvent({ routeKey: "GET /login/{idp}/callback" }));
    expect(signIn.callbacks[0]?.identityProvider).toBe("");
  });

  it("tells a program the public code", async () => {
    const response = await callback(failed(INTENT), { headers: { accept: "application/json" } });
    expect(problemOf(response)).toMatchObject({ status: 403, reason: "access_denied" });
    expect(response.cookies).toEqual([clearCookie(NAME)]);
  });
});

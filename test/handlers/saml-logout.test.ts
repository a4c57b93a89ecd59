import { describe, expect, it } from "vitest";
import { type Refusal, refusal } from "../../functions/core/refusal.ts";
import { err, ok, type Result } from "../../functions/core/result.ts";
import { type SamlLogoutPorts, samlLogoutRoute } from "../../functions/handlers/saml-logout.ts";
import { clearCookie, SESSION_COOKIE } from "../../functions/http/cookies.ts";
import type { HttpResponse } from "../../functions/http/response.ts";
import type { HomeStores, OneTimeStore } from "../../functions/ports.ts";
import type { VerifiedLogout } from "../../functions/sign-in-ports.ts";
import {
  anEvent,
  answer,
  aPolicy,
  aPrincipal,
  aSession,
  type EventFacts,
  type MemoryAudit,
  memoryPorts,
  NOW_MILLISECONDS,
  NOW_SECONDS,
  problemOf,
  sessionCookies,
  TWO_PROVIDERS,
} from "../support/http-builders.ts";
import { type RememberedEnds, rememberedEnds } from "../support/memory-revocations.ts";
import { createMemoryHomeStores, ELSEWHERE, HOME, seenFrom } from "../support/memory-stores.ts";

const QUERY = "SAMLRequest=fZE%2b&RelayState=a%20b&SigAlg=x&Signature=y";
const SLO_URL = "https://idp.example.com/slo?SAMLResponse=answer";
const LOGOUT: VerifiedLogout = {
  requestId: "_request-1",
  subject: "00u-ana",
  usableUntil: NOW_SECONDS + 420,
  redirectTo: SLO_URL,
};
const REVOKED = {
  ...{ event: "sessions_revoked", outcome: "success", by: "saml_logout", scope: "person" },
  ...{ identityProvider: "partner", subject: "00u-ana" },
};
const CLEARED = clearCookie(SESSION_COOKIE);

interface Stage {
  readonly ports: SamlLogoutPorts & { readonly audit: MemoryAudit };
  /** What the identity provider's part was given. */
  readonly asked: unknown[];
  readonly everywhere: RememberedEnds;
}

function stage(
  answered: Result<VerifiedLogout, Refusal> = ok(LOGOUT),
  homes: HomeStores = createMemoryHomeStores(),
  regionsAway: readonly string[] = [],
): Stage {
  const everywhere = rememberedEnds(regionsAway);
  const asked: unknown[] = [];
  const partner = {
    logOut: async (...call: unknown[]) => {
      asked.push(call);
      return answered;
    },
  };
  const samlProviders = new Map([["partner", partner]]);
  const shared = memoryPorts({ policy: aPolicy({ identityProviders: TWO_PROVIDERS }) });
  return { ports: { ...shared, samlProviders, homes, everywhere }, asked, everywhere };
}

const inAll = (store: OneTimeStore): HomeStores =>
  createMemoryHomeStores({ [HOME]: store, [ELSEWHERE]: store });

const logOut = ({ ports }: Stage, facts: EventFacts = {}): Promise<HttpResponse> =>
  answer(
    samlLogoutRoute,
    ports,
    anEvent({
      routeKey: "GET /logout/{idp}/saml",
      path: "/logout/partner/saml",
      pathParameters: { idp: "partner" },
      query: QUERY,
      ...facts,
    }),
  );

const theirs = (subject = "00u-ana") =>
  sessionCookies(aSession({ principal: aPrincipal({ identityProvider: "partner", subject }) }));

describe("samlLogoutRoute", () => {
  it("ends the session that came from this identity provider and answers it", async () => {
    const staged = stage();
    const response = await logOut(staged, { cookies: await theirs() });
    expect(response.statusCode).toBe(303);
    expect(response.headers?.location).toBe(SLO_URL);
    expect(response.cookies).toEqual([CLEARED]);
    expect(staged.ports.audit.events).toMatchObject([
      {
        ...{ event: "sign_out", correlationId: response.headers?.["correlation-id"] },
        principal: { identityProvider: "partner", subject: "00u-ana" },
      },
      { ...REVOKED, missingIn: [] },
    ]);
  });

  it("ends the person's sessions in every other browser as well", async () => {
    const staged = stage();
    await logOut(staged);
    expect(staged.everywhere.ends).toStrictEqual([
      {
        sessions: { identityProvider: "partner", subject: "00u-ana" },
        ...{ endedUntil: NOW_MILLISECONDS, now: NOW_SECONDS },
      },
    ]);
  });

  it("ends no other browser's sessions where the request cannot say whose", async () => {
    const staged = stage(ok({ ...LOGOUT, subject: null }));
    await logOut(staged, { cookies: await theirs() });
    expect(staged.everywhere.ends).toStrictEqual([]);
  });

  it("does not tell the identity provider that it is done where a Region does not know", async () => {
    const staged = stage(ok(LOGOUT), createMemoryHomeStores(), [ELSEWHERE]);
    const response = await logOut(staged, { cookies: await theirs() });
    expect(response.statusCode).toBe(503);
    expect(response.headers?.location).toBeUndefined();
    expect(response.cookies).toEqual([CLEARED]);
    expect(staged.ports.audit.events).toMatchObject([
      { event: "sign_out" },
      { event: "sessions_revoked", outcome: "incomplete", severity: "error", missingIn: [ELSEWHERE] },
      { refusal: { reason: "logout_not_everywhere", evidence: { regions: ELSEWHERE } } },
    ]);
  });

  it("ends whatever session is theirs where the request cannot say whose", async () => {
    const staged = stage(ok({ ...LOGOUT, subject: null }));
    const response = await logOut(staged, { cookies: await theirs("00u-somebody-else") });
    expect(response.cookies).toEqual([CLEARED]);
  });

  it("never tells a person who is signed in that they are not", async () => {
    const response = await logOut(stage(err(refusal("saml_issue_instant"))));
    expect(response.body).toContain("You may still be signed in");
  });

  it("gives the query as it came, not decoded, and the moment", async () => {
    const staged = stage();
    await logOut(staged);
    expect(staged.asked).toEqual([[QUERY, NOW_MILLISECONDS]]);
  });

  it("goes to the start page where the identity provider wants no answer", async () => {
    const response = await logOut(stage(ok({ ...LOGOUT, redirectTo: null })), { cookies: await theirs() });
    expect(response.headers?.location).toBe("/");
    expect(response.cookies).toEqual([CLEARED]);
  });

  it.each<[string, () => Promise<string[]>]>([
    ["of another identity provider", () => sessionCookies()],
    ["of another person, who followed a link", () => theirs("00u-somebody-else")],
    ["that is over", () => sessionCookies(aSession({ expiresAt: NOW_SECONDS }))],
    ["that is garbage", async () => [`${SESSION_COOKIE}=garbage`]],
    ["that is not there", async () => []],
  ])("answers, but ends no session %s", async (_name, cookiesOf) => {
    const staged = stage();
    const response = await logOut(staged, { cookies: await cookiesOf() });
    expect(response.headers?.location).toBe(SLO_URL);
    expect(response.cookies).toEqual([]);
    expect(staged.ports.audit.events).toMatchObject([REVOKED]);
  });

  it("takes a request once", async () => {
    const staged = stage();
    await logOut(staged);
    const again = await logOut(staged, { cookies: await theirs() });
    expect(again.statusCode).toBe(403);
    expect(again.cookies).toEqual([]);
    expect(staged.ports.audit.events).toMatchObject([
      REVOKED,
      { refusal: { reason: "saml_logout_invalid", evidence: { rule: "replayed" } } },
    ]);
  });

  it("remembers it under this identity provider's name until its end", async () => {
    const consumed: unknown[] = [];
    const oneTime: OneTimeStore = {
      consume: async (...call) => {
        consumed.push(call);
        return ok(undefined);
      },
    };
    await logOut(stage(ok(LOGOUT), inAll(oneTime)));
    expect(consumed).toEqual([["saml-logout partner _request-1", NOW_SECONDS + 420, NOW_SECONDS]]);
  });

  it("takes a request once, whichever Regions it comes to", async () => {
    const homes = createMemoryHomeStores();
    const regions = [HOME, ELSEWHERE, HOME].map((region) => stage(ok(LOGOUT), seenFrom(region, homes)));
    const statuses = await Promise.all(regions.map(async (region) => (await logOut(region)).statusCode));
    expect(statuses.toSorted()).toEqual([303, 403, 403]);
  });

  it("ends nothing where the store does not answer", async () => {
    const staged = stage(ok(LOGOUT), inAll({ consume: async () => err("unavailable") }));
    const response = await logOut(staged, { cookies: await theirs() });
    expect(response.statusCode).toBe(503);
    expect(response.cookies).toEqual([]);
    expect(staged.ports.audit.events).toMatchObject([{ refusal: { reason: "login_store_unavailable" } }]);
  });

  it.each(["saml_logout_unsigned", "saml_logout_signature", "saml_metadata_expired"] as const)(
    "ends nothing on a request refused as %s, and the event says why",
    async (reason) => {
      const staged = stage(err(refusal(reason, { rule: "SigAlg" })));
      const response = await logOut(staged, { cookies: await theirs() });
      expect(response.statusCode).toBeGreaterThanOrEqual(400);
      expect(response.cookies).toEqual([]);
      expect(staged.ports.audit.events).toMatchObject([
        { event: "request_refused", refusal: { reason, evidence: { rule: "SigAlg" } } },
      ]);
      expect(response.body).not.toContain(reason);
    },
  );

  it.each(["iframe", "image", "frame", "embed", "empty"])(
    "asks nothing of a request for a %s, to which browsers show no session",
    async (destination) => {
      const staged = stage();
      const response = await logOut(staged, { headers: { "sec-fetch-dest": destination } });
      expect(response.statusCode).toBe(400);
      expect(staged.asked).toEqual([]);
      expect(staged.ports.audit.events).toMatchObject([{ refusal: { reason: "not_a_navigation" } }]);
    },
  );

  it("serves an old browser, which does not say what for, and a page", async () => {
    expect((await logOut(stage(), { headers: { "sec-fetch-dest": "document" } })).statusCode).toBe(303);
    expect((await logOut(stage())).statusCode).toBe(303);
  });

  it.each([{ idp: "corporate" }, { idp: "__proto__" }, {}])(
    "answers 404 for %j, which signs nobody in by SAML",
    async (pathParameters) => {
      const staged = stage();
      expect((await logOut(staged, { pathParameters })).statusCode).toBe(404);
      expect(staged.asked).toEqual([]);
    },
  );

  it("tells a program the public code", async () => {
    const staged = stage(err(refusal("saml_logout_unsigned")));
    const response = await logOut(staged, { headers: { accept: "application/json" } });
    expect(problemOf(response)).toMatchObject({ status: 403, reason: "access_denied" });
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LaunchAnswer } from "../../functions/broker.ts";
import { LONGEST_BROKER_SESSION_SECONDS } from "../../functions/core/longest-session.ts";
import type { RefusalReason } from "../../functions/core/refusal.ts";
import { err, ok } from "../../functions/core/result.ts";
import type { IdempotencyStore } from "../../functions/portal-api-ports.ts";
import type { RevocationStore } from "../../functions/revocation-ports.ts";
import { requestFaults } from "../support/described-answers.ts";
import {
  aBroker,
  aPrincipal,
  aSealer,
  type MemoryBroker,
  NOW_SECONDS,
  STREAMING_URL,
} from "../support/http-builders.ts";
import { anOpenSession, aWait } from "../support/launch-builders.ts";
import { createMemoryEndings } from "../support/memory-endings.ts";
import { createMemoryIdempotencyStore } from "../support/memory-portal-stores.ts";
import { createMemoryRevocations } from "../support/memory-revocations.ts";
import {
  APPLICATIONS,
  aPortalApiStage,
  aSessionOfAna,
  END,
  MINT,
  type PortalApiFacts,
  type PortalApiStage,
  SESSIONS,
} from "../support/portal-api-stage.ts";

const TREASURY = { application: "treasury" };

function brokerThatAnswers(answer: LaunchAnswer): MemoryBroker {
  const requests: MemoryBroker["requests"] = [];
  return {
    requests,
    async launch(request) {
      requests.push(request);
      return ok(answer);
    },
  };
}

function bodyOf({ body }: { readonly body?: string | undefined }): Record<string, unknown> {
  return JSON.parse(body ?? "");
}

function lastReason({ audit }: PortalApiStage): string | undefined {
  const event = audit.events.findLast(({ event }) => event === "request_refused");
  return event?.event === "request_refused" ? event.refusal.reason : undefined;
}

describe("POST /api/v1/streaming-urls", () => {
  it("answers 201 with the URL, where it leads and until when", async () => {
    const stage = aPortalApiStage();
    const answer = await stage.mint({ ...TREASURY, context: "FXD-1" });
    expect(answer.statusCode).toBe(201);
    expect(bodyOf(answer)).toStrictEqual({
      ...{ streamingUrl: STREAMING_URL, launchId: "launch-1" },
      ...{ region: "eu-west-1", stack: "finance", fleet: "finance-a", expiresAt: "2026-08-03T09:01:00Z" },
    });
    expect(answer.headers).toMatchObject({ "cache-control": "no-store" });
  });

  it("launches for the token's person, at no place but what their claims say, and says which client asked", async () => {
    const stage = aPortalApiStage();
    await stage.mint({ ...TREASURY, context: "FXD-1", waitingTicket: "sealed.ticket" });
    expect(stage.broker.requests).toMatchObject([
      {
        principal: { subject: "00u-ana" },
        intent: { application: "treasury", context: "FXD-1" },
        evidence: { clientIp: undefined, edge: undefined },
        ...{ client: "portal", hasConsented: false, sealedTicket: "sealed.ticket" },
        needsStreamingUrl: true,
      },
    ]);
  });

  it("answers 202 to somebody who has to wait, with a ticket for the next time", async () => {
    const stage = aPortalApiStage({ broker: brokerThatAnswers({ outcome: "wait", ...aWait() }) });
    const answer = await stage.mint(TREASURY);
    expect(answer).toMatchObject({ statusCode: 202, headers: { "retry-after": "17" } });
    expect(bodyOf(answer)).toStrictEqual({
      ...{ retryAfterSeconds: 17, reason: "fleet_full", waitingTicket: "sealed.ticket" },
    });
  });

  it.each<[string, LaunchAnswer]>([
    ["a session in the way", { outcome: "choose", session: anOpenSession(), why: "same_place" }],
    ["one session too many", { outcome: "choose", session: anOpenSession(), why: "session_limit" }],
    [
      "a fleet that is reached by federation",
      { outcome: "stream", launchId: "l", url: "https://sso.example.com", by: "federation", issued: null },
    ],
  ])("answers 409 for %s, and gives no URL", async (_what, launch) => {
    const answer = await aPortalApiStage({ broker: brokerThatAnswers(launch) }).mint(TREASURY);
    expect(answer.statusCode).toBe(409);
    expect(bodyOf(answer)).toMatchObject({ reason: "conflict" });
    expect(answer.body).not.toContain("sso.example.com");
  });

  it.each<[RefusalReason, number, string]>([
    ["no_streaming_url", 409, "conflict"],
    ["application_unknown", 404, "not_found"],
    ["not_in_audience", 403, "access_denied"],
    ["outside_hours", 403, "access_denied"],
    ["context_invalid", 400, "invalid_request"],
    ["no_candidate_available", 503, "unavailable"],
    ["launch_record_not_written", 503, "unavailable"],
  ])("answers %s with %i and no more than %s", async (reason, status, code) => {
    const answer = await aPortalApiStage({ broker: aBroker(reason) }).mint(TREASURY);
    expect(answer.statusCode).toBe(status);
    expect(bodyOf(answer)).toMatchObject({ reason: code });
    if (code !== reason) expect(answer.body).not.toContain(reason);
  });

  it("refuses an application that is not the client's, whether it is there or not", async () => {
    const stage = aPortalApiStage();
    for (const application of ["treasury", "ledger"]) {
      expect((await stage.mint({ application }, {}, "wiki")).statusCode).toBe(403);
    }
    expect(lastReason(stage)).toBe("client_without_application");
    expect(stage.broker.requests).toHaveLength(0);
  });

  it.each([
    ["an unknown key", { ...TREASURY, fleet: "ireland" }],
    ["a key twice", '{"application":"design","application":"treasury"}'],
    ["a key twice, once escaped", '{"application":"design","\\u0061pplication":"treasury"}'],
    ["a key twice, with another type", '{"application":["design"],"application":"treasury"}'],
    ["a prototype", '{"application":"treasury","__proto__":{"context":"x"}}'],
    ["a prototype that is a text", '{"application":"treasury","__proto__":"x"}'],
    ["too much", { ...TREASURY, context: "x".repeat(20_000) }],
    ["no JSON", "application=treasury"],
    ["a list", [TREASURY]],
    ["nothing", ""],
    ["a token", { ...TREASURY, access_token: "ana" }],
  ])("refuses a body with %s", async (_what, body) => {
    const stage = aPortalApiStage();
    expect((await stage.mint(body)).statusCode).toBe(400);
    expect(lastReason(stage)).toBe("streaming_url_request_invalid");
    expect(stage.broker.requests).toHaveLength(0);
  });

  it("refuses a body that is not said to be JSON", async () => {
    expect((await aPortalApiStage().mint(TREASURY, { "content-type": "text/plain" })).statusCode).toBe(400);
  });

  it("takes every request that the document describes, and no other", async () => {
    const word = fc.oneof(fc.constantFrom("treasury", "design", "../x", "", "Treasury"), fc.string());
    const request = fc.record(
      { application: word, context: fc.string(), waitingTicket: word, fleet: word },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(request, async (body) => {
        const { statusCode } = await aPortalApiStage().mint(body);
        // What a lone surrogate in a context is, JSON Schema cannot say.
        if (requestFaults("StreamingUrlRequest", body).length > 0) expect(statusCode).toBe(400);
        else if (body.context?.isWellFormed() ?? true) expect(statusCode).toBe(201);
      }),
      { numRuns: 60 },
    );
  });
});

describe("the access token", () => {
  it.each([MINT, APPLICATIONS, SESSIONS, END])("is what %s asks for first", async (routeKey) => {
    const stage = aPortalApiStage();
    const answer = await stage.ask(routeKey, { cookies: ["__Host-streamgate-session=sealed"] }, "");
    expect(answer).toMatchObject({
      ...{ statusCode: 401, headers: { "www-authenticate": 'Bearer realm="streamgate"' } },
    });
    expect(lastReason(stage)).toBe("access_token_missing");
  });

  it("is not accepted, and its bearer is not told why", async () => {
    const stage = aPortalApiStage();
    const answer = await stage.ask(SESSIONS, {}, "forged");
    expect(answer).toMatchObject({
      ...{
        statusCode: 401,
        headers: { "www-authenticate": 'Bearer realm="streamgate", error="invalid_token"' },
      },
    });
    expect(answer.body).not.toContain("signature");
    expect(lastReason(stage)).toBe("access_token_signature");
  });

  it.each([
    ["two of them", "Bearer ana,Bearer ben"],
    ["another scheme", "Basic YW5hOmFuYQ=="],
    ["no token", "Bearer "],
    ["a token with something behind it", "Bearer ana ben"],
  ])("is refused where there are %s", async (_what, authorization) => {
    const answer = await aPortalApiStage().ask(SESSIONS, { headers: { authorization } }, "");
    expect(answer).toMatchObject({
      statusCode: 400,
      headers: { "www-authenticate": expect.stringContaining("invalid_request") },
    });
  });

  it("is refused in a query, even beside a good one", async () => {
    const stage = aPortalApiStage();
    expect((await stage.ask(SESSIONS, { query: "access_token=ana" })).statusCode).toBe(400);
    expect((await stage.ask(SESSIONS, { query: "access_token=ana" }, "")).statusCode).toBe(400);
    expect(lastReason(stage)).toBe("access_token_misplaced");
  });

  it.each<[RefusalReason, number, RegExp | undefined]>([
    ["client_unknown", 403, undefined],
    ["access_token_without_person", 403, undefined],
    ["provider_unavailable", 503, undefined],
    ["dpop_required", 401, /^DPoP .*error="invalid_dpop_proof"/],
    ["groups_overage", 403, undefined],
  ])("that is refused for %s answers %i", async (tokenRefused, status, challenge) => {
    const answer = await aPortalApiStage({ tokenRefused }).ask(SESSIONS);
    expect(answer.statusCode).toBe(status);
    if (challenge === undefined) expect(answer.headers).not.toHaveProperty("www-authenticate");
    else expect(answer.headers?.["www-authenticate"]).toMatch(challenge);
  });
});

describe("a person whom an operator disabled", () => {
  it("gets nothing by a token that is still good", async () => {
    const revocations = createMemoryRevocations();
    await revocations.disable(aPrincipal(), {
      ...{ by: "marta", reason: "left", at: NOW_SECONDS - 60, until: null },
    });
    const stage = aPortalApiStage({ revocations });
    const answer = await stage.mint({ application: "treasury" });
    expect(answer.statusCode).toBe(403);
    expect(bodyOf(answer)).toMatchObject({ reason: "access_denied" });
    expect(stage.broker.requests).toEqual([]);
    expect(stage.audit.events.at(-1)).toMatchObject({ refusal: { reason: "person_disabled" } });
  });

  it("remembers whose stream it opens, so that disabling them ends it though they never signed in", async () => {
    const people = createMemoryEndings();
    const stage = aPortalApiStage({ people });
    expect((await stage.mint({ application: "treasury" })).statusCode).toBe(201);
    const { identityProvider, subject, userId } = aPrincipal();
    const key = JSON.stringify([identityProvider, subject]);
    const found = await people.people(key, NOW_SECONDS);
    expect(found).toEqual({ ok: true, value: [{ identityProvider, subject, userId }] });
  });

  it("remembers it by what the provider may end it by as well, whatever a logout token names", async () => {
    const people = createMemoryEndings();
    const stage = aPortalApiStage({ people, token: { logoutKeys: ["by-sub", "by-sid"] } });
    await stage.mint({ application: "treasury" });
    const { identityProvider, subject, userId } = aPrincipal();
    for (const key of ["by-sub", "by-sid"]) {
      expect(await people.people(key, NOW_SECONDS)).toEqual(ok([{ identityProvider, subject, userId }]));
    }
  });

  it("opens nothing where that cannot be written down", async () => {
    const stage = aPortalApiStage({ people: { remember: async () => err("unavailable" as const) } });
    expect((await stage.mint({ application: "treasury" })).statusCode).toBe(503);
    expect(stage.broker.requests).toEqual([]);
    expect(stage.audit.events).toMatchObject([{ refusal: { reason: "session_store_unavailable" } }]);
  });

  it("cannot be told from others where the store is away, and gets nothing", async () => {
    const revocations = { read: async () => err("unavailable" as const) };
    const stage = aPortalApiStage({ revocations });
    expect((await stage.ask(SESSIONS)).statusCode).toBe(503);
    expect(stage.audit.events.at(-1)).toMatchObject({ refusal: { reason: "session_store_unavailable" } });
  });
});

describe("a token from before a sign-out", () => {
  const END_AT = NOW_SECONDS * 1_000 - 30_500;
  const signedOut = async (whose: Parameters<RevocationStore["end"]>[0], token: PortalApiFacts["token"]) => {
    const revocations = createMemoryRevocations();
    await revocations.end(whose, END_AT, NOW_SECONDS - 30);
    return aPortalApiStage({ revocations, token: { issuedAt: NOW_SECONDS - 60, ...token } });
  };

  it("gets nothing, on whatever route", async () => {
    const stage = await signedOut(aPrincipal(), {});
    const answer = await stage.mint(TREASURY);
    expect(answer.statusCode).toBe(401);
    expect(bodyOf(answer)).toMatchObject({ reason: "unauthenticated" });
    expect(answer.headers).toMatchObject({ "www-authenticate": expect.stringContaining("invalid_token") });
    expect(stage.broker.requests).toEqual([]);
    expect(stage.audit.events).toMatchObject([{ refusal: { reason: "access_token_revoked" } }]);
    for (const route of [APPLICATIONS, SESSIONS]) expect((await stage.ask(route)).statusCode).toBe(401);
  });

  it.each([
    ["the second of the end", -31, 401],
    ["the second after it", -30, 201],
  ])("is one of %s: %i gets %i", async (_when, seconds, status) => {
    const stage = await signedOut(aPrincipal(), { issuedAt: NOW_SECONDS + seconds });
    expect((await stage.mint(TREASURY)).statusCode).toBe(status);
  });

  it("is found by what the provider calls the session, and by nobody else's", async () => {
    const ofDesk = { logoutKeys: ["by-sub", "desk"] };
    const desk = await signedOut({ logoutKey: "desk" }, ofDesk);
    expect((await desk.mint(TREASURY)).statusCode).toBe(401);
    const other = await signedOut({ logoutKey: "another-desk" }, ofDesk);
    expect((await other.mint(TREASURY)).statusCode).toBe(201);
  });

  it("is over once ends of its time are forgotten, however long its issuer lets it be", async () => {
    const longest = LONGEST_BROKER_SESSION_SECONDS;
    const good = aPortalApiStage({ token: { issuedAt: NOW_SECONDS - longest } });
    expect((await good.mint(TREASURY)).statusCode).toBe(201);
    const old = aPortalApiStage({ token: { issuedAt: NOW_SECONDS - longest - 1 } });
    expect((await old.mint(TREASURY)).statusCode).toBe(401);
    expect(old.audit.events).toMatchObject([{ refusal: { reason: "access_token_expired" } }]);
  });

  it("works no more once a disabled person is enabled", async () => {
    const revocations = createMemoryRevocations();
    await revocations.disable(aPrincipal(), {
      by: "marta",
      reason: "left",
      at: NOW_SECONDS - 30,
      until: null,
    });
    await revocations.end(aPrincipal(), END_AT, NOW_SECONDS - 30);
    await revocations.enable(aPrincipal());
    const stage = aPortalApiStage({ revocations });
    expect((await stage.mint(TREASURY)).statusCode).toBe(401);
  });
});

describe("Idempotency-Key", () => {
  const KEY = { "idempotency-key": "order-1" };

  it("has the same request done once, and answered alike", async () => {
    const stage = aPortalApiStage();
    const [first, second] = [await stage.mint(TREASURY, KEY), await stage.mint(TREASURY, KEY)];
    expect(second).toMatchObject({ statusCode: 201, body: first.body });
    expect(stage.broker.requests).toHaveLength(1);
  });

  it("keeps the answer sealed", async () => {
    const store = createMemoryIdempotencyStore();
    const kept: string[] = [];
    const requests: IdempotencyStore = {
      ...store,
      async finish(request, sealedAnswer, expiresAt) {
        kept.push(sealedAnswer);
        expect(expiresAt).toBe(NOW_SECONDS + 60);
        return await store.finish(request, sealedAnswer, expiresAt);
      },
    };
    await aPortalApiStage({ requests }).mint(TREASURY, KEY);
    expect(kept).toHaveLength(1);
    expect(kept[0]).not.toContain("amazonaws");
    expect(await aSealer().open("api-answer", String(kept[0]))).toContain(STREAMING_URL);
  });

  it("launches anew when the URL is over", async () => {
    const stage = aPortalApiStage();
    await stage.mint(TREASURY, KEY);
    stage.now += 60_000;
    expect((await stage.mint(TREASURY, KEY)).statusCode).toBe(201);
    expect(stage.broker.requests).toHaveLength(2);
  });

  it("refuses the key for another request", async () => {
    const stage = aPortalApiStage();
    await stage.mint(TREASURY, KEY);
    const answer = await stage.mint({ application: "design" }, KEY);
    expect(answer.statusCode).toBe(422);
    expect(bodyOf(answer)).toMatchObject({ reason: "idempotency_key_reused" });
    expect(stage.broker.requests).toHaveLength(1);
  });

  it("is another person's, and another client's, own", async () => {
    const stage = aPortalApiStage();
    await stage.mint({ application: "design" }, KEY);
    expect((await stage.mint({ application: "design" }, KEY, "ben")).statusCode).toBe(201);
    expect((await stage.mint({ application: "design" }, KEY, "wiki")).statusCode).toBe(201);
    expect(stage.broker.requests).toHaveLength(3);
  });

  it("answers 409 while the first is being done", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const slow = aBroker();
    const broker: MemoryBroker = {
      requests: slow.requests,
      async launch(request) {
        await promise;
        return await slow.launch(request);
      },
    };
    const stage = aPortalApiStage({ broker });
    const first = stage.mint(TREASURY, KEY);
    await new Promise((done) => setImmediate(done));
    expect((await stage.mint(TREASURY, KEY)).statusCode).toBe(409);
    resolve();
    expect((await first).statusCode).toBe(201);
  });

  it("keeps nothing of somebody who waits or is refused: the next one is decided anew", async () => {
    for (const broker of [
      brokerThatAnswers({ outcome: "wait", ...aWait() }),
      aBroker("no_candidate_available"),
    ]) {
      const stage = aPortalApiStage({ broker });
      await stage.mint(TREASURY, KEY);
      await stage.mint({ ...TREASURY, waitingTicket: "sealed.ticket" }, KEY);
      expect(broker.requests).toHaveLength(2);
    }
  });

  it.each(["", "two words", "ü", "x".repeat(256)])("must be 1 to 255 visible characters: %j", async (key) => {
    const stage = aPortalApiStage();
    expect((await stage.mint(TREASURY, { "idempotency-key": key })).statusCode).toBe(400);
    expect(lastReason(stage)).toBe("idempotency_key_invalid");
  });

  it("refuses where nobody can say whether it was done", async () => {
    const away: IdempotencyStore = {
      ...createMemoryIdempotencyStore(),
      begin: async () => err({ kind: "unavailable" }),
    };
    const stage = aPortalApiStage({ requests: away });
    expect((await stage.mint(TREASURY, KEY)).statusCode).toBe(503);
    expect(stage.broker.requests).toHaveLength(0);
  });

  it("gives the answer although it cannot be kept, and says so", async () => {
    const forgetful: IdempotencyStore = {
      ...createMemoryIdempotencyStore(),
      finish: async () => err("unavailable"),
    };
    const stage = aPortalApiStage({ requests: forgetful });
    expect((await stage.mint(TREASURY, KEY)).statusCode).toBe(201);
    expect(stage.audit.events).toMatchObject([{ event: "fault", fault: "idempotent_answer_not_kept" }]);
  });

  it("does nothing again that was done under a key which has been retired", async () => {
    const unreadable: IdempotencyStore = {
      ...createMemoryIdempotencyStore(),
      begin: async () => err({ kind: "answered", sealedAnswer: "sealed.by.another" }),
    };
    const stage = aPortalApiStage({ requests: unreadable });
    expect((await stage.mint(TREASURY, KEY)).statusCode).toBe(409);
  });
});

describe("the rates", () => {
  const one = { requests: 1, seconds: 60 };

  it("stand on every answer", async () => {
    const { headers } = await aPortalApiStage().ask(SESSIONS);
    expect(headers).toMatchObject({
      "ratelimit-policy": '"person";q=30;w=60, "client";q=600;w=60, "address";q=600;w=60',
      ratelimit: '"person";r=29;t=60, "client";r=599;t=60, "address";r=599;t=60',
    });
  });

  it.each([
    ["person", "ana", "ben"],
    ["client", "ana", "wiki"],
  ])("of a %s are theirs alone", async (name, busy, other) => {
    const stage = aPortalApiStage({ rates: { [name]: one } });
    await stage.ask(APPLICATIONS, {}, busy);
    const answer = await stage.ask(APPLICATIONS, {}, busy);
    expect(answer).toMatchObject({ statusCode: 429, headers: { "retry-after": "60" } });
    expect(bodyOf(answer)).toMatchObject({ reason: "rate_limited" });
    expect(lastReason(stage)).toBe("rate_limited");
    expect((await stage.ask(APPLICATIONS, {}, other)).statusCode).toBe(200);
    stage.now += 60_000;
    expect((await stage.ask(APPLICATIONS, {}, busy)).statusCode).toBe(200);
  });

  it("of an address are counted before its token is looked at", async () => {
    const stage = aPortalApiStage({ rates: { address: one }, tokenRefused: "access_token_signature" });
    expect((await stage.ask(SESSIONS)).statusCode).toBe(401);
    expect((await stage.ask(SESSIONS)).statusCode).toBe(429);
    expect((await stage.ask(SESSIONS, { sourceIp: "198.51.100.8" })).statusCode).toBe(401);
  });

  it("refuse what changes something where they cannot be counted, and let the rest through", async () => {
    const counters = { count: async () => err("unavailable" as const) };
    const stage = aPortalApiStage({ counters });
    expect((await stage.mint(TREASURY)).statusCode).toBe(503);
    expect((await stage.ask(END, { pathParameters: { id: "launch-7" } })).statusCode).toBe(503);
    expect((await stage.ask(SESSIONS)).statusCode).toBe(200);
    expect(stage.broker.requests).toHaveLength(0);
  });
});

describe("GET /api/v1/applications", () => {
  it("lists what the client may ask for, and tells nobody why one is closed", async () => {
    const answer = await aPortalApiStage().ask(APPLICATIONS);
    expect(bodyOf(answer)).toMatchObject({
      applications: [
        {
          id: "treasury",
          state: { kind: "ready", region: "eu-west-1" },
          lastOpenedAt: "2026-08-03T09:00:00Z",
        },
        { id: "design", state: { kind: "waiting", reason: "fleet_full", waitSeconds: [600, 1_200] } },
        { id: "report", state: { kind: "closed" }, launchUrl: "https://apps.example.com/launch/report" },
      ],
    });
    expect(answer.body).not.toContain("mfa_required");
    const unknown = { kind: "unknown", place: { region: "eu-west-1", city: "Dublin" } } as const;
    expect(bodyOf(await aPortalApiStage({ states: [unknown] }).ask(APPLICATIONS))).toMatchObject({
      applications: [{ state: { kind: "unknown", region: "eu-west-1" } }, {}, {}],
    });
    const ofWiki = await aPortalApiStage().ask(APPLICATIONS, {}, "wiki");
    expect(bodyOf(ofWiki)).toMatchObject({ applications: [{ id: "design" }] });
  });
});

describe("/api/v1/sessions", () => {
  const end = (stage: PortalApiStage, id: string, token = "ana") =>
    stage.ask(END, { pathParameters: { id } }, token);

  it("are the person's own, of the client's applications", async () => {
    const stage = aPortalApiStage({ silentRegions: ["us-east-1"] });
    expect(bodyOf(await stage.ask(SESSIONS))).toStrictEqual({
      sessions: [
        {
          ...{
            id: "launch-7",
            application: "treasury",
            fleet: "ireland",
            region: "eu-west-1",
            state: "live",
          },
          ...{ isConnected: true, startedAt: "2026-08-03T08:59:00Z", expiresAt: null },
        },
      ],
      silentRegions: ["us-east-1"],
    });
    expect(bodyOf(await stage.ask(SESSIONS, {}, "ben"))).toMatchObject({ sessions: [] });
    expect(bodyOf(await stage.ask(SESSIONS, {}, "wiki"))).toMatchObject({ sessions: [] });
  });

  it("say when they end", async () => {
    const stage = aPortalApiStage({ sessions: [aSessionOfAna({ expiresAt: NOW_SECONDS + 60 })] });
    expect((await stage.ask(SESSIONS)).body).toContain('"expiresAt":"2026-08-03T09:01:00Z"');
  });

  it("end with 204", async () => {
    const stage = aPortalApiStage();
    expect((await end(stage, "launch-7")).statusCode).toBe(204);
    expect(stage.ended).toStrictEqual(["launch-7"]);
  });

  it.each([
    ["another person's", "launch-7", "ben"],
    ["one of another client's applications", "launch-7", "wiki"],
    ["one that never was", "launch-8", "ana"],
    ["a name every object has", "__proto__", "ana"],
  ])("do not end for %s, which is the same as none", async (_what, id, token) => {
    const stage = aPortalApiStage();
    const answer = await end(stage, id, token);
    expect(answer.statusCode).toBe(404);
    expect(lastReason(stage)).toBe("portal_session_unknown");
    expect(stage.ended).toStrictEqual([]);
  });

  it.each<[PortalApiFacts, number]>([
    [{ notEnded: "streaming_session_gone" }, 404],
    [{ notEnded: "streaming_session_not_ended" }, 503],
    [{ sessions: [], silentRegions: ["us-east-1"] }, 503],
  ])("answer %j with %i", async (facts, status) => {
    expect((await end(aPortalApiStage(facts), "launch-7")).statusCode).toBe(status);
  });
});

describe("what is broken", () => {
  it("answers as the document says, with the reference alone", async () => {
    const broker: MemoryBroker = {
      requests: [],
      async launch() {
        throw new TypeError("a bug");
      },
    };
    const answer = await aPortalApiStage({ broker }).mint(TREASURY, { accept: "text/html" });
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain("a bug");
  });
});

import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type HostileProvider, startHostileProvider } from "../../dev/identity-provider/hostile.ts";
import { LONGEST_BROKER_SESSION_SECONDS } from "../../functions/core/longest-session.ts";
import { err } from "../../functions/core/result.ts";
import { mintToken, someClaims } from "../support/identity-builders.ts";
import { createMemoryEndings } from "../support/memory-endings.ts";
import { ELSEWHERE } from "../support/memory-stores.ts";
import { EVENT, KEY, type LogoutStage, logoutStage, OTHER_KEY, revocationsOf } from "./logout-attempt.ts";
import { LOGOUT_CONTROLS, LOGOUT_ROWS } from "./logout-rows.ts";

const PERSON = { identityProvider: "corporate", subject: "5c1d0f7e-3b92" };

let hostile: HostileProvider;
beforeAll(async () => {
  hostile = await startHostileProvider();
});
afterAll(() => hostile.stop());

/** Neither tokens nor what they say of a session reach the trail. */
function expectDiscreet(stage: LogoutStage): void {
  expect(JSON.stringify(stage.audit.events)).not.toMatch(/eyJ|session-at-the-provider|evil\.example/);
}

describe("a logout token", () => {
  it.each(LOGOUT_CONTROLS)("ends sessions where $name [$clause]", async ({ token }) => {
    const stage = logoutStage(hostile);
    const response = await stage.send(token(stage));
    expect(response.statusCode).toBe(200);
    expect(response.body).toBeUndefined();
    expect(response.headers).toMatchObject({ "cache-control": "no-store" });
    expect(stage.everywhere.ends.length).toBeGreaterThan(0);
    expect(revocationsOf(stage)).toMatchObject([{ outcome: "success", by: "backchannel_logout" }]);
    expectDiscreet(stage);
  });

  it.each(LOGOUT_ROWS)("ends nothing where $name [$clause]", async ({ rule, token, deviations }) => {
    const stage = logoutStage(hostile);
    const sent = token === undefined ? stage.token() : token(stage);
    const response = await stage.send(sent, deviations?.(sent ?? ""));
    expect(response.statusCode).toBe(400);
    expect(response.headers).toMatchObject({ "cache-control": "no-store" });
    const { correlationId, ...said } = JSON.parse(response.body ?? "");
    expect(said).toStrictEqual({ error: "invalid_request" });
    expect(stage.everywhere.ends).toStrictEqual([]);
    const refused =
      rule === "identity_provider_unknown"
        ? { reason: rule, evidence: {} }
        : { reason: "logout_token_invalid", evidence: { rule } };
    expect(revocationsOf(stage)).toMatchObject([{ outcome: "refused", correlationId, refusal: refused }]);
    expectDiscreet(stage);
  });

  it("that is a real ID token of this provider ends nothing", async () => {
    const stage = logoutStage(hostile);
    const iat = Math.floor(Date.now() / 1000);
    const idToken = mintToken(KEY, someClaims({ iss: hostile.issuer, iat, exp: iat + 300, sid: "s" }));
    expect((await stage.send(idToken)).statusCode).toBe(400);
    expect(stage.everywhere.ends).toStrictEqual([]);
  });

  it("ends all sessions of the person until now, and those of the session for good", async () => {
    const stage = logoutStage(hostile);
    const before = Date.now();
    await stage.send(stage.token());
    const [person, session] = stage.everywhere.ends;
    expect(person?.sessions).toStrictEqual(PERSON);
    expect(person?.endedUntil).toBeGreaterThanOrEqual(before);
    expect(person?.endedUntil).toBeLessThanOrEqual(Date.now());
    expect(session?.sessions).toStrictEqual({ logoutKey: expect.stringMatching(/^[\w-]{22}$/) });
    expect(session?.endedUntil).toBe((person?.endedUntil ?? 0) + LONGEST_BROKER_SESSION_SECONDS * 1_000);
    expect(revocationsOf(stage)).toMatchObject([{ ...PERSON, scope: "person", missingIn: [] }]);
  });

  it("counts once, and another of the same person counts again", async () => {
    const stage = logoutStage(hostile);
    const token = stage.token();
    expect((await stage.send(token)).statusCode).toBe(200);
    const { length } = stage.everywhere.ends;
    expect((await stage.send(token)).statusCode).toBe(400);
    expect(stage.everywhere.ends).toHaveLength(length);
    expect(revocationsOf(stage).at(-1)?.refusal?.evidence).toStrictEqual({ rule: "replayed" });
    expect((await stage.send(stage.token())).statusCode).toBe(200);
  });

  it("may come again where a Region did not hear of it, as often as it takes", async () => {
    const away = [ELSEWHERE];
    const stage = logoutStage(hostile, {}, away);
    const token = stage.token();
    for (let time = 0; time < 2; time += 1) {
      const response = await stage.send(token);
      expect([response.statusCode, response.headers?.["retry-after"]]).toStrictEqual([503, "30"]);
    }
    expect(revocationsOf(stage)).toMatchObject([
      { outcome: "incomplete", severity: "error", missingIn: [ELSEWHERE] },
      { outcome: "incomplete", severity: "error", missingIn: [ELSEWHERE] },
    ]);
    away.pop();
    expect((await stage.send(token)).statusCode).toBe(200);
    expect((await stage.send(token)).statusCode).toBe(400);
  });

  it("asks the keeper to end streaming sessions, where the policy has it so", async () => {
    const endings = createMemoryEndings();
    const stage = logoutStage(hostile, {}, [], endings);
    expect((await stage.send(stage.token())).statusCode).toBe(200);
    const pending = await endings.pending();
    expect(pending.ok && pending.value.map(({ by, key }) => [by, key.length])).toStrictEqual([
      ["backchannel_logout", JSON.stringify(Object.values(PERSON)).length],
    ]);
  });

  it("asks the keeper by the session where that is all the token names", async () => {
    const endings = createMemoryEndings();
    const stage = logoutStage(hostile, {}, [], endings);
    expect((await stage.send(stage.token({ sub: undefined }))).statusCode).toBe(200);
    const pending = await endings.pending();
    expect(pending.ok && pending.value.map(({ key }) => key.length)).toStrictEqual([22]);
  });

  it("may come again where the keeper could not be asked", async () => {
    const stage = logoutStage(hostile, {}, [], { request: async () => err("unavailable") });
    const token = stage.token();
    expect((await stage.send(token)).statusCode).toBe(503);
    expect((await stage.send(token)).statusCode).toBe(503);
  });

  it("cannot be judged while the provider does not answer, and is asked for again", async () => {
    const stage = logoutStage(hostile);
    hostile.script.jwks = { keys: [] };
    const response = await stage.send(stage.token());
    expect(response.statusCode).toBe(503);
    expect(stage.everywhere.ends).toStrictEqual([]);
    expect(revocationsOf(stage)).toMatchObject([
      { outcome: "refused", refusal: { reason: "provider_unavailable" } },
    ]);
  });

  it("is judged by keys that were rolled since", async () => {
    const stage = logoutStage(hostile);
    expect((await stage.send(stage.token())).statusCode).toBe(200);
    hostile.script.jwks = { keys: [{ ...OTHER_KEY.publicJwk, kid: "next" }] };
    // Within the cool-down of the keys nobody makes us ask the provider again.
    expect((await stage.send(stage.token({}, { kid: "next" }, OTHER_KEY))).statusCode).toBe(400);
  });
});

describe("the table", () => {
  it("holds no name twice", () => {
    const names = [...LOGOUT_CONTROLS, ...LOGOUT_ROWS].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it("is what back-channel-logout.md shows", () => {
    const shown = [
      ...LOGOUT_CONTROLS.map(({ name, clause }) => `| ${name} | ${clause} | sessions ended |`),
      ...LOGOUT_ROWS.map(({ name, clause, rule }) => `| ${name} | ${clause} | \`${rule}\` |`),
    ];
    const page = readFileSync(new URL("back-channel-logout.md", import.meta.url), "utf8");
    const rows = page
      .split("\n")
      .filter((line) => line.startsWith("| ") && !/^\| (what is altered|---) \|/.test(line));
    expect(rows).toStrictEqual(shown);
    expect(EVENT).toBe("http://schemas.openid.net/event/backchannel-logout");
  });
});

import { describe, expect, it } from "vitest";
import {
  MAX_SEALED_LENGTH,
  openSession,
  readSession,
  type SessionPorts,
  sealSession,
} from "../functions/broker-session.ts";
import { err, ok } from "../functions/core/result.ts";
import type { PersonIndex } from "../functions/ending-ports.ts";
import { createSealer } from "../functions/identity/sealer.ts";
import type { Revocations } from "../functions/revocation-ports.ts";
import type { BrokerSession } from "../functions/sign-in-ports.ts";
import { anIndex, aPolicy, aPrincipal } from "./support/core-builders.ts";
import { anOidcPolicy, NOW } from "./support/identity-builders.ts";
import { createMemoryEndings } from "./support/memory-endings.ts";
import { createMemoryRevocations, NO_REVOCATIONS, REVOCATIONS_AWAY } from "./support/memory-revocations.ts";

const sealer = createSealer([{ id: "test", secret: new Uint8Array(32).fill(1) }]);

const SESSION: BrokerSession = {
  principal: aPrincipal({ identityProvider: "corporate", country: "ES", mfaEvidence: "amr=mfa" }),
  sessionId: "session-1",
  createdAt: NOW,
  expiresAt: NOW + 3600,
};

function portsAt(seconds: number, identityProviders = { corporate: anOidcPolicy() }): SessionPorts {
  return {
    sealer,
    revocations: NO_REVOCATIONS,
    index: anIndex(aPolicy({ identityProviders })),
    now: () => seconds * 1000,
  };
}

const seal = (session: BrokerSession = SESSION) => sealer.seal("broker-session", JSON.stringify(session));

describe("readSession", () => {
  it("reads the session that was sealed", async () => {
    expect(await readSession(portsAt(NOW), await seal())).toStrictEqual(SESSION);
  });

  it("reads a session of which optional facts are absent", async () => {
    const principal = aPrincipal({ identityProvider: "corporate", displayName: undefined, email: undefined });
    const session = await readSession(portsAt(NOW), await seal({ ...SESSION, principal }));
    expect([session?.principal.displayName, session?.principal.mfaEvidence]).toStrictEqual([
      undefined,
      undefined,
    ]);
  });

  it("reads it in its last second", async () => {
    expect(await readSession(portsAt(NOW + 3599.999), await seal())).toStrictEqual(SESSION);
  });

  it("reads none at the second it is over", async () => {
    expect(await readSession(portsAt(NOW + 3600), await seal())).toBeUndefined();
  });

  it("reads none where there is no cookie", async () => {
    expect(await readSession(portsAt(NOW), undefined)).toBeUndefined();
  });

  it.each(["", "garbage", "a.b.c.d.e", '{"principal":{}}'])("reads none in %j", async (sealed) => {
    expect(await readSession(portsAt(NOW), sealed)).toBeUndefined();
  });

  it("reads none of a provider that the policy no longer has", async () => {
    const ports = {
      ...portsAt(NOW),
      index: anIndex(aPolicy({ identityProviders: { partner: anOidcPolicy() } })),
    };
    expect(await readSession(ports, await seal())).toBeUndefined();
  });

  it.each(["__proto__", "constructor", "toString"])(
    "reads none of the provider %s, which every object seems to have",
    async (identityProvider) => {
      const principal = aPrincipal({ identityProvider });
      expect(await readSession(portsAt(NOW), await seal({ ...SESSION, principal }))).toBeUndefined();
    },
  );

  it.each(["login-transaction", "pending-sign-in", "launch-context"] as const)(
    "reads none in a sealed %s, whatever it holds",
    async (purpose) => {
      const sealed = await sealer.seal(purpose, JSON.stringify(SESSION));
      expect(await readSession(portsAt(NOW), sealed)).toBeUndefined();
    },
  );

  it("reads none that another key sealed", async () => {
    const other = createSealer([{ id: "test", secret: new Uint8Array(32).fill(2) }]);
    const sealed = await other.seal("broker-session", JSON.stringify(SESSION));
    expect(await readSession(portsAt(NOW), sealed)).toBeUndefined();
  });
});

describe("readSession, of a session that was ended", () => {
  const standing = async (endedUntil: number | undefined, change: Partial<BrokerSession> = {}) => {
    const revocations = createMemoryRevocations();
    if (endedUntil !== undefined) await revocations.end(SESSION.principal, endedUntil, NOW);
    const sealed = await seal({ ...SESSION, ...change });
    return await readSession({ ...portsAt(NOW + 5), revocations }, sealed);
  };

  it.each([
    ["before it was created", NOW * 1_000 - 1, true],
    ["in the millisecond that its second begins", NOW * 1_000, false],
    ["later in the second in which it was created", NOW * 1_000 + 999, false],
    ["after it was created", NOW * 1_000 + 4_000, false],
  ])("reads it by when the person's sessions ended: %s", async (_when, endedUntil, isRead) => {
    expect((await standing(endedUntil)) !== undefined).toBe(isRead);
  });

  it("reads one that was created in the second after", async () => {
    expect(await standing(NOW * 1_000 + 999, { createdAt: NOW + 1 })).toBeDefined();
  });

  it("reads none whose own logout key was ended, and those of others with the same person", async () => {
    const revocations = createMemoryRevocations();
    await revocations.end({ logoutKey: "of-the-sid" }, (NOW + 43_200) * 1_000, NOW);
    const ports = { ...portsAt(NOW), revocations };
    expect(
      await readSession(ports, await seal({ ...SESSION, logoutKeys: ["a", "of-the-sid"] })),
    ).toBeUndefined();
    expect(await readSession(ports, await seal({ ...SESSION, logoutKeys: ["a"] }))).toBeDefined();
    expect(await readSession(ports, await seal())).toBeDefined();
  });

  it("asks once for everything, and nothing for what is no session anyway", async () => {
    const asked: unknown[] = [];
    const revocations: Revocations = {
      read: async (...question) => {
        asked.push(question);
        return ok({ endedUntil: undefined, disabling: undefined });
      },
    };
    await readSession({ ...portsAt(NOW + 3600), revocations }, await seal());
    await readSession({ ...portsAt(NOW), revocations }, "garbage");
    expect(asked).toStrictEqual([]);
    await readSession({ ...portsAt(NOW), revocations }, await seal({ ...SESSION, logoutKeys: ["a", "b"] }));
    expect(asked).toMatchObject([[{ identityProvider: "corporate" }, ["a", "b"], NOW]]);
  });

  it("refuses everybody where the store does not answer", async () => {
    const support = { en: "Call 1234" };
    const index = anIndex(aPolicy({ identityProviders: { corporate: anOidcPolicy() }, support }));
    const ports = { ...portsAt(NOW), index, revocations: REVOCATIONS_AWAY };
    await expect(readSession(ports, await seal())).rejects.toMatchObject({
      ...{ name: "SessionRefused", refusal: { reason: "session_store_unavailable" }, support },
    });
  });

  it("refuses a person who is disabled, and says since when but not why", async () => {
    const revocations = createMemoryRevocations();
    const disabling = { by: "Ana", reason: "left the bank", at: NOW - 10, until: null };
    await revocations.disable(SESSION.principal, disabling);
    await expect(readSession({ ...portsAt(NOW), revocations }, await seal())).rejects.toMatchObject({
      refusal: { reason: "person_disabled", evidence: { since: NOW - 10, until: null } },
    });
  });

  it("opens it without asking for what only ends it", async () => {
    const ports = { ...portsAt(NOW), revocations: REVOCATIONS_AWAY };
    expect(await openSession(ports, await seal())).toStrictEqual(SESSION);
  });
});

describe("sealSession", () => {
  const ports = {
    sealer,
    revocations: NO_REVOCATIONS,
    now: () => NOW * 1000 + 999,
    randomText: (byteLength: number) => `random of ${byteLength} bytes`,
    sessions: { brokerSessionSeconds: 3600 },
  };
  /** Not compressible, so that the sealed length grows with the groups. */
  const groups = (count: number) => Array.from({ length: count }, (_, number) => `group-${number}`);

  it("seals a session with an id and times of its own", async () => {
    const sealed = await sealSession(ports, SESSION.principal);
    if (!sealed.ok) throw new Error(sealed.error.reason);
    expect(sealed.value.lifetimeSeconds).toBe(3600);
    expect(await readSession(portsAt(NOW), sealed.value.sealedSession)).toStrictEqual({
      ...{ principal: SESSION.principal, sessionId: "random of 16 bytes" },
      ...{ createdAt: NOW, createdAtMilliseconds: 1_800_000_000_999, expiresAt: NOW + 3600 },
    });
  });

  it("seals what the identity provider may end it by", async () => {
    const sealed = await sealSession(ports, SESSION.principal, ["of-the-sub", "of-the-sid"]);
    if (!sealed.ok) throw new Error(sealed.error.reason);
    const session = await openSession(portsAt(NOW), sealed.value.sealedSession);
    expect(session?.logoutKeys).toStrictEqual(["of-the-sub", "of-the-sid"]);
  });

  it("seals none for a person who is disabled, nor where that cannot be known", async () => {
    const revocations = createMemoryRevocations();
    await revocations.disable(SESSION.principal, { by: "Ana", reason: "left", at: NOW, until: NOW + 60 });
    expect(await sealSession({ ...ports, revocations }, SESSION.principal)).toMatchObject(
      err({ reason: "person_disabled", evidence: { since: NOW, until: NOW + 60 } }),
    );
    expect(await sealSession({ ...ports, revocations: REVOCATIONS_AWAY }, SESSION.principal)).toMatchObject(
      err({ reason: "session_store_unavailable" }),
    );
  });

  it("remembers whose streams a later end would mean, where the policy has them ended", async () => {
    const people = createMemoryEndings();
    await sealSession({ ...ports, people }, SESSION.principal, ["of-the-sid"]);
    const { identityProvider, subject, userId } = SESSION.principal;
    expect(await people.people("of-the-sid", NOW)).toStrictEqual(ok([{ identityProvider, subject, userId }]));
  });

  it("seals none whose streams nobody could end", async () => {
    const people: PersonIndex = { remember: async () => err("unavailable") };
    expect(await sealSession({ ...ports, people }, SESSION.principal)).toMatchObject(
      err({ reason: "session_store_unavailable" }),
    );
  });

  it("refuses what a browser would not keep, with the length and the number of groups", async () => {
    let count = 1;
    let sealed = await sealSession(ports, aPrincipal({ groups: groups(count) }));
    for (; sealed.ok; count += 1) {
      expect(sealed.value.sealedSession.length).toBeLessThanOrEqual(MAX_SEALED_LENGTH);
      sealed = await sealSession(ports, aPrincipal({ groups: groups(count + 1) }));
    }
    expect(count).toBeGreaterThan(50);
    expect(sealed.error).toMatchObject({ reason: "session_too_large", evidence: { groups: count } });
    expect(sealed.error.evidence.length).toBeGreaterThan(MAX_SEALED_LENGTH);
  });
});

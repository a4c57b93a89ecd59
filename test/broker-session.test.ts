import { describe, expect, it } from "vitest";
import {
  MAX_SEALED_LENGTH,
  readSession,
  type SessionPorts,
  sealSession,
} from "../functions/broker-session.ts";
import { createSealer } from "../functions/identity/sealer.ts";
import type { BrokerSession } from "../functions/sign-in-ports.ts";
import { anIndex, aPolicy, aPrincipal } from "./support/core-builders.ts";
import { anOidcPolicy, NOW } from "./support/identity-builders.ts";

const sealer = createSealer([{ id: "test", secret: new Uint8Array(32).fill(1) }]);

const SESSION: BrokerSession = {
  principal: aPrincipal({ identityProvider: "corporate", country: "ES", mfaEvidence: "amr=mfa" }),
  sessionId: "session-1",
  createdAt: NOW,
  expiresAt: NOW + 3600,
};

function portsAt(seconds: number, identityProviders = { corporate: anOidcPolicy() }): SessionPorts {
  return { sealer, index: anIndex(aPolicy({ identityProviders })), now: () => seconds * 1000 };
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

describe("sealSession", () => {
  const ports = {
    sealer,
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
      ...{ createdAt: NOW, expiresAt: NOW + 3600 },
    });
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

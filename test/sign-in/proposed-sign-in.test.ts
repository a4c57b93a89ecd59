import { describe, expect, it } from "vitest";
import { refusal } from "../../functions/core/refusal.ts";
import { err, ok } from "../../functions/core/result.ts";
import { createSealer } from "../../functions/identity/sealer.ts";
import type { HomeStores, OneTimeStore } from "../../functions/ports.ts";
import {
  createAcceptProposal,
  proposeSignIn,
  readProposal,
} from "../../functions/sign-in/proposed-sign-in.ts";
import type { BrokerSession, PendingSignIn } from "../../functions/sign-in-ports.ts";
import { aPrincipal } from "../support/core-builders.ts";
import { NOW } from "../support/identity-builders.ts";
import { NO_REVOCATIONS } from "../support/memory-revocations.ts";
import { createMemoryHomeStores, HOME } from "../support/memory-stores.ts";

const sealer = createSealer([{ id: "test", secret: new Uint8Array(32).fill(3) }]);
const ANA = aPrincipal();
const LIFETIME = 300;

const PENDING: PendingSignIn = {
  id: "proposal-1",
  region: HOME,
  principal: ANA,
  application: "treasury",
  expiresAt: NOW + LIFETIME,
};

function portsAt(seconds: number, homes: HomeStores = createMemoryHomeStores()) {
  return {
    sealer,
    revocations: NO_REVOCATIONS,
    homes,
    now: () => seconds * 1000,
    randomText: (byteLength: number) => `random of ${byteLength} bytes`,
    sessions: { brokerSessionSeconds: 3600 },
  };
}

const seal = (pending: PendingSignIn = PENDING) => sealer.seal("pending-sign-in", JSON.stringify(pending));

describe("proposeSignIn", () => {
  it("seals who is proposed, for which application and until when, under an id of 128 bits", async () => {
    const proposed = await proposeSignIn(portsAt(NOW + 0.9), ANA, "treasury");
    if (!proposed.ok) throw new Error(proposed.error.reason);
    expect(proposed.value).toMatchObject({ lifetimeSeconds: LIFETIME, principal: ANA });
    const opened = await sealer.open("pending-sign-in", proposed.value.sealedProposal);
    expect(JSON.parse(opened ?? "")).toStrictEqual(
      JSON.parse(JSON.stringify({ ...PENDING, id: "random of 16 bytes" })),
    );
  });

  it("is no session and no transaction", async () => {
    const proposed = await proposeSignIn(portsAt(NOW), ANA, undefined);
    const sealed = proposed.ok ? proposed.value.sealedProposal : "";
    for (const purpose of ["broker-session", "login-transaction", "launch-context"] as const) {
      expect(await sealer.open(purpose, sealed)).toBeUndefined();
    }
  });

  it("refuses one that no cookie holds, and says how many groups there are", async () => {
    const groups = Array.from({ length: 100 }, (_, number) => `${number}-`.padEnd(32, "g"));
    expect(await proposeSignIn(portsAt(NOW), aPrincipal({ groups }), "treasury")).toStrictEqual(
      err(refusal("session_too_large", { length: expect.any(Number), groups: 100 })),
    );
  });
});

describe("readProposal", () => {
  it("reads the proposal that was sealed", async () => {
    const pending = await readProposal(portsAt(NOW), "campus", await seal());
    expect(pending).toStrictEqual(JSON.parse(JSON.stringify(PENDING)));
  });

  it("reads it in its last second, and none from the second it is over", async () => {
    const sealed = await seal();
    expect(await readProposal(portsAt(NOW + LIFETIME - 0.001), "campus", sealed)).toBeDefined();
    expect(await readProposal(portsAt(NOW + LIFETIME), "campus", sealed)).toBeUndefined();
  });

  it.each(["partner", "", "constructor"])("reads none for the identity provider %j", async (other) => {
    expect(await readProposal(portsAt(NOW), other, await seal())).toBeUndefined();
  });

  it.each([undefined, "", "garbage", "a.b.c.d.e"])("reads none in %j", async (sealed) => {
    expect(await readProposal(portsAt(NOW), "campus", sealed)).toBeUndefined();
  });

  it.each(["broker-session", "login-transaction", "launch-context"] as const)(
    "reads none in a sealed %s, whatever it holds",
    async (purpose) => {
      const sealed = await sealer.seal(purpose, JSON.stringify(PENDING));
      expect(await readProposal(portsAt(NOW), "campus", sealed)).toBeUndefined();
    },
  );
});

describe("createAcceptProposal", () => {
  it("makes a session of the proposed person and gives the tile's launch back", async () => {
    const accepted = await createAcceptProposal(portsAt(NOW + 5))(PENDING);
    expect(accepted).toStrictEqual(
      ok({
        ...{ principal: ANA, sealedSession: expect.any(String), lifetimeSeconds: 3600 },
        intent: { application: "treasury", context: undefined, client: "web" },
      }),
    );
    const sealed = accepted.ok ? accepted.value.sealedSession : "";
    const session = JSON.parse((await sealer.open("broker-session", sealed)) ?? "") as BrokerSession;
    expect(session).toMatchObject({ principal: { subject: ANA.subject }, sessionId: "random of 16 bytes" });
    expect([session.createdAt, session.expiresAt]).toStrictEqual([NOW + 5, NOW + 3605]);
  });

  it("leads to the start page without an application", async () => {
    const accepted = await createAcceptProposal(portsAt(NOW))({ ...PENDING, application: undefined });
    expect(accepted).toMatchObject({ ok: true, value: { intent: undefined } });
  });

  it("tells the store the proposal's end, under a name of its own", async () => {
    const consumed: unknown[] = [];
    const oneTime: OneTimeStore = {
      consume: async (...call) => {
        consumed.push(call);
        return ok(undefined);
      },
    };
    await createAcceptProposal(portsAt(NOW + 7.5, createMemoryHomeStores({ [HOME]: oneTime })))(PENDING);
    expect(consumed).toStrictEqual([["pending-sign-in proposal-1", NOW + LIFETIME, NOW + 7]]);
  });

  it("takes one yes of a thousand to one proposal, and one to each of two", async () => {
    const accept = createAcceptProposal(portsAt(NOW));
    const all = await Promise.all(Array.from({ length: 1_000 }, () => accept(PENDING)));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    expect(all.filter(({ ok }) => !ok)).toStrictEqual(
      Array.from({ length: 999 }, () => err(refusal("pending_sign_in_missing"))),
    );
    expect(await accept({ ...PENDING, id: "proposal-2" })).toMatchObject({ ok: true });
  });

  it("refuses where the store does not answer", async () => {
    const oneTime: OneTimeStore = { consume: async () => err("unavailable") };
    expect(
      await createAcceptProposal(portsAt(NOW, createMemoryHomeStores({ [HOME]: oneTime })))(PENDING),
    ).toStrictEqual(err(refusal("login_store_unavailable", { region: HOME })));
  });

  it("refuses a session that no cookie holds", async () => {
    const groups = Array.from({ length: 100 }, (_, number) => `${number}-`.padEnd(32, "g"));
    const pending = { ...PENDING, principal: aPrincipal({ groups }) };
    expect(await createAcceptProposal(portsAt(NOW))(pending)).toMatchObject({
      error: { reason: "session_too_large", evidence: { groups: 100 } },
    });
  });
});

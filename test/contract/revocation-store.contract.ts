/** What every RevocationStore must do: what ended stays ended, and one person's end is nobody else's. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { LONGEST_BROKER_SESSION_SECONDS } from "../../functions/core/longest-session.ts";
import { ok } from "../../functions/core/result.ts";
import type { Disabling, Identity, RevocationStore } from "../../functions/revocation-ports.ts";

const NOW = 1_795_165_200;
const NOTHING = { endedUntil: undefined, disabling: undefined };
const LEFT: Disabling = { by: "Ana", reason: "left the bank", at: NOW, until: null };

/** `make` gives a store; people are new in every test. */
export function describeRevocationStore(make: () => RevocationStore): void {
  const somebody = (): Identity => ({ identityProvider: "corporate", subject: randomUUID() });
  const ended = (endedUntil: number) => ok({ ...NOTHING, endedUntil });

  describe("read", () => {
    it("finds nothing of a person whom nobody ended", async () => {
      expect(await make().read(somebody(), [randomUUID()], NOW)).toStrictEqual(ok(NOTHING));
    });

    it("finds the latest of what ends a session", async () => {
      const store = make();
      const [person, first, second] = [somebody(), randomUUID(), randomUUID()];
      await store.end(person, 1_000, NOW);
      await store.end({ logoutKey: second }, 3_000, NOW);
      expect(await store.read(person, [first, second], NOW)).toStrictEqual(ended(3_000));
      expect(await store.read(person, [first], NOW)).toStrictEqual(ended(1_000));
      expect(await store.read(somebody(), [second], NOW)).toStrictEqual(ended(3_000));
    });
  });

  describe("end", () => {
    it("ends nobody else's sessions", async () => {
      const store = make();
      const person = somebody();
      await store.end(person, 1_000, NOW);
      const others = [
        { ...person, identityProvider: "partner" },
        { ...person, subject: person.subject.toUpperCase() },
        { ...person, subject: `${person.subject} ` },
        { identityProvider: `corporate","${person.subject}`, subject: "" },
      ];
      for (const other of others) expect(await store.read(other, [], NOW)).toStrictEqual(ok(NOTHING));
      expect(await store.read(somebody(), [person.subject], NOW)).toStrictEqual(ok(NOTHING));
    });

    it("never takes back what a later one ended", async () => {
      const store = make();
      const person = somebody();
      expect(await store.end(person, 2_000, NOW)).toStrictEqual(ok(undefined));
      expect(await store.end(person, 1_999, NOW + 1)).toStrictEqual(ok(undefined));
      expect(await store.end(person, 2_000, NOW + 1)).toStrictEqual(ok(undefined));
      expect(await store.read(person, [], NOW)).toStrictEqual(ended(2_000));
      await store.end(person, 2_001, NOW + 1);
      expect(await store.read(person, [], NOW)).toStrictEqual(ended(2_001));
    });

    it("keeps the latest of twenty at once", async () => {
      const store = make();
      const person = somebody();
      const times = Array.from({ length: 20 }, (_, place) => 1_000 + ((place * 7) % 20));
      const written = await Promise.all(times.map((time) => store.end(person, time, NOW)));
      expect(written.every(({ ok: isOk }) => isOk)).toBe(true);
      expect(await store.read(person, [], NOW)).toStrictEqual(ended(1_019));
    });

    it("is remembered longer than any session that it ends", async () => {
      const store = make();
      const person = somebody();
      await store.end(person, NOW * 1_000, NOW);
      const last = NOW + LONGEST_BROKER_SESSION_SECONDS + 1;
      expect(await store.read(person, [], last)).toStrictEqual(ended(NOW * 1_000));
      expect(await store.read(person, [], last + 600)).toStrictEqual(ok(NOTHING));
    });

    it("ends again what was forgotten, whatever the table still holds", async () => {
      const store = make();
      const person = somebody();
      const later = NOW + LONGEST_BROKER_SESSION_SECONDS + 601;
      await store.end(person, 5_000, NOW);
      await store.end(person, 4_000, later);
      expect(await store.read(person, [], later)).toStrictEqual(ended(4_000));
    });
  });

  describe("disable", () => {
    it("disables one person until somebody enables them", async () => {
      const store = make();
      const person = somebody();
      expect(await store.disable(person, LEFT)).toStrictEqual(ok(undefined));
      const years = NOW + 100_000_000;
      expect(await store.read(person, [], years)).toStrictEqual(ok({ ...NOTHING, disabling: LEFT }));
      expect(await store.read(somebody(), [], NOW)).toStrictEqual(ok(NOTHING));
      expect(await store.enable(person)).toStrictEqual(ok(undefined));
      expect(await store.read(person, [], NOW)).toStrictEqual(ok(NOTHING));
    });

    it("ends at its end, to the second", async () => {
      const store = make();
      const person = somebody();
      await store.disable(person, { ...LEFT, until: NOW + 60 });
      expect(await store.read(person, [], NOW + 59)).toMatchObject(ok({ disabling: { until: NOW + 60 } }));
      expect(await store.read(person, [], NOW + 60)).toStrictEqual(ok(NOTHING));
    });

    it("replaces a former one, its end included", async () => {
      const store = make();
      const person = somebody();
      await store.disable(person, { ...LEFT, until: NOW + 60 });
      await store.disable(person, LEFT);
      expect(await store.read(person, [], NOW + 60)).toStrictEqual(ok({ ...NOTHING, disabling: LEFT }));
    });

    it("says nothing of sessions, and enabling brings none back", async () => {
      const store = make();
      const person = somebody();
      await store.end(person, 1_000, NOW);
      await store.disable(person, LEFT);
      await store.enable(person);
      expect(await store.read(person, [], NOW)).toStrictEqual(ended(1_000));
    });

    it("stores nothing of it but who, why and when", async () => {
      const store = make();
      const person = somebody();
      await store.disable(person, { ...LEFT, also: true } as Disabling);
      expect(await store.read(person, [], NOW)).toStrictEqual(ok({ ...NOTHING, disabling: LEFT }));
    });
  });

  describe("enable", () => {
    it("has nothing against a person who is not disabled", async () => {
      expect(await make().enable(somebody())).toStrictEqual(ok(undefined));
    });
  });
}

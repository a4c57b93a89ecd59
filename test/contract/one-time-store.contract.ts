/** What every OneTimeStore must do: a callback counts once, whoever races and however late the table deletes. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { err, ok } from "../../functions/core/result.ts";
import type { OneTimeStore } from "../../functions/ports.ts";

const NOW = 1_795_165_200;

/** `make` gives a store that knows none of these transactions; their ids are new in every test. */
export function describeOneTimeStore(make: () => OneTimeStore): void {
  describe("consume", () => {
    it("lets a new transaction pass", async () => {
      expect(await make().consume(randomUUID(), NOW + 600, NOW)).toStrictEqual(ok(undefined));
    });

    it("refuses the second time, and every time after it", async () => {
      const store = make();
      const id = randomUUID();
      await store.consume(id, NOW + 600, NOW);
      expect(await store.consume(id, NOW + 600, NOW)).toStrictEqual(err("conflict"));
      expect(await store.consume(id, NOW + 600, NOW + 599)).toStrictEqual(err("conflict"));
    });

    it("does not let a second callback prolong or shorten what it is refused", async () => {
      const store = make();
      const id = randomUUID();
      await store.consume(id, NOW + 600, NOW);
      expect(await store.consume(id, NOW + 1, NOW)).toStrictEqual(err("conflict"));
      expect(await store.consume(id, NOW + 600, NOW + 300)).toStrictEqual(err("conflict"));
    });

    it("keeps transactions apart", async () => {
      const store = make();
      const id = randomUUID();
      await store.consume(id, NOW + 600, NOW);
      expect(await store.consume(`${id}-`, NOW + 600, NOW)).toStrictEqual(ok(undefined));
      expect(await store.consume(id.toUpperCase(), NOW + 600, NOW)).toStrictEqual(ok(undefined));
    });

    it("lets exactly one of fifty racing callbacks win", async () => {
      const store = make();
      const id = randomUUID();
      const outcomes = await Promise.all(Array.from({ length: 50 }, () => store.consume(id, NOW + 600, NOW)));
      expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
      expect(outcomes.filter((outcome) => !outcome.ok && outcome.error === "conflict")).toHaveLength(49);
    });

    it("takes an expired leftover that the table has not deleted yet for gone", async () => {
      const store = make();
      const id = randomUUID();
      await store.consume(id, NOW + 600, NOW);
      expect(await store.consume(id, NOW + 1_800, NOW + 600)).toStrictEqual(ok(undefined));
      expect(await store.consume(id, NOW + 1_800, NOW + 601)).toStrictEqual(err("conflict"));
    });

    it("lets exactly one of fifty win an expired leftover", async () => {
      const store = make();
      const id = randomUUID();
      await store.consume(id, NOW - 1, NOW - 600);
      const outcomes = await Promise.all(Array.from({ length: 50 }, () => store.consume(id, NOW + 600, NOW)));
      expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    });

    it.each([
      ["a very long id", "x".repeat(5_000)],
      ["an id of other alphabets", "ключ-鍵-\u0000-🔑"],
    ])("copes with %s", async (_name, id) => {
      const store = make();
      const unique = `${randomUUID()}${id}`;
      expect(await store.consume(unique, NOW + 600, NOW)).toStrictEqual(ok(undefined));
      expect(await store.consume(unique, NOW + 600, NOW)).toStrictEqual(err("conflict"));
    });
  });
}

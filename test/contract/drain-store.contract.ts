/** What every DrainStore must do: what one command wrote, no other command takes away. */
import { describe, expect, it } from "vitest";
import { ok } from "../../functions/core/result.ts";
import type { Drain } from "../../functions/core/situation.ts";
import type { DrainStore } from "../../functions/ports.ts";

const PATCHING: Drain = { owner: "Ana", reason: "patching", until: 1_795_172_400 };
const MOVING: Drain = { owner: "Ben", reason: "new image", until: 1_795_258_800 };

/** `make` gives a store where nothing is drained. */
export function describeDrainStore(make: () => Promise<DrainStore>): void {
  const read = async (store: DrainStore): Promise<Readonly<Record<string, Drain>>> => {
    const drains = await store.read();
    if (!drains.ok) throw new Error(drains.error);
    return Object.fromEntries(drains.value);
  };

  describe("read", () => {
    it("finds nothing where nobody drained anything", async () => {
      expect(await read(await make())).toStrictEqual({});
    });

    it("also gives drains that are over", async () => {
      const store = await make();
      await store.begin("ireland", { ...PATCHING, until: 1 });
      expect(await read(store)).toStrictEqual({ ireland: { ...PATCHING, until: 1 } });
    });
  });

  describe("begin", () => {
    it("drains a fleet beside those that are drained already", async () => {
      const store = await make();
      expect(await store.begin("ireland", PATCHING)).toStrictEqual(ok(undefined));
      expect(await store.begin("virginia", MOVING)).toStrictEqual(ok(undefined));
      expect(await read(store)).toStrictEqual({ ireland: PATCHING, virginia: MOVING });
    });

    it("replaces the drain of the same fleet", async () => {
      const store = await make();
      await store.begin("ireland", PATCHING);
      await store.begin("ireland", MOVING);
      expect(await read(store)).toStrictEqual({ ireland: MOVING });
    });

    it("loses none of twenty that begin at once", async () => {
      const store = await make();
      const fleets = Array.from({ length: 20 }, (_, number) => `fleet-${number}`);
      await Promise.all(fleets.map((fleet) => store.begin(fleet, PATCHING)));
      expect(Object.keys(await read(store)).toSorted()).toStrictEqual(fleets.toSorted());
    });

    it.each([
      ["a reserved word", "status"],
      ["the key's name", "pk"],
      ["hyphens and digits", "9-eu-west-1"],
      ["other alphabets and quotes", 'флот."x"'],
      ["a name of every object", "constructor"],
    ])("takes a fleet whose id is %s", async (_what, fleet) => {
      const store = await make();
      await store.begin(fleet, { owner: 'O"Neil', reason: "линия\n🔧", until: 1_795_172_400 });
      expect(Object.entries(await read(store))).toStrictEqual([
        [fleet, { owner: 'O"Neil', reason: "линия\n🔧", until: 1_795_172_400 }],
      ]);
      await store.end(fleet);
      expect(await read(store)).toStrictEqual({});
    });

    it("stores nothing of a drain but owner, reason and end", async () => {
      const store = await make();
      await store.begin("ireland", { ...PATCHING, force: true } as Drain);
      expect(await read(store)).toStrictEqual({ ireland: PATCHING });
    });
  });

  describe("end", () => {
    it("opens one fleet and leaves the others drained", async () => {
      const store = await make();
      await store.begin("ireland", PATCHING);
      await store.begin("virginia", MOVING);
      expect(await store.end("ireland")).toStrictEqual(ok(undefined));
      expect(await read(store)).toStrictEqual({ virginia: MOVING });
    });

    it("has nothing against a fleet that is not drained", async () => {
      expect(await (await make()).end("ireland")).toStrictEqual(ok(undefined));
    });
  });
}

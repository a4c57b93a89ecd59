/** What every FavouriteStore must do. Run on the one in memory, on dynalite and on DynamoDB Local. */
import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import type { FavouriteStore } from "../../functions/catalogue-ports.ts";
import { ok } from "../../functions/core/result.ts";

const NOW = 1_795_165_200_000;
const KEPT = 2 * 366 * 86_400_000;

export function describeFavouriteStore(make: () => FavouriteStore): void {
  const stage = () => ({ store: make(), userId: `u-${randomUUID()}` });
  const favouritesOf = async (store: FavouriteStore, userId: string, now = NOW) => [
    ...(await store.read(userId, now)),
  ];

  it("knows none of somebody who has none", async () => {
    const { store, userId } = stage();
    expect(await favouritesOf(store, userId)).toStrictEqual([]);
  });

  it("keeps them, the newest first, and each once", async () => {
    const { store, userId } = stage();
    expect(await store.set(userId, "treasury", true, NOW)).toStrictEqual(ok(undefined));
    await store.set(userId, "design", true, NOW + 1);
    await store.set(userId, "treasury", true, NOW + 2);
    expect(await favouritesOf(store, userId, NOW + 2)).toStrictEqual(["treasury", "design"]);
  });

  it("forgets what is none any more, until it is again", async () => {
    const { store, userId } = stage();
    await store.set(userId, "treasury", true, NOW);
    await store.set(userId, "treasury", false, NOW + 1);
    expect(await favouritesOf(store, userId, NOW + 1)).toStrictEqual([]);
    await store.set(userId, "treasury", true, NOW + 2);
    expect(await favouritesOf(store, userId, NOW + 2)).toStrictEqual(["treasury"]);
  });

  it("keeps people apart", async () => {
    const { store, userId } = stage();
    await store.set(userId, "treasury", true, NOW);
    expect(await favouritesOf(store, `${userId}2`)).toStrictEqual([]);
  });

  it("keeps each for two years after the last word on it", async () => {
    const { store, userId } = stage();
    await store.set(userId, "treasury", true, NOW);
    expect(await favouritesOf(store, userId, NOW + KEPT - 1)).toStrictEqual(["treasury"]);
    expect(await favouritesOf(store, userId, NOW + KEPT)).toStrictEqual([]);
  });

  it("knows the newest hundred", async () => {
    const { store, userId } = stage();
    const all = Array.from({ length: 103 }, (_, place) => `app-${place}`);
    await Promise.all(all.map((application, place) => store.set(userId, application, true, NOW + place)));
    expect(await favouritesOf(store, userId, NOW + 200)).toStrictEqual(all.slice(3).reverse());
  });

  it.each(["expiresAt", "pk", "set", "a-b-c"])("takes an application called %s", async (application) => {
    const { store, userId } = stage();
    await store.set(userId, application, true, NOW);
    expect(await favouritesOf(store, userId)).toStrictEqual([application]);
  });
}

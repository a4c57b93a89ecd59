/** What every PlaceStore must do. Run on the one in memory, on dynalite and on DynamoDB Local. */
import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { ok } from "../../functions/core/result.ts";
import type { RecordedPlace } from "../../functions/ports.ts";
import type { PlaceArchive } from "../../functions/session-ports.ts";

const NOW = 1_795_165_200;
/** Five days of session, ten hours to come back. */
const LONGEST = 468_000;

const aPlace = (overrides: Partial<RecordedPlace> = {}): RecordedPlace => ({
  ...{ fleet: "ireland", launchId: "launch-1", application: "treasury", launchedAt: NOW },
  ...overrides,
});

export function describePlaceStore(make: () => PlaceArchive): void {
  const stage = () => ({ store: make(), userId: `u-${randomUUID()}` });

  it("knows nothing of somebody who never launched", async () => {
    const { store, userId } = stage();
    expect(await store.recent(userId, NOW)).toStrictEqual([]);
  });

  it("remembers one place a fleet, the last one", async () => {
    const { store, userId } = stage();
    expect(await store.remember(userId, aPlace(), NOW)).toStrictEqual(ok(undefined));
    const frankfurt = aPlace({ fleet: "frankfurt", launchId: "launch-2" });
    await store.remember(userId, frankfurt, NOW);
    const later = aPlace({ launchId: "launch-3", application: "payroll", launchedAt: NOW + 9 });
    await store.remember(userId, later, NOW + 9);
    const places = await store.recent(userId, NOW + 10);
    expect(places).toHaveLength(2);
    expect(places).toEqual(expect.arrayContaining([frankfurt, later]));
  });

  it("remembers that its session was ended, and by whom, until the next launch goes there", async () => {
    const { store, userId } = stage();
    const ended = aPlace({ endedAt: NOW + 60, endedBy: "help_desk" });
    await store.remember(userId, ended, NOW + 60);
    expect(await store.recent(userId, NOW + 60)).toStrictEqual([ended]);
    expect(await store.recent(userId, NOW + LONGEST)).toStrictEqual([ended]);
    expect(await store.recent(userId, NOW + 60 + LONGEST)).toStrictEqual([]);
    await store.remember(userId, aPlace({ launchedAt: NOW + 61 }), NOW + 61);
    expect(await store.recent(userId, NOW + 61)).toStrictEqual([aPlace({ launchedAt: NOW + 61 })]);
  });

  it("says the same with a word on what could not be read, which is nothing", async () => {
    const { store, userId } = stage();
    await store.remember(userId, aPlace(), NOW);
    expect(await store.everywhere(userId, NOW)).toStrictEqual({ places: [aPlace()], silentRegions: [] });
    expect((await store.everywhere(userId, NOW + LONGEST)).places).toStrictEqual([]);
  });

  it("keeps people apart", async () => {
    const { store, userId } = stage();
    await store.remember(userId, aPlace(), NOW);
    expect(await store.recent(`${userId}2`, NOW)).toStrictEqual([]);
  });

  it("forgets a place once no session of then can be alive", async () => {
    const { store, userId } = stage();
    await store.remember(userId, aPlace(), NOW);
    expect(await store.recent(userId, NOW + LONGEST - 1)).toHaveLength(1);
    expect(await store.recent(userId, NOW + LONGEST)).toStrictEqual([]);
  });

  it.each(["expiresAt", "pk", "end", "a-b_c"])("takes a fleet called %s", async (fleet) => {
    const { store, userId } = stage();
    await store.remember(userId, aPlace({ fleet }), NOW);
    expect(await store.recent(userId, NOW)).toStrictEqual([aPlace({ fleet })]);
  });

  it("loses nothing of two launches at once", async () => {
    const { store, userId } = stage();
    const fleets = Array.from({ length: 20 }, (_, place) => `fleet-${place}`);
    await Promise.all(fleets.map((fleet) => store.remember(userId, aPlace({ fleet }), NOW)));
    const places = await store.recent(userId, NOW);
    expect(new Set(places.map(({ fleet }) => fleet))).toStrictEqual(new Set(fleets));
  });
}

import { describe, expect, it } from "vitest";
import type { FleetWatch } from "../../functions/ports.ts";
import {
  aWatchStage,
  IRELAND,
  indexedFleet,
  NOW,
  PERIOD,
  VIRGINIA,
  type WatchStage,
} from "../support/watch-stage.ts";

/** What the watch says of the fleet's free places, at the stage's time. */
async function freePlaces(
  watch: FleetWatch,
  now: number,
  fleet = IRELAND,
): Promise<number | null | undefined> {
  const known = (await watch.observe([fleet], now)).fleets.get(fleet.id);
  return known === undefined || known === "not_found" ? undefined : known.freePlaces;
}

/** Lets what is under way in the background end. */
async function settle(stage: WatchStage): Promise<void> {
  stage.appstream.answer();
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

describe("createFleetWatch", () => {
  it("asks AppStream at the first look, and says what it said", async () => {
    const stage = aWatchStage();
    const observed = await stage.environment().observe([IRELAND, VIRGINIA], NOW);
    expect([...observed.fleets.keys()]).toStrictEqual(["ireland", "virginia"]);
    expect(observed.fleets.get("ireland")).toMatchObject({ freePlaces: 5, observedAt: NOW });
    expect([...stage.asked].sort()).toStrictEqual(["eu-west-1", "us-east-1"]);
  });

  it("leaves out a fleet that nothing is known of", async () => {
    const observed = await aWatchStage()
      .environment()
      .observe([indexedFleet("cork")], NOW);
    expect(observed.fleets.size).toBe(0);
  });

  it("asks once a Region and period for twenty environments and two hundred looks at once", async () => {
    const stage = aWatchStage();
    const environments = Array.from({ length: 20 }, () => stage.environment());
    for (let period = 0; period < 3; period += 1) {
      const looks = Array.from({ length: 200 }, (_, place) =>
        environments[place % environments.length]?.observe([IRELAND, VIRGINIA], NOW + period * PERIOD),
      );
      await Promise.all(looks);
      expect(stage.asked).toHaveLength(2 * (period + 1));
      stage.pass(PERIOD);
    }
  });

  it("uses what another environment saw", async () => {
    const stage = aWatchStage();
    await stage.environment().observe([IRELAND], NOW);
    stage.pass(PERIOD - 1);
    expect(await freePlaces(stage.environment(), NOW + PERIOD - 1)).toBe(5);
    expect(stage.asked).toHaveLength(1);
  });

  it("looks again when the period is over", async () => {
    const stage = aWatchStage();
    const watch = stage.environment();
    await watch.observe([IRELAND], NOW);
    stage.appstream.freePlaces = 0;
    stage.pass(PERIOD - 1);
    expect(await freePlaces(watch, NOW + PERIOD - 1)).toBe(5);
    stage.pass(1);
    expect(await freePlaces(watch, NOW + PERIOD)).toBe(0);
  });

  it("goes on with the last known while AppStream fails, and then knows nothing", async () => {
    const stage = aWatchStage();
    const watch = stage.environment();
    await watch.observe([IRELAND], NOW);
    stage.appstream.mode = "failing";
    stage.pass(60_000);
    expect(await freePlaces(watch, NOW + 60_000)).toBe(5);
    expect(await freePlaces(watch, NOW + 60_001)).toBeUndefined();
  });

  it("asks again half a period after a failure, with jitter, whoever looks meanwhile", async () => {
    const stage = aWatchStage();
    const [watch, other] = [stage.environment(), stage.environment()];
    stage.appstream.mode = "failing";
    const look = async (): Promise<void> => {
      for (const each of [watch, other]) {
        await each.observe([IRELAND], NOW);
        await settle(stage);
      }
    };
    await look();
    stage.pass(PERIOD * 0.625 - 1);
    await look();
    expect(stage.asked).toHaveLength(1);
    stage.pass(1_000);
    stage.appstream.mode = "running";
    await look();
    expect(stage.asked).toHaveLength(2);
  });

  it("does not wait for what was late, and uses it once it is there", async () => {
    const stage = aWatchStage();
    const watch = stage.environment();
    stage.appstream.mode = "late";
    expect(await freePlaces(watch, NOW)).toBeUndefined();
    stage.pass(100);
    await settle(stage);
    expect(await freePlaces(watch, NOW + 100)).toBe(5);
    expect(stage.asked).toHaveLength(1);
  });

  it("waits once for what is under way, and not again once that has taken too long", async () => {
    const stage = aWatchStage();
    const watch = stage.environment();
    stage.appstream.mode = "late";
    await watch.observe([IRELAND], NOW);
    stage.pass(100);
    expect(await freePlaces(watch, NOW + 100)).toBeUndefined();
    expect(stage.asked).toHaveLength(1);
  });

  it("holds nothing against a Region that answered while its environment was stopped", async () => {
    const stage = aWatchStage();
    const watch = stage.environment();
    stage.appstream.mode = "late";
    await watch.observe([IRELAND], NOW);
    stage.pass(600_000);
    await settle(stage);
    stage.appstream.mode = "running";
    stage.appstream.freePlaces = 3;
    expect(await freePlaces(watch, NOW + 600_000)).toBe(3);
  });

  it("starts anew where its environment was stopped while it asked", async () => {
    const stage = aWatchStage();
    const watch = stage.environment();
    stage.appstream.mode = "late";
    await watch.observe([IRELAND], NOW);
    stage.pass(600_000);
    stage.appstream.mode = "running";
    expect(await freePlaces(watch, NOW + 600_000)).toBe(5);
    await settle(stage);
    expect(await freePlaces(watch, NOW + 600_000)).toBe(5);
    expect(stage.asked).toHaveLength(2);
  });

  it("knows nothing and asks nobody where the store is away", async () => {
    const stage = aWatchStage();
    stage.snapshots.setAway(true);
    const watch = stage.environment();
    expect(await freePlaces(watch, NOW)).toBeUndefined();
    stage.pass(1_000);
    expect(await freePlaces(watch, NOW + 1_000)).toBeUndefined();
    expect(stage.asked).toHaveLength(0);
  });

  it("uses what it saw itself where it cannot be shared, and claims nothing that it cannot", async () => {
    const stage = aWatchStage();
    const shared = aWatchStage().snapshots;
    const unwritable = aWatchStage((owner) => ({
      ...shared.seenBy(owner),
      claim: async () => ({ ok: false, error: "unavailable" }),
    }));
    expect(await freePlaces(unwritable.environment(), NOW)).toBeUndefined();
    expect(unwritable.asked).toHaveLength(0);
    const unshared = aWatchStage((owner) => ({
      ...stage.snapshots.seenBy(owner),
      publish: async () => ({ ok: false, error: "unavailable" }),
    }));
    expect(await freePlaces(unshared.environment(), NOW)).toBe(5);
  });

  it("never rejects, not even for a bug in what it stands on", async () => {
    const stage = aWatchStage();
    stage.appstream.mode = "broken";
    const watch = stage.environment();
    expect((await watch.observe([IRELAND], NOW)).fleets.size).toBe(0);
    expect((await watch.observe([IRELAND], NOW)).fleets.size).toBe(0);
    expect(stage.asked).toHaveLength(1);
  });

  describe("drains", () => {
    it("come with every look, and are read once a period", async () => {
      const stage = aWatchStage();
      const watch = stage.environment();
      for (let look = 0; look < 5; look += 1) {
        expect((await watch.observe([], NOW)).drains.get("ireland")?.owner).toBe("Ana");
      }
      expect(stage.drainReads()).toBe(1);
      stage.pass(PERIOD);
      await watch.observe([], NOW + PERIOD);
      expect(stage.drainReads()).toBe(2);
    });

    it("stay as they were while they cannot be read", async () => {
      const stage = aWatchStage();
      const watch = stage.environment();
      await watch.observe([], NOW);
      stage.drains.isAway = true;
      stage.pass(PERIOD * 9);
      expect((await watch.observe([], NOW + PERIOD * 9)).drains.size).toBe(1);
      expect((await watch.observe([], NOW + PERIOD * 9)).drains.size).toBe(1);
      expect(stage.drainReads()).toBe(2);
    });

    it("are none where they were never read", async () => {
      const stage = aWatchStage();
      stage.drains.isAway = true;
      expect((await stage.environment().observe([], NOW)).drains.size).toBe(0);
    });
  });
});

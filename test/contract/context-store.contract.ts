/**
 * What every ContextStore must do. Run on the store in memory, on dynalite and on DynamoDB Local: handles of two Regions,
 * asked for by the functions of both.
 */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type {
  ContextStore,
  RedeemedLaunch,
  Redemption,
  RedemptionFault,
} from "../../functions/context-ports.ts";
import type { LaunchRecord } from "../../functions/core/launch-record.ts";
import { err, ok, type Result } from "../../functions/core/result.ts";
import type { LaunchStore } from "../../functions/ports.ts";
import { aLaunchRecord } from "./launch-store.contract.ts";

export const REGIONS = ["eu-west-1", "us-east-1"] as const;
const [HOME, ELSEWHERE] = REGIONS;
const NOW = 1_795_165_200;
/** Of the handle and of the record, as launch-store.contract.ts makes them. */
const HANDLE_SECONDS = 60;
const RECORD_SECONDS = 600;
const RACERS = 1_000;
/** In each Region: as many as a table on a busy machine answers within the adapter's deadline. */
const AT_ONCE = 25;

export interface ContextStoresUnderTest {
  /** The launches whose home that Region is. */
  launchesIn(region: string): LaunchStore;
  /** As that Region's function sees all homes. */
  seenFrom(region: string): ContextStore;
}

export function describeContextStore(make: () => ContextStoresUnderTest): void {
  const begun = async (change: Partial<LaunchRecord> = {}) => {
    const subject = make();
    const record = { ...aLaunchRecord(), ...change };
    const launches = subject.launchesIn(HOME);
    expect(await launches.begin(record)).toStrictEqual(ok(undefined));
    const store = subject.seenFrom(HOME);
    return { ...subject, store, launches, record, redemption: redemptionOf(record) };
  };

  describe("redeem", () => {
    it("answers what the launch hands over, and for whom", async () => {
      const { store, record, redemption } = await begun();
      const { handleDigest: _, binding: __, ...placement } = record.placement;
      expect(await store.redeem(HOME, redemption, NOW + 5)).toStrictEqual(
        ok({
          ...{ launchId: record.launchId, identityProvider: "corporate", subject: "ana-7", userId: "u-ana" },
          ...{ application: "treasury", sealedHandover: "sealed.handover" },
          ...{ placement, redeemedAt: NOW + 5 },
        }),
      );
    });

    it("answers a launch that hands over nothing", async () => {
      const { store, redemption } = await begun({ sealedHandover: undefined });
      expect(await store.redeem(HOME, redemption, NOW)).toMatchObject(ok({ sealedHandover: undefined }));
    });

    it("finds the home from another Region", async () => {
      const { seenFrom, redemption } = await begun();
      expect(await seenFrom(ELSEWHERE).redeem(HOME, redemption, NOW)).toMatchObject({ ok: true });
    });

    it("does it whatever became of the launch's outcome, which may not have been recorded", async () => {
      const { store, launches, record, redemption } = await begun();
      await launches.finish(record.launchId, { state: "url_created" }, [], NOW);
      expect(await store.redeem(HOME, redemption, NOW)).toMatchObject({ ok: true });
      const other = await begun();
      expect(await other.store.redeem(HOME, other.redemption, NOW)).toMatchObject({ ok: true });
    });

    it("takes any of the places that the instance may speak for", async () => {
      const { store, record, redemption } = await begun();
      const bindings = ["of-another-region", record.placement.binding, "of-another-region"];
      expect(await store.redeem(HOME, { ...redemption, bindings }, NOW)).toMatchObject({ ok: true });
    });

    it("leaves the launch to be closed, and closes nothing", async () => {
      const { store, launches, record, redemption } = await begun();
      await store.redeem(HOME, redemption, NOW);
      expect(await launches.finish(record.launchId, { state: "url_created" }, [], NOW)).toStrictEqual(
        ok(undefined),
      );
    });
  });

  describe("redeem, asked again by the same redemption", () => {
    it("answers the same for a minute, after the handle's time too", async () => {
      const { seenFrom, redemption } = await begun();
      const first = await seenFrom(HOME).redeem(HOME, redemption, NOW + HANDLE_SECONDS - 1);
      expect(first.ok).toBe(true);
      const late = NOW + HANDLE_SECONDS + 58;
      expect(await seenFrom(ELSEWHERE).redeem(HOME, redemption, late)).toStrictEqual(first);
    });

    it("answers no more after that minute", async () => {
      const { store, redemption } = await begun();
      await store.redeem(HOME, redemption, NOW);
      expect(await store.redeem(HOME, redemption, NOW + 60)).toStrictEqual(err("handle_spent"));
    });
  });

  describe("redeem, refused", () => {
    it.each<[RedemptionFault, Partial<Redemption>, number]>([
      ["handle_unknown", { launchId: randomUUID() }, NOW],
      ["handle_unknown", {}, NOW + RECORD_SECONDS],
      ["handle_altered", { handleDigest: "of-another-secret" }, NOW],
      ["handle_of_another_user", { userId: "u-ben", bindings: ["binding-of-ben"] }, NOW],
      ["handle_of_another_fleet", { bindings: ["binding-to-frankfurt"] }, NOW],
      ["handle_expired", {}, NOW + HANDLE_SECONDS],
    ])("says %s of %o at %d, and leaves the handle as it was", async (fault, change, now) => {
      const { store, redemption } = await begun();
      expect(await store.redeem(HOME, { ...redemption, ...change }, now)).toStrictEqual(err(fault));
      expect(await store.redeem(HOME, redemption, NOW)).toMatchObject({ ok: true });
    });

    it("says that the handle is spent to every other redemption", async () => {
      const { store, redemption } = await begun();
      await store.redeem(HOME, redemption, NOW);
      const other = { ...redemption, attemptDigest: "another-attempt" };
      expect(await store.redeem(HOME, other, NOW)).toStrictEqual(err("handle_spent"));
    });

    it("says that the launch failed", async () => {
      const { store, launches, record, redemption } = await begun();
      await launches.finish(record.launchId, { state: "failed", reason: "choice_asked" }, [], NOW);
      expect(await store.redeem(HOME, redemption, NOW)).toStrictEqual(err("handle_of_failed_launch"));
    });

    it("knows a fleet's handle no more once the launch has gone on to the next fleet", async () => {
      const { store, launches, record, redemption } = await begun();
      const next = { ...record.placement, handleDigest: "of-the-second", binding: "to-the-second" };
      await launches.reassign(record.launchId, next, [], NOW);
      expect(await store.redeem(HOME, redemption, NOW)).toStrictEqual(err("handle_altered"));
      const second = { ...redemption, handleDigest: "of-the-second", bindings: ["to-the-second"] };
      expect(await store.redeem(HOME, second, NOW)).toMatchObject({ ok: true });
    });

    it("asks no Region but the handle's home", async () => {
      const { store, redemption } = await begun();
      expect(await store.redeem(ELSEWHERE, redemption, NOW)).toStrictEqual(err("handle_unknown"));
    });

    it.each(["eu-south-1", "", "EU-WEST-1", "constructor"])("knows no Region %j", async (region) => {
      const { store, redemption } = await begun();
      expect(await store.redeem(region, redemption, NOW)).toStrictEqual(err("handle_home_unknown"));
    });
  });

  it(`lets exactly one of ${RACERS} win who race from both Regions`, async () => {
    const { seenFrom, redemption } = await begun();
    const stores = REGIONS.map(seenFrom);
    const outcomes: Result<RedeemedLaunch, RedemptionFault>[] = [];
    let racer = 0;
    const race = async (store: ContextStore): Promise<void> => {
      while (racer < RACERS) {
        racer += 1;
        outcomes.push(await untilAnswered(store, { ...redemption, attemptDigest: `attempt-${racer}` }));
      }
    };
    await Promise.all(stores.flatMap((store) => Array.from({ length: AT_ONCE }, () => race(store))));
    const spent = outcomes.filter((outcome) => !outcome.ok && outcome.error === "handle_spent");
    expect(outcomes.filter(({ ok: won }) => won)).toHaveLength(1);
    expect(spent).toHaveLength(RACERS - 1);
  }, 60_000);
}

export function redemptionOf({ launchId, userId, placement }: LaunchRecord): Redemption {
  return {
    ...{ launchId, userId, handleDigest: placement.handleDigest, bindings: [placement.binding] },
    ...{ attemptDigest: "attempt-1", sessionId: "session-1" },
  };
}

/** As a launcher does: whoever is not answered in time asks again, and calls the redemption the same. */
async function untilAnswered(
  store: ContextStore,
  redemption: Redemption,
): Promise<Result<RedeemedLaunch, RedemptionFault>> {
  for (let tries = 0; tries < 20; tries += 1) {
    const outcome = await store.redeem(HOME, redemption, NOW);
    if (outcome.ok || outcome.error !== "unavailable") return outcome;
  }
  return err("unavailable");
}

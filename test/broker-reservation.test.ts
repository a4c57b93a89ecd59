import { describe, expect, it } from "vitest";
import { createBroker } from "../functions/broker.ts";
import type { RegionHealth } from "../functions/launching/region-health.ts";
import {
  aLaunchRequest,
  aPolicy,
  type BrokerStage,
  launchEventOf,
  NOW_MILLISECONDS,
  startBrokerStage,
} from "./support/broker-builders.ts";
import { createFixedWatch, type FixedWatch } from "./support/fixed-watch.ts";
import { createMemoryDoors, type MemoryDoors } from "./support/memory-doors.ts";
import { aFleetStatus } from "./support/situations.ts";

type Stage = BrokerStage & { readonly doors: MemoryDoors; readonly watch: FixedWatch };

const places = (freePlaces: number, at = 0) =>
  aFleetStatus({ freePlaces, observedAt: NOW_MILLISECONDS + at });

/** So many free places in Ireland and Frankfurt; nobody knows of Virginia's. */
async function startStage(freePlaces: number): Promise<Stage> {
  const doors = createMemoryDoors(() => NOW_MILLISECONDS);
  const watch = createFixedWatch({ ireland: places(freePlaces), frankfurt: places(freePlaces) });
  return { ...(await startBrokerStage(aPolicy(), { doors, watch })), doors, watch };
}

/** The launch sees the Regions so, and what it begins and spends is told. */
async function launchWith(stage: Stage, change: Partial<RegionHealth>, request = aLaunchRequest()) {
  const began: string[] = [];
  let spent = 0;
  const { health: real } = stage.ports;
  const health: RegionHealth = {
    ...real,
    begin(region) {
      began.push(region);
      return real.begin(region);
    },
    spend() {
      spent += 1;
      return real.spend();
    },
    ...change,
  };
  const answer = await createBroker({ ...stage.ports, health }).launch(request);
  return { began, spent, answer };
}

/** Nobody knows of it before the fleets are tried: another launch saw it meanwhile. */
function restsFromTheSecondLook(region: string): Partial<RegionHealth> {
  let looks = 0;
  return {
    resting() {
      looks += 1;
      return looks === 1 ? new Set() : new Set([region]);
    },
  };
}

describe("createBroker, before it asks AppStream", () => {
  it("takes no place in a Region that has come to rest", async () => {
    const stage = await startStage(2);
    const { began, answer } = await launchWith(stage, restsFromTheSecondLook("eu-west-1"));
    expect(answer).toMatchObject({ value: { outcome: "stream" } });
    expect(began).toStrictEqual(["eu-central-1"]);
    expect([...stage.doors.doors.keys()]).toStrictEqual(["frankfurt"]);
    expect(launchEventOf(stage).failedAttempts).toStrictEqual([
      { fleet: "ireland", fault: "region_resting" },
    ]);
  });

  it("takes no place and begins no trial for a call that the budget does not allow", async () => {
    const stage = await startStage(2);
    stage.emulator.injectFault({ kind: "throttle", fleet: "fleet-ireland" });
    const { began, spent } = await launchWith(stage, { canSpend: () => false });
    expect([began, spent]).toStrictEqual([["eu-west-1"], 0]);
    expect([...stage.doors.doors.keys()]).toStrictEqual(["ireland"]);
  });

  it("spends nothing and begins no trial where there is no place", async () => {
    const stage = await startStage(2);
    stage.doors.answerAlways("full");
    const policyList = await launchWith(stage, {});
    expect(policyList.began).toStrictEqual(["us-east-1"]);
    expect(policyList.spent).toBe(0);
  });

  it("gives the number back where the Region comes to rest at that very moment", async () => {
    const stage = await startStage(0);
    stage.watch.fleets.set("virginia", places(0));
    const waits = await stage.broker.launch(aLaunchRequest());
    if (!waits.ok || waits.value.outcome !== "wait") throw new Error("does not wait");
    stage.watch.fleets.set("ireland", places(1, 20_000));
    const request = aLaunchRequest({ sealedTicket: waits.value.sealedTicket });
    expect((await launchWith(stage, { begin: () => false }, request)).answer).toMatchObject({
      value: { outcome: "wait", waiting: { reason: "region_resting" } },
    });
    expect(await stage.doors.draw("ireland", "u-ana", 60)).toStrictEqual({ ok: true, value: 1 });
  });
});

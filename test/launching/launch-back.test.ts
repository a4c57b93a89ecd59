/** Back to a session of a limited application: its slot says how long the newest URL may be opened. */
import { beforeEach, describe, expect, it } from "vitest";
import { createBroker } from "../../functions/broker.ts";
import type { UsePolicy } from "../../functions/core/policy-use.ts";
import { err } from "../../functions/core/result.ts";
import type { UseStore } from "../../functions/use-ports.ts";
import {
  aLaunchRequest,
  aPolicy,
  type BrokerStage,
  LIMITS,
  NOW_MILLISECONDS,
  NOW_SECONDS,
  startBrokerStage,
  TREASURY,
} from "../support/broker-builders.ts";
import { aUsePolicy } from "../support/use-builders.ts";

const APPLICATION = { ...TREASURY, context: null };

let stage: BrokerStage;
let now: number;

beforeEach(() => {
  now = NOW_MILLISECONDS;
});

/** Treasury in Ireland, Design in Frankfurt or Virginia; Design has the limits. */
async function startWith(use: Partial<UsePolicy> | null, concurrentSessions: number | null) {
  const design = { ...APPLICATION, appstreamApplication: "Designer", fleets: ["frankfurt", "virginia"] };
  const policy = aPolicy({
    applications: {
      treasury: { ...APPLICATION, fleets: ["ireland"] },
      design: { ...design, use: use && aUsePolicy(use) },
    },
    limits: { ...LIMITS, concurrentSessions },
  });
  return await startBrokerStage(policy, { now: () => now });
}

const launchOf = (application: string) =>
  aLaunchRequest({ intent: { application, context: undefined, client: "web" } });
const launch = (application: string) => stage.broker.launch(launchOf(application));

/** A streaming URL that is opened, so that AppStream has the session. */
async function open(application: string): Promise<string> {
  const answer = await launch(application);
  if (!answer.ok || answer.value.outcome !== "stream") throw new Error(JSON.stringify(answer));
  expect((await fetch(answer.value.url)).status).toBe(200);
  return answer.value.launchId;
}

describe("a launch back to a session", () => {
  /** Seconds since the epoch: until then a URL that is asked for now may be opened. */
  const openUntil = () => now / 1_000 + 8 + 30;
  const withLimits = async () => {
    return await startWith({ sessionSeconds: 36_000, totalSessions: 1, concurrentSessions: 1 }, 1);
  };

  it("says in its slot until when the newest URL may be opened, and tells the keeper", async () => {
    stage = await withLimits();
    const launchId = await open("design");
    now += 600_000;
    const before = stage.uses.reminders.get("u-ana") ?? 0;
    expect(await launch("design")).toMatchObject({ value: { outcome: "stream" } });
    expect(stage.uses.people.get("u-ana")?.slots).toMatchObject([
      { launchId, startedAt: NOW_SECONDS, openUntil: openUntil() },
    ]);
    expect(stage.uses.reminders.get("u-ana")).toBeLessThan(before);
    expect(stage.uses.seats.get("design")).toEqual(new Set([launchId]));
  });

  it("is refused where that cannot be said", async () => {
    stage = await withLimits();
    await open("design");
    const uses = { ...stage.uses, write: async () => err("unavailable" as const) };
    expect(await createBroker({ ...stage.ports, uses }).launch(launchOf("design"))).toMatchObject({
      error: { reason: "use_store_unavailable" },
    });
    const made = stage.emulator.requests().filter(({ operation }) => operation === "CreateStreamingURL");
    expect(made).toHaveLength(1);
  });

  it("takes a slot and a seat where it has none, and is refused by no number", async () => {
    stage = await startWith(null, null);
    await open("design");
    await open("treasury");
    const { emulator, uses, ports } = stage;
    const limited = await withLimits();
    const { gateway, places } = ports;
    const broker = createBroker({ ...limited.ports, gateway, places, emulatorOrigin: emulator.origin, uses });
    expect(await broker.launch(launchOf("design"))).toMatchObject({ value: { outcome: "stream" } });
    expect(uses.people.get("u-ana")?.slots).toMatchObject([
      { application: "design", fleet: "frankfurt", startedAt: NOW_SECONDS },
    ]);
    expect(uses.seats.get("design")?.size).toBe(1);
    expect(limited.uses.reminders.get("u-ana")).toBe(NOW_SECONDS + 120);
  });

  it("takes a slot of its own where the keeper has just dropped the other", async () => {
    stage = await withLimits();
    const former = await open("design");
    const write: UseStore["write"] = async (userId, use, at) => {
      const current = stage.uses.people.get(userId);
      const isFirst = current?.slots.some(({ launchId }) => launchId === former);
      if (isFirst && current) {
        await stage.uses.write(userId, { ...current, slots: [] }, at);
        await stage.uses.leaveSeat("design", former);
      }
      return await stage.uses.write(userId, use, at);
    };
    const uses = { ...stage.uses, write };
    const answer = await createBroker({ ...stage.ports, uses }).launch(launchOf("design"));
    if (!answer.ok || answer.value.outcome !== "stream") throw new Error(JSON.stringify(answer));
    const { launchId } = answer.value;
    expect(stage.uses.people.get("u-ana")?.slots).toMatchObject([{ launchId, fleet: "frankfurt" }]);
    expect(stage.uses.seats.get("design")).toEqual(new Set([launchId]));
  });
});

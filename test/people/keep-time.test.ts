import { beforeEach, describe, expect, it } from "vitest";
import type { UsePolicy } from "../../functions/core/policy-use.ts";
import { err } from "../../functions/core/result.ts";
import { createKeepTime, type KeepTimePorts } from "../../functions/people/keep-time.ts";
import {
  ANA,
  aLaunchRequest,
  aPolicy,
  type BrokerStage,
  NOW_MILLISECONDS,
  NOW_SECONDS,
  startBrokerStage,
  TREASURY,
} from "../support/broker-builders.ts";
import { aSlot, aUse, aUsePolicy } from "../support/use-builders.ts";

const FAILURE = err({ kind: "candidate", fault: "region_failing", requestId: undefined } as const);
const MADRID_DAY = { seconds: 7_200, period: "day", timeZone: "Europe/Madrid" } as const;

let stage: BrokerStage;
let now: number;

async function startWith(use: Partial<UsePolicy>): Promise<void> {
  now = NOW_MILLISECONDS;
  const treasury = { ...TREASURY, context: null, fleets: ["ireland"], use: aUsePolicy(use) };
  stage = await startBrokerStage(aPolicy({ applications: { treasury } }), { now: () => now });
}

/** Whoever opens their streaming URL has a session. */
async function open(principal = ANA): Promise<string> {
  const intent = { application: "treasury", context: undefined, client: "web" } as const;
  const answer = await stage.broker.launch(aLaunchRequest({ principal, intent }));
  if (!answer.ok || answer.value.outcome !== "stream") throw new Error(JSON.stringify(answer));
  expect((await fetch(answer.value.url)).status).toBe(200);
  return answer.value.launchId;
}

const run = (change: Partial<KeepTimePorts> = {}) =>
  createKeepTime({ ...stage.ports, lookedAfter: stage.uses, ...change })();
/** Runs as often as EventBridge would, until so long after the start. */
async function runUntil(seconds: number): Promise<void> {
  while (now < NOW_MILLISECONDS + seconds * 1_000) {
    now += 60_000;
    await run();
  }
}
const useOf = (userId = ANA.userId) => stage.uses.people.get(userId);
const asked = (operation: string): number =>
  stage.emulator.requests().filter((request) => request.operation === operation).length;
const ends = () => stage.audit.events.filter((event) => event.event === "streaming_session_ended");
const faults = () => stage.audit.events.filter((event) => event.event === "fault");

describe("createKeepTime", () => {
  describe("of sessions of an hour", () => {
    beforeEach(async () => {
      await startWith({ sessionSeconds: 3_600 });
    });

    it("ends a session within a minute after its time, says so, and looks after nobody more", async () => {
      const launchId = await open();
      await runUntil(3_540);
      expect([asked("ExpireSession"), useOf()?.slots.length]).toEqual([0, 1]);
      await runUntil(3_660);
      expect(asked("ExpireSession")).toBe(1);
      expect(ends()).toMatchObject([
        {
          ...{ by: "time_limit", launchId, application: "treasury", fleetId: "ireland", severity: "info" },
          principal: { identityProvider: "corporate", subject: "ana-7", userId: "u-ana" },
        },
      ]);
      await runUntil(3_780);
      expect([useOf()?.slots, [...stage.uses.reminders], ends().length]).toEqual([[], [], 1]);
      expect(faults()).toEqual([]);
    });

    it("asks AppStream about those who are due and nobody else", async () => {
      await open();
      await run();
      expect(asked("DescribeSessions")).toBe(0);
      await runUntil(1_200);
      expect(asked("DescribeSessions")).toBeLessThanOrEqual(10);
      expect(asked("DescribeSessions")).toBeGreaterThanOrEqual(8);
    });

    it("ends it once where two runs are under way", async () => {
      await open();
      now += 3_600_000;
      await Promise.all([run(), run()]);
      await run();
      expect(ends()).toHaveLength(1);
    });

    it("tries again in the next minute where AppStream does not end it, and says so", async () => {
      await open();
      now += 3_600_000;
      const gateway = { ...stage.ports.gateway, expireSession: async () => FAILURE };
      expect(await run({ gateway })).toEqual({ people: 1, ended: 0, unheard: 1 });
      expect(faults()).toMatchObject([
        { fault: "time_not_kept", severity: "error", detail: { unheard: 1, late: 0 } },
      ]);
      now += 60_000;
      expect(await run()).toEqual({ people: 1, ended: 1, unheard: 0 });
    });

    it("leaves everything as it is while AppStream cannot be asked", async () => {
      await open();
      now += 3_600_000;
      const gateway = { ...stage.ports.gateway, findSession: async () => FAILURE };
      expect(await run({ gateway })).toEqual({ people: 1, ended: 0, unheard: 1 });
      now += 120_000;
      expect(await run()).toMatchObject({ ended: 1 });
    });

    it("finishes what a run that was cut off had begun, and then tells of it", async () => {
      const launchId = await open();
      now += 3_600_000;
      const cutOff = async () => {
        throw new Error("cut off");
      };
      // Between the end and the event.
      await expect(run({ places: { remember: cutOff } })).rejects.toThrow("cut off");
      expect([ends().length, asked("ExpireSession")]).toEqual([0, 1]);
      now += 60_000;
      await run();
      expect(ends()).toMatchObject([{ by: "time_limit", launchId, sessionId: expect.any(String) }]);
      expect(useOf()?.slots).toEqual([]);
    });

    it("frees a slot whose fleet left the policy", async () => {
      await stage.uses.write(
        "u-gone",
        {
          ...aUse([aSlot({ application: "treasury", fleet: "atlantis", startedAt: NOW_SECONDS - 999 })]),
          version: 0,
        },
        NOW_SECONDS,
      );
      await stage.uses.remind("u-gone", NOW_SECONDS, NOW_SECONDS);
      await run();
      expect(useOf("u-gone")?.slots).toEqual([]);
    });

    it("leaves to the next minute a person who launches just now", async () => {
      await open();
      now += 3_600_000;
      const uses = { ...stage.uses, write: async () => err("conflict" as const) };
      expect(await run({ uses })).toEqual({ people: 1, ended: 0, unheard: 0 });
      expect(asked("ExpireSession")).toBe(0);
      expect(stage.uses.reminders.size).toBe(1);
    });

    it("looks after those it had no time for in the next run", async () => {
      const people = Array.from({ length: 6 }, (_, index) => ({
        ...ANA,
        userId: `u-${index}`,
        subject: `p${index}`,
      }));
      for (const { userId } of people) await stage.uses.remind(userId, NOW_SECONDS, NOW_SECONDS);
      const read: KeepTimePorts["uses"]["read"] = async (...args) => {
        now += 15_000;
        return await stage.uses.read(...args);
      };
      expect(await run({ uses: { ...stage.uses, read } })).toMatchObject({ people: 4 });
      expect(faults()).toMatchObject([{ fault: "time_not_kept", detail: { late: 2 } }]);
      expect(await run()).toMatchObject({ people: 2 });
    });

    it("fails where nobody can be looked after", async () => {
      stage.uses.setAway(true);
      await expect(run()).rejects.toThrow("the launch table does not say who is due");
    });

    it("says whom it could not read", async () => {
      await open();
      now += 3_600_000;
      const uses = { ...stage.uses, read: async () => err("unavailable" as const) };
      expect(await run({ uses })).toEqual({ people: 1, ended: 0, unheard: 1 });
    });
  });

  describe("of a time for each day", () => {
    beforeEach(async () => {
      await startWith({ budget: MADRID_DAY });
    });

    it("counts the time of each session once, ends the last when it is spent, and the next launch is refused", async () => {
      await open();
      await runUntil(3_600);
      const [spent] = useOf()?.spent ?? [];
      expect(spent?.seconds).toBeGreaterThan(3_400);
      expect(spent?.seconds).toBeLessThanOrEqual(3_600);
      await runUntil(7_320);
      expect(ends()).toHaveLength(1);
      const intent = { application: "treasury", context: undefined, client: "web" } as const;
      expect(await stage.broker.launch(aLaunchRequest({ intent }))).toMatchObject({
        error: { reason: "time_budget_spent" },
      });
    });

    it("counts nothing twice where a run is cut off after it wrote", async () => {
      await open();
      now += 600_000;
      const cutOff = async () => {
        throw new Error("cut off");
      };
      await expect(run({ lookedAfter: { ...stage.uses, done: cutOff } })).rejects.toThrow("cut off");
      await run();
      expect(useOf()?.spent).toMatchObject([{ seconds: 600 }]);
    });

    it("counts nothing while the clock is behind", async () => {
      await open();
      now += 600_000;
      await run();
      now -= 300_000;
      await stage.uses.remind(ANA.userId, Math.floor(now / 1_000), Math.floor(now / 1_000));
      await run();
      expect(useOf()?.spent).toMatchObject([{ seconds: 600 }]);
    });

    it("charges nobody for a URL that was never opened", async () => {
      const intent = { application: "treasury", context: undefined, client: "web" } as const;
      await stage.broker.launch(aLaunchRequest({ intent }));
      await runUntil(600);
      expect(useOf()).toMatchObject({ slots: [], spent: [] });
    });
  });

  it("gives a seat back when its session is over", async () => {
    await startWith({ totalSessions: 1 });
    const launchId = await open();
    expect(stage.uses.seats.get("treasury")).toEqual(new Set([launchId]));
    await runUntil(300);
    expect(stage.uses.seats.get("treasury")?.size).toBe(1);
    const gateway = {
      ...stage.ports.gateway,
      findSession: async () => ({ ok: true, value: undefined }) as const,
    };
    now += 300_000;
    const leaveSeat = async () => err("unavailable" as const);
    expect(await run({ gateway, uses: { ...stage.uses, leaveSeat } })).toMatchObject({ unheard: 1 });
    expect(useOf()?.slots).toHaveLength(1);
    await run({ gateway });
    expect([stage.uses.seats.get("treasury")?.size, useOf()?.slots, stage.uses.reminders.size]).toEqual([
      0,
      [],
      0,
    ]);
  });

  it("asks nothing of anybody where no policy keeps time", async () => {
    await startWith({ concurrentSessions: 1 });
    stage.uses.setAway(true);
    expect(await run()).toEqual({ people: 0, ended: 0, unheard: 0 });
  });
});

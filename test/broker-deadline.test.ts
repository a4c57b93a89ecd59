import { describe, expect, it } from "vitest";
import { createBroker } from "../functions/broker.ts";
import type { LimitsPolicy } from "../functions/core/policy.ts";
import { err } from "../functions/core/result.ts";
import type { AppStreamGateway, LaunchStore } from "../functions/ports.ts";
import {
  aLaunchRequest,
  aPolicy,
  type BrokerStage,
  fleetsAsked,
  LIMITS,
  launchEventOf,
  NOW_MILLISECONDS,
  recordOf,
  startBrokerStage,
} from "./support/broker-builders.ts";

/** A timer may be late on a busy machine. */
const LATENESS = 1_000;

const SHORT: LimitsPolicy = {
  ...LIMITS,
  ...{ launchDeadlineMilliseconds: 900, attemptTimeoutMilliseconds: 400, maxCandidates: 3 },
};

function startWith(limits: LimitsPolicy): Promise<BrokerStage> {
  const started = performance.now();
  // A little fast: a timer that fires a millisecond early must not leave time for one fleet more.
  const now = () => NOW_MILLISECONDS + (performance.now() - started) * 1.05;
  return startBrokerStage(aPolicy({ limits }), { now });
}

describe("createBroker's deadline", () => {
  it.each(["black_hole", "stall_body"] as const)("holds over several fleets that are a %s", async (kind) => {
    const stage = await startWith({
      ...SHORT,
      launchDeadlineMilliseconds: 1_000,
      attemptTimeoutMilliseconds: 600,
    });
    stage.emulator.injectFault({ kind });
    const started = performance.now();
    const launch = await stage.broker.launch(aLaunchRequest());
    expect(performance.now() - started).toBeLessThan(1_000 + LATENESS);
    expect(launch).toStrictEqual(err({ reason: "launch_deadline_exceeded", evidence: { attempts: 2 } }));
    expect(fleetsAsked(stage)).toStrictEqual(["fleet-ireland", "fleet-frankfurt"]);
    const failedAttempts = [
      { fleet: "ireland", fault: "attempt_timed_out" },
      { fleet: "frankfurt", fault: "attempt_timed_out" },
    ];
    expect(recordOf(stage)).toMatchObject({
      ...{ state: "failed", reason: "launch_deadline_exceeded", failedAttempts },
    });
    expect(launchEventOf(stage)).toMatchObject({
      ...{ severity: "notice", failedAttempts, refusal: { reason: "launch_deadline_exceeded" } },
    });
  });

  it("gives a fleet no more than its own timeout, so that the next one has its turn", async () => {
    const stage = await startWith({ ...SHORT, launchDeadlineMilliseconds: 5_000 });
    stage.emulator.injectFault({ kind: "black_hole", fleet: "fleet-ireland" });
    expect(await stage.broker.launch(aLaunchRequest())).toMatchObject({ ok: true });
    expect(launchEventOf(stage)).toMatchObject({
      placement: { fleetId: "frankfurt" },
      failedAttempts: [{ fleet: "ireland", fault: "attempt_timed_out" }],
    });
  });

  it("lets the person wait when the last fleet fails within the deadline too", async () => {
    const stage = await startWith({ ...SHORT, launchDeadlineMilliseconds: 5_000, maxCandidates: 2 });
    stage.emulator.injectFault({ kind: "black_hole" });
    expect(await stage.broker.launch(aLaunchRequest())).toMatchObject({
      value: { outcome: "wait", waiting: { reason: "region_resting" } },
    });
    expect(recordOf(stage)).toMatchObject({ state: "failed", reason: "region_resting" });
  });

  it("asks AppStream for nothing when writing the record used the time up", async () => {
    const stage = await startWith(SHORT);
    let now = NOW_MILLISECONDS;
    const launches: LaunchStore = {
      ...stage.launches,
      begin: async (record) => {
        now += 900;
        return await stage.launches.begin(record);
      },
    };
    const broker = createBroker({ ...stage.ports, launches, now: () => now });
    expect(await broker.launch(aLaunchRequest())).toStrictEqual(
      err({ reason: "launch_deadline_exceeded", evidence: { attempts: 0 } }),
    );
    expect(stage.emulator.requests()).toStrictEqual([]);
    expect(recordOf(stage)).toMatchObject({ state: "failed", reason: "launch_deadline_exceeded" });
  });

  it("gives a fleet only the time that is left", async () => {
    const stage = await startWith(SHORT);
    let now = NOW_MILLISECONDS;
    const timeouts: number[] = [];
    const gateway: AppStreamGateway = {
      ...stage.ports.gateway,
      createStreamingUrl: async (_request, timeout) => {
        timeouts.push(timeout);
        now += 350;
        return err({ kind: "candidate", fault: "throttled", requestId: undefined });
      },
    };
    await createBroker({ ...stage.ports, gateway, now: () => now }).launch(aLaunchRequest());
    expect(timeouts).toStrictEqual([400, 400, 200]);
  });
  it("names in the record the last fleet that was asked", async () => {
    const stage = await startWith({ ...SHORT, launchDeadlineMilliseconds: 300 });
    stage.emulator.injectFault({ kind: "black_hole" });
    await stage.broker.launch(aLaunchRequest());
    expect(fleetsAsked(stage)).toStrictEqual(["fleet-ireland"]);
    expect(recordOf(stage).placement.fleetId).toBe("ireland");
  });
});

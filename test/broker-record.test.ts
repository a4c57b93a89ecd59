import { describe, expect, it } from "vitest";
import { type Broker, createBroker } from "../functions/broker.ts";
import { err } from "../functions/core/result.ts";
import type { LaunchStore, StoreFailure } from "../functions/ports.ts";
import {
  aLaunchRequest,
  type BrokerStage,
  fleetsAsked,
  launchEventOf,
  recordOf,
  startBrokerStage,
} from "./support/broker-builders.ts";

/** The stage's broker on a store of which one method fails. */
function brokerWhere(
  { ports, launches }: BrokerStage,
  method: keyof LaunchStore,
  failure: StoreFailure,
): Broker {
  return createBroker({ ...ports, launches: { ...launches, [method]: async () => err(failure) } });
}

describe("createBroker's record", () => {
  it.each(["unavailable", "conflict"] as const)(
    "is a condition: without it (%s) AppStream is never asked",
    async (failure) => {
      const stage = await startBrokerStage();
      const reason = { reason: "launch_record_not_written", evidence: { failure } };
      expect(await brokerWhere(stage, "begin", failure).launch(aLaunchRequest())).toStrictEqual(err(reason));
      expect(stage.emulator.requests()).toStrictEqual([]);
      expect(stage.audit.events).toHaveLength(1);
      expect(launchEventOf(stage)).toMatchObject({
        ...{ severity: "error", launchId: null, placement: null, refusal: reason },
      });
    },
  );

  it.each(["unavailable", "conflict"] as const)(
    "is a condition for the next fleet too: where it cannot be moved (%s), the launch ends",
    async (failure) => {
      const stage = await startBrokerStage();
      stage.emulator.setFleetState("eu-west-1", "fleet-ireland", "STOPPED");
      const launch = await brokerWhere(stage, "reassign", failure).launch(aLaunchRequest());
      expect(launch).toStrictEqual(err({ reason: "launch_record_not_written", evidence: { failure } }));
      expect(fleetsAsked(stage)).toStrictEqual(["fleet-ireland"]);
      expect(launchEventOf(stage)).toMatchObject({
        placement: { fleetId: "ireland" },
        failedAttempts: [{ fleet: "ireland", fault: "fleet_not_available" }],
        refusal: { reason: "launch_record_not_written" },
      });
    },
  );

  it.each(["unavailable", "conflict"] as const)(
    "costs nobody the stream when its outcome cannot be added (%s), and a fault event says so",
    async (failure) => {
      const stage = await startBrokerStage();
      const launch = await brokerWhere(stage, "finish", failure).launch(aLaunchRequest());
      expect(launch).toMatchObject({ ok: true, value: { url: expect.any(String) } });
      const [launchId] = stage.launches.launches.keys();
      expect(stage.audit.events).toMatchObject([
        {
          ...{ event: "fault", severity: "error", correlationId: "correlation-1" },
          fault: "launch_outcome_not_recorded",
          detail: { launchId, state: "url_created", failure },
        },
        { event: "launch", outcome: "url_created", launchId, severity: "info" },
      ]);
    },
  );

  it("leaves the refusal as it is when the outcome cannot be added", async () => {
    const stage = await startBrokerStage();
    stage.emulator.injectFault({ kind: "expired_token" });
    const launch = await brokerWhere(stage, "finish", "unavailable").launch(aLaunchRequest());
    expect(launch).toMatchObject({ error: { reason: "appstream_setup_fault" } });
    expect(stage.audit.events).toMatchObject([
      { event: "fault", detail: { state: "failed", failure: "unavailable" } },
      { event: "launch", outcome: "refused", refusal: { reason: "appstream_setup_fault" } },
    ]);
  });

  it("is begun once a launch, whatever number of fleets is tried", async () => {
    const stage = await startBrokerStage();
    stage.emulator.setFleetState("eu-west-1", "fleet-ireland", "STOPPED");
    stage.emulator.setFleetState("eu-central-1", "fleet-frankfurt", "STOPPED");
    const calls: string[] = [];
    const counted: LaunchStore = {
      begin: (record) => {
        calls.push("begin");
        return stage.launches.begin(record);
      },
      reassign: (launchId, placement, failedAttempts, now) => {
        calls.push(`reassign to ${placement.fleetId}`);
        return stage.launches.reassign(launchId, placement, failedAttempts, now);
      },
      finish: (launchId, outcome, failedAttempts, now) => {
        calls.push(`finish as ${outcome.state}`);
        return stage.launches.finish(launchId, outcome, failedAttempts, now);
      },
    };
    await createBroker({ ...stage.ports, launches: counted }).launch(aLaunchRequest());
    expect(calls).toStrictEqual([
      "begin",
      "reassign to frankfurt",
      "reassign to virginia",
      "finish as url_created",
    ]);
    expect(recordOf(stage).placement.fleetId).toBe("virginia");
  });

  it("refuses an id that was used before, and leaves the other launch alone", async () => {
    const stage = await startBrokerStage();
    const broker = createBroker({
      ...stage.ports,
      randomText: (bytes) => "r".repeat(Math.ceil((bytes * 4) / 3)),
    });
    expect(await broker.launch(aLaunchRequest())).toMatchObject({ ok: true });
    expect(await broker.launch(aLaunchRequest({ correlationId: "correlation-2" }))).toStrictEqual(
      err({ reason: "launch_record_not_written", evidence: { failure: "conflict" } }),
    );
    expect(recordOf(stage).record.correlationId).toBe("correlation-1");
    expect(fleetsAsked(stage)).toHaveLength(1);
  });
});

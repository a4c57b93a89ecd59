import { DescribeFleetsCommand, StartFleetCommand } from "@aws-sdk/client-appstream";
import { describe, expect, it } from "vitest";
import { callControl } from "./call-control.ts";
import { aFleet, START_MILLISECONDS, startStage, streamingUrl } from "./stage.ts";

describe("advanceSeconds", () => {
  it("starts a fleet before anybody has waited", async () => {
    const { client, emulator } = await startStage({
      fleets: [aFleet({ state: "STOPPED" })],
      fleetTransitionMilliseconds: 600_000,
    });
    const describeFleet = async () => {
      const { Fleets: fleets } = await client.send(new DescribeFleetsCommand({}));
      return fleets?.[0];
    };
    await client.send(new StartFleetCommand({ Name: "treasury-ireland" }));
    emulator.advanceSeconds(599);
    expect(await describeFleet()).toMatchObject({
      State: "STARTING",
      ComputeCapacityStatus: { Available: 0 },
    });
    emulator.advanceSeconds(1);
    expect(await describeFleet()).toMatchObject({
      State: "RUNNING",
      ComputeCapacityStatus: { Available: 2 },
    });
  });

  it("adds to the clock the world was given", async () => {
    const { emulator, advanceSeconds } = await startStage();
    emulator.advanceSeconds(0.5);
    advanceSeconds(2);
    expect(emulator.nowMilliseconds()).toBe(START_MILLISECONDS + 2500);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("refuses to move by %d", async (seconds) => {
    const { emulator } = await startStage();
    expect(() => emulator.advanceSeconds(seconds)).toThrow(TypeError);
    expect(emulator.nowMilliseconds()).toBe(START_MILLISECONDS);
  });
});

describe("POST /_control/clock", () => {
  it("lets a session run out", async () => {
    const { client, emulator } = await startStage();
    await fetch(await streamingUrl(client));
    const clock = { now: "2026-11-21T01:00:00.000Z", advancedSeconds: 57_600 };
    expect(await callControl(emulator, "POST", "clock", { advanceSeconds: 57_600 })).toEqual({
      status: 200,
      body: { clock },
    });
    expect(emulator.sessions()).toMatchObject([{ state: "EXPIRED" }]);
    expect((await callControl(emulator, "GET", "state")).body).toMatchObject({ clock });
  });

  it.each([
    ["no body", undefined, "the clock is a JSON object"],
    ["nothing to do", {}, "advanceSeconds is required"],
    ["a step back", { advanceSeconds: -1 }, "advanceSeconds must be a whole number from 1 to 31536000"],
    ["a text", { advanceSeconds: "60" }, "advanceSeconds must be a whole number from 1 to 31536000"],
    ["another member", { seconds: 1 }, "seconds is not a member of the clock, which has advanceSeconds"],
  ])("refuses %s", async (_name, body, error) => {
    const { emulator } = await startStage();
    expect(await callControl(emulator, "POST", "clock", body)).toEqual({ status: 400, body: { error } });
    expect(emulator.nowMilliseconds()).toBe(START_MILLISECONDS);
  });
});

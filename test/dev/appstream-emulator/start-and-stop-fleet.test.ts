import {
  type AppStreamClient,
  DescribeFleetsCommand,
  StartFleetCommand,
  StopFleetCommand,
} from "@aws-sdk/client-appstream";
import { describe, expect, it } from "vitest";
import { aFleet, startStage, streamingUrl } from "./stage.ts";

const Name = "treasury-ireland";

async function stateOf(client: AppStreamClient): Promise<string | undefined> {
  const { Fleets: fleets } = await client.send(new DescribeFleetsCommand({ Names: [Name] }));
  return fleets?.[0]?.State;
}

describe("StartFleet", () => {
  it("makes a stopped fleet STARTING, then RUNNING", async () => {
    const { client, advanceSeconds } = await startStage({ fleets: [aFleet({ state: "STOPPED" })] });
    await client.send(new StartFleetCommand({ Name }));
    expect(await stateOf(client)).toBe("STARTING");
    advanceSeconds(3);
    expect(await stateOf(client)).toBe("RUNNING");
  });

  it("leaves a running fleet as it is", async () => {
    const { client } = await startStage();
    await client.send(new StartFleetCommand({ Name }));
    expect(await stateOf(client)).toBe("RUNNING");
  });

  it("refuses a fleet that is stopping", async () => {
    const { client } = await startStage({ fleets: [aFleet({ state: "STOPPING" })] });
    await expect(client.send(new StartFleetCommand({ Name }))).rejects.toMatchObject({
      name: "OperationNotPermittedException",
    });
  });

  it("does not find an unknown fleet", async () => {
    const { client } = await startStage();
    await expect(client.send(new StartFleetCommand({ Name: "nowhere" }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });
});

describe("StopFleet", () => {
  it("makes a running fleet STOPPING, then STOPPED, and ends its sessions", async () => {
    const { client, emulator, advanceSeconds } = await startStage({ fleetTransitionMilliseconds: 10_000 });
    await fetch(await streamingUrl(client));
    await client.send(new StopFleetCommand({ Name }));
    expect(emulator.sessions()).toMatchObject([{ state: "EXPIRED" }]);
    expect(await stateOf(client)).toBe("STOPPING");
    advanceSeconds(10);
    expect(await stateOf(client)).toBe("STOPPED");
  });

  it("leaves a stopped fleet as it is", async () => {
    const { client } = await startStage({ fleets: [aFleet({ state: "STOPPED" })] });
    await client.send(new StopFleetCommand({ Name }));
    expect(await stateOf(client)).toBe("STOPPED");
  });

  it("does not find an unknown fleet", async () => {
    const { client } = await startStage();
    await expect(client.send(new StopFleetCommand({ Name: "nowhere" }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });
});

import { DescribeFleetsCommand, DescribeStacksCommand } from "@aws-sdk/client-appstream";
import { describe, expect, it } from "vitest";
import { callControl } from "./call-control.ts";
import { clientFor, type Stage, startStage, streamingUrl } from "./stage.ts";

async function startLimited(perSecond: number) {
  const stage = await startStage();
  stage.emulator.injectFault({ kind: "rate", perSecond });
  return { ...stage, burst: (calls: number) => burst(stage, calls) };
}

/** What became of the calls, in their order. */
async function burst({ client }: Stage, calls: number): Promise<readonly string[]> {
  const outcomes: string[] = [];
  for (let call = 0; call < calls; call += 1) {
    const sent = client.send(new DescribeFleetsCommand({}));
    outcomes.push(
      await sent.then(
        () => "answered",
        (error: Error) => `${error.name}: ${error.message}`,
      ),
    );
  }
  return outcomes;
}

const THROTTLED = "ThrottlingException: Rate exceeded";

describe("injectFault of kind rate", () => {
  it("throttles what goes beyond the rate, and as much again a second later", async () => {
    const { burst, advanceSeconds } = await startLimited(2);
    expect(await burst(4)).toEqual(["answered", "answered", THROTTLED, THROTTLED]);
    advanceSeconds(1);
    expect(await burst(3)).toEqual(["answered", "answered", THROTTLED]);
    advanceSeconds(0.5);
    expect(await burst(2)).toEqual(["answered", THROTTLED]);
  });

  it("saves nothing up beyond a second", async () => {
    const { burst, advanceSeconds } = await startLimited(2);
    advanceSeconds(60);
    expect(await burst(3)).toEqual(["answered", "answered", THROTTLED]);
  });

  it("counts each operation and each Region by itself", async () => {
    const { client, emulator, burst } = await startLimited(1);
    expect(await burst(2)).toEqual(["answered", THROTTLED]);
    await expect(client.send(new DescribeStacksCommand({}))).resolves.toHaveProperty("Stacks");
    const elsewhere = clientFor(emulator, { region: "us-east-1" });
    await expect(elsewhere.send(new DescribeFleetsCommand({}))).resolves.toHaveProperty("Fleets");
  });

  it("leaves a call within the rate to the other faults", async () => {
    const { emulator, burst } = await startLimited(1);
    emulator.injectFault({ kind: "access_denied" });
    expect(await burst(2)).toEqual([expect.stringMatching(/^AccessDeniedException/), THROTTLED]);
  });

  it("wears off after the calls it has throttled", async () => {
    const { emulator, burst } = await startLimited(1);
    emulator.clearFaults();
    emulator.injectFault({ kind: "rate", perSecond: 1, times: 2 });
    expect(await burst(4)).toEqual(["answered", THROTTLED, THROTTLED, "answered"]);
  });

  it("is set and shown over the wire", async () => {
    const { client, emulator } = await startStage();
    const fault = { kind: "rate", perSecond: 1, region: "eu-west-1", operation: "CreateStreamingURL" };
    const faults = [fault];
    expect(await callControl(emulator, "POST", "faults", fault)).toEqual({ status: 200, body: { faults } });
    await streamingUrl(client);
    await expect(streamingUrl(client)).rejects.toMatchObject({ name: "ThrottlingException" });
    expect((await callControl(emulator, "GET", "state")).body).toMatchObject({ faults });
  });
});

import { DescribeFleetsCommand, DescribeStacksCommand } from "@aws-sdk/client-appstream";
import { describe, expect, it } from "vitest";
import { RequestLog } from "../../../dev/appstream-emulator/request-log.ts";
import { callControl } from "./call-control.ts";
import { clientFor, startStage, streamingUrl } from "./stage.ts";

describe("requestCounts", () => {
  it("counts by Region and operation, spoiled calls too", async () => {
    const { client, emulator } = await startStage();
    emulator.injectFault({ kind: "throttle", times: 1 });
    await client.send(new DescribeFleetsCommand({})).catch(() => "spoiled");
    await client.send(new DescribeFleetsCommand({}));
    await streamingUrl(client);
    await clientFor(emulator, { region: "us-east-1" }).send(new DescribeStacksCommand({}));
    const counts = {
      "eu-west-1": { DescribeFleets: 2, CreateStreamingURL: 1 },
      "us-east-1": { DescribeStacks: 1 },
    };
    expect(emulator.requestCounts()).toEqual(counts);
    expect(await callControl(emulator, "GET", "requests")).toEqual({
      status: 200,
      body: { requests: counts },
    });
  });

  it("begins anew when it is cleared", async () => {
    const { client, emulator } = await startStage();
    await client.send(new DescribeFleetsCommand({}));
    expect(await callControl(emulator, "DELETE", "requests")).toEqual({
      status: 200,
      body: { requests: {} },
    });
    expect(emulator.requests()).toEqual([]);
    await client.send(new DescribeFleetsCommand({}));
    expect(emulator.requestCounts()).toEqual({ "eu-west-1": { DescribeFleets: 1 } });
    emulator.clearRequests();
    expect(emulator.requestCounts()).toEqual({});
  });
});

describe("RequestLog", () => {
  const aRequest = (number: number) => ({
    operation: "DescribeFleets",
    region: "eu-west-1",
    input: {},
    atMilliseconds: number,
  });

  it("keeps the last ten thousand calls, and counts all", () => {
    const log = new RequestLog();
    for (let number = 1; number <= 25_000; number += 1) log.record(aRequest(number));
    expect(log.recent()).toHaveLength(10_000);
    expect([log.recent().at(0), log.recent().at(-1)]).toEqual([aRequest(15_001), aRequest(25_000)]);
    expect(log.counts()).toEqual({ "eu-west-1": { DescribeFleets: 25_000 } });
  });

  it("counts together what nobody could tell apart any more", () => {
    const log = new RequestLog();
    for (let number = 1; number <= 1500; number += 1) {
      log.record({ ...aRequest(number), operation: `Describe${number}` });
    }
    const { elsewhere, ...regions } = log.counts();
    expect(Object.keys(regions["eu-west-1"] ?? {})).toHaveLength(1000);
    expect(elsewhere).toEqual({ Any: 500 });
  });
});

import { CreateStreamingURLCommand, DescribeFleetsCommand } from "@aws-sdk/client-appstream";
import { describe, expect, it } from "vitest";
import { aFleet, clientFor, SIGNED_HEADERS, startStage, streamingUrl, VALID_INPUT } from "./stage.ts";

describe("injectFault", () => {
  it.each([
    ["throttle", "ThrottlingException", 400],
    ["internal_failure", "InternalFailure", 500],
    ["service_unavailable", "ServiceUnavailable", 503],
    ["access_denied", "AccessDeniedException", 400],
    ["expired_token", "ExpiredTokenException", 400],
  ] as const)("answers %s with %s", async (kind, name, httpStatusCode) => {
    const { client, emulator } = await startStage();
    emulator.injectFault({ kind });
    await expect(streamingUrl(client)).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
  });

  it("is retried by the SDK when it is a throttle", async () => {
    const { emulator } = await startStage();
    emulator.injectFault({ kind: "throttle", times: 1 });
    await expect(streamingUrl(clientFor(emulator, { maxAttempts: 2 }))).resolves.toContain("/authenticate?");
    expect(emulator.requests()).toHaveLength(2);
  });

  it("never answers out of a black hole", async () => {
    const { emulator } = await startStage();
    emulator.injectFault({ kind: "black_hole" });
    const client = clientFor(emulator, { requestTimeout: 300 });
    await expect(streamingUrl(client)).rejects.toMatchObject({ name: "TimeoutError" });
  });

  it("stalls in the middle of a body until the caller gives up", async () => {
    const { client, emulator } = await startStage();
    emulator.injectFault({ kind: "stall_body" });
    const sent = client.send(new CreateStreamingURLCommand(VALID_INPUT), {
      abortSignal: AbortSignal.timeout(300),
    });
    await expect(sent).rejects.toMatchObject({ name: "AbortError" });
  });

  it("sends the headers and half the body before it stalls", async () => {
    const { emulator } = await startStage();
    emulator.injectFault({ kind: "stall_body" });
    const signal = AbortSignal.timeout(300);
    const url = `${emulator.origin}/eu-west-1/`;
    const response = await fetch(url, { method: "POST", headers: SIGNED_HEADERS, signal });
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toMatchObject({ name: "TimeoutError" });
  });

  it("answers properly but slowly", async () => {
    const { client, emulator } = await startStage();
    emulator.injectFault({ kind: "slow", delayMilliseconds: 150 });
    const started = performance.now();
    await expect(streamingUrl(client)).resolves.toContain("/authenticate?");
    expect(performance.now() - started).toBeGreaterThanOrEqual(145);
  });

  it("answers late with what was true when it was asked", async () => {
    const { client, emulator } = await startStage();
    emulator.injectFault({ kind: "late", delayMilliseconds: 150 });
    const asked = client.send(new DescribeFleetsCommand({}));
    await expect.poll(() => emulator.requests().length).toBe(1);
    emulator.setFleetState("eu-west-1", "treasury-ireland", "STOPPED");
    expect((await asked).Fleets?.[0]?.State).toBe("RUNNING");
  });

  it("refuses late as well", async () => {
    const { client, emulator } = await startStage({ fleets: [aFleet({ state: "STOPPED" })] });
    emulator.injectFault({ kind: "late", delayMilliseconds: 150 });
    const started = performance.now();
    await expect(streamingUrl(client)).rejects.toMatchObject({ name: "ResourceNotAvailableException" });
    expect(performance.now() - started).toBeGreaterThanOrEqual(145);
  });

  it("breaks the connection", async () => {
    const { client, emulator } = await startStage();
    emulator.injectFault({ kind: "reset" });
    await expect(streamingUrl(client)).rejects.toMatchObject({ code: "ECONNRESET" });
  });

  it("closes the connection without a word", async () => {
    const { client, emulator } = await startStage();
    emulator.injectFault({ kind: "refuse" });
    await expect(streamingUrl(client)).rejects.toMatchObject({
      code: "ECONNRESET",
      message: "socket hang up",
    });
  });

  it("answers with the page of a machine in front of the service", async () => {
    const { client, emulator } = await startStage();
    emulator.injectFault({ kind: "server_error" });
    await expect(streamingUrl(client)).rejects.toMatchObject({ $response: { statusCode: 502 } });
  });

  it.each([{}, { body: "html" }, { body: "truncated" }] as const)(
    "answers garbage that the SDK cannot read: %j",
    async (fault) => {
      const { client, emulator } = await startStage();
      emulator.injectFault({ kind: "garbage", ...fault });
      await expect(streamingUrl(client)).rejects.toBeInstanceOf(SyntaxError);
    },
  );

  it("answers JSON whose members are of the wrong types", async () => {
    const { client, emulator } = await startStage();
    emulator.injectFault({ kind: "garbage", body: "wrong_shape" });
    const response = await fetch(`${emulator.origin}/eu-west-1/`, {
      method: "POST",
      headers: SIGNED_HEADERS,
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ Fleets: { 0: expect.objectContaining({ State: "RUNNING" }) } });
    await expect(streamingUrl(client)).rejects.toThrow();
  });

  it("answers a well-formed URL on a foreign host", async () => {
    const { client, emulator } = await startStage();
    emulator.injectFault({ kind: "foreign_host" });
    const url = new URL(await streamingUrl(client));
    expect(url.origin).toBe("https://streaming.evil.example");
    expect(url.pathname).toBe("/eu-west-1/authenticate");
  });

  it("leaves the operations without a URL to other faults than foreign_host", async () => {
    const { client, emulator } = await startStage();
    emulator.injectFault({ kind: "foreign_host", times: 1 });
    await client.send(new DescribeFleetsCommand({}));
    expect(await streamingUrl(client)).toContain("evil.example");
  });

  it("blows up a streaming URL", async () => {
    const { client, emulator } = await startStage();
    emulator.injectFault({ kind: "oversize" });
    expect((await streamingUrl(client)).length).toBeGreaterThan(1024 * 1024);
  });

  it("blows up any other answer", async () => {
    const { client, emulator } = await startStage();
    emulator.injectFault({ kind: "oversize" });
    const output = await client.send(new DescribeFleetsCommand({}));
    expect(output.Fleets).toHaveLength(1);
  });

  it.each([
    ["another Region", { region: "us-east-1" }],
    ["another operation", { operation: "DescribeFleets" }],
    ["another fleet", { fleet: "treasury-spare" }],
  ])("spares a call when it is for %s", async (_name, aim) => {
    const { client, emulator } = await startStage();
    emulator.injectFault({ kind: "throttle", ...aim });
    await expect(streamingUrl(client)).resolves.toContain("/authenticate?");
  });

  it("hits the fleet it is for, by FleetName and by Names", async () => {
    const { client, emulator } = await startStage({
      fleets: [aFleet(), aFleet({ fleet: "treasury-spare" })],
    });
    emulator.injectFault({ kind: "throttle", fleet: "treasury-ireland" });
    const named = (name: string) => client.send(new DescribeFleetsCommand({ Names: [name] }));
    await expect(streamingUrl(client)).rejects.toMatchObject({ name: "ThrottlingException" });
    await expect(named("treasury-ireland")).rejects.toMatchObject({ name: "ThrottlingException" });
    await expect(named("treasury-spare")).resolves.toHaveProperty("Fleets");
  });

  it("wears off after the times it was given", async () => {
    const { client, emulator } = await startStage();
    emulator.injectFault({ kind: "throttle", times: 2 });
    await expect(streamingUrl(client)).rejects.toThrow("Rate exceeded");
    await expect(streamingUrl(client)).rejects.toThrow("Rate exceeded");
    await expect(streamingUrl(client)).resolves.toContain("/authenticate?");
  });

  it("lets the first of two faults go first", async () => {
    const { client, emulator } = await startStage();
    emulator.injectFault({ kind: "throttle", times: 1 });
    emulator.injectFault({ kind: "service_unavailable" });
    await expect(streamingUrl(client)).rejects.toMatchObject({ name: "ThrottlingException" });
    await expect(streamingUrl(client)).rejects.toMatchObject({ name: "ServiceUnavailable" });
  });

  it.each([
    [{ kind: "throttle", times: 0 }, "times must be a whole number from 1"],
    [{ kind: "rate" }, "a fault of kind rate needs perSecond"],
    [{ kind: "rate", perSecond: 0.5 }, "perSecond must be a whole number from 1"],
  ] as const)("refuses %j, which means nothing", async (fault, message) => {
    const { emulator } = await startStage();
    expect(() => emulator.injectFault(fault)).toThrow(new TypeError(message));
  });
});

describe("clearFaults", () => {
  it("ends every fault", async () => {
    const { client, emulator } = await startStage();
    emulator.injectFault({ kind: "throttle" });
    emulator.clearFaults();
    await expect(streamingUrl(client)).resolves.toContain("/authenticate?");
  });
});

import { describe, expect, it } from "vitest";
import { elapsed, gatewayTo, REQUEST, startEndpoint, startGatewayStage, TIMEOUT } from "./gateway-stage.ts";

/** A timer may be late on a busy machine; an SDK default (no deadline, or minutes) is far beyond this. */
const LATENESS = 1_000;

const TIMED_OUT = {
  ok: false,
  error: { kind: "candidate", fault: "attempt_timed_out", requestId: undefined },
};

describe("createAppStreamGateway's deadline", () => {
  it.each(["black_hole", "stall_body", "slow"] as const)("fires on %s", async (kind) => {
    const { gateway, emulator } = await startGatewayStage();
    emulator.injectFault({ kind, ...(kind === "slow" && { delayMilliseconds: 4_000 }) });
    const took = await elapsed(async () => {
      expect(await gateway.createStreamingUrl(REQUEST, 300)).toStrictEqual(TIMED_OUT);
    });
    expect(took).toBeGreaterThanOrEqual(295);
    expect(took).toBeLessThan(300 + LATENESS);
  });

  it("spares an answer that is slow and in time", async () => {
    const { gateway, emulator } = await startGatewayStage();
    emulator.injectFault({ kind: "slow", delayMilliseconds: 150 });
    expect(await gateway.createStreamingUrl(REQUEST, 2_000)).toMatchObject({ ok: true });
  });

  it("ends the try at the client's own timeout where that comes first", async () => {
    const { emulator } = await startGatewayStage();
    const gateway = gatewayTo(emulator.endpointTemplate, { attemptTimeoutMilliseconds: 200 });
    emulator.injectFault({ kind: "black_hole", times: 1 });
    expect(await gateway.createStreamingUrl(REQUEST, TIMEOUT)).toStrictEqual(TIMED_OUT);
    expect(emulator.requests()).toHaveLength(1);
  });

  it("fires at once when no time is left", async () => {
    const { gateway } = await startGatewayStage();
    const took = await elapsed(async () => {
      expect(await gateway.createStreamingUrl(REQUEST, 0)).toStrictEqual(TIMED_OUT);
    });
    expect(took).toBeLessThan(LATENESS);
  });

  it("gives the connection of a black hole back", async () => {
    const endpoint = await startEndpoint(() => {});
    const gateway = gatewayTo(endpoint.template);
    await gateway.createStreamingUrl(REQUEST, 150);
    await expect.poll(() => endpoint.connections()).toBe(0);
    expect(endpoint.count()).toBe(1);
  });

  it("gives the connection of a stalled body back", async () => {
    const endpoint = await startEndpoint((response) => response.writeHead(200).write('{"StreamingURL":"h'));
    const gateway = gatewayTo(endpoint.template);
    await gateway.createStreamingUrl(REQUEST, 150);
    await expect.poll(() => endpoint.connections()).toBe(0);
  });
});

/** Answers that the emulator never gives, from a server that gives nothing else. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { AppStreamClient } from "@aws-sdk/client-appstream";
import { describe, expect, it, onTestFinished } from "vitest";
import { appStreamFleets, type FleetPort } from "../../../../infra/streaming/fleet-state/fleet-port.ts";

async function fleetsThatAnswer(body: unknown, status = 200): Promise<FleetPort> {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const client = new AppStreamClient({
    region: "eu-west-1",
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "emulated-secret" },
    maxAttempts: 1,
  });
  onTestFinished(() => {
    client.destroy();
    server.close();
  });
  return appStreamFleets(client);
}

describe("appStreamFleets", () => {
  it("pass on why instances do not come up", async () => {
    const fleets = await fleetsThatAnswer({
      Fleets: [
        {
          State: "STOPPED",
          FleetErrors: [{ ErrorCode: "SUBNET_NOT_FOUND", ErrorMessage: "no subnet-1" }],
        },
      ],
    });
    expect(await fleets.observe("finance-a")).toEqual({
      state: "STOPPED",
      inUse: 0,
      errors: ["SUBNET_NOT_FOUND: no subnet-1"],
    });
  });

  it("take a fleet that says nothing of itself for a stopped and empty one", async () => {
    const fleets = await fleetsThatAnswer({ Fleets: [{}] });
    expect(await fleets.observe("finance-a")).toEqual({ state: "STOPPED", inUse: 0, errors: [] });
  });

  it("take no fleet at all for an absent one", async () => {
    for (const body of [{ Fleets: [] }, {}]) {
      const fleets = await fleetsThatAnswer(body);
      expect(await fleets.observe("finance-a")).toMatchObject({ state: "ABSENT" });
    }
  });

  it("ask again when a fleet is being changed by somebody else", async () => {
    const fleets = await fleetsThatAnswer({ __type: "ConcurrentModificationException" }, 400);
    await expect(fleets.stop("finance-a")).resolves.toBeUndefined();
    await expect(fleets.observe("finance-a")).resolves.toBeUndefined();
  });

  it("do not ask again when a quota is in the way", async () => {
    const fleets = await fleetsThatAnswer({ __type: "LimitExceededException", Message: "no more" }, 400);
    await expect(fleets.start("finance-a")).rejects.toMatchObject({ name: "LimitExceededException" });
  });
});

import { connect } from "node:net";
import { DescribeFleetsCommand } from "@aws-sdk/client-appstream";
import { describe, expect, it } from "vitest";
import { startAppStreamEmulator } from "../../../dev/appstream-emulator/server.ts";
import { aFleet, clientFor, START_MILLISECONDS, startStage, streamingUrl } from "./stage.ts";

describe("startAppStreamEmulator", () => {
  it("gives every Region with a fleet an endpoint", async () => {
    const { emulator } = await startStage({ fleets: [aFleet(), aFleet({ region: "us-east-1" })] });
    expect(emulator.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(emulator.endpointTemplate).toBe(`${emulator.origin}/{region}`);
    expect(emulator.regions).toEqual({
      "eu-west-1": `${emulator.origin}/eu-west-1`,
      "us-east-1": `${emulator.origin}/us-east-1`,
    });
  });

  it("keeps Regions apart", async () => {
    const { emulator } = await startStage({
      fleets: [aFleet(), aFleet({ region: "us-east-1", fleet: "treasury-virginia" })],
    });
    const { Fleets: fleets } = await clientFor(emulator, { region: "us-east-1" }).send(
      new DescribeFleetsCommand({}),
    );
    expect(fleets?.map((fleet) => fleet.Name)).toEqual(["treasury-virginia"]);
  });

  it("says which port is taken", async () => {
    const { emulator } = await startStage();
    const port = Number(new URL(emulator.origin).port);
    await expect(startAppStreamEmulator({ port, fleets: [] })).rejects.toThrow(
      `The AppStream emulator cannot listen on 127.0.0.1:${port}: the port is taken`,
    );
  });

  it("records the calls it understood, spoiled ones too, in their order", async () => {
    const { client, emulator, advanceSeconds } = await startStage();
    await client.send(new DescribeFleetsCommand({ Names: ["treasury-ireland"] }));
    emulator.injectFault({ kind: "throttle" });
    advanceSeconds(1);
    await streamingUrl(client).catch(() => "spoiled");
    expect(emulator.requests()).toMatchObject([
      {
        operation: "DescribeFleets",
        region: "eu-west-1",
        input: { Names: ["treasury-ireland"] },
        atMilliseconds: START_MILLISECONDS,
      },
      {
        operation: "CreateStreamingURL",
        input: { UserId: "u-ana" },
        atMilliseconds: START_MILLISECONDS + 1000,
      },
    ]);
  });

  it("refuses to switch a fleet that does not exist", async () => {
    const { emulator } = await startStage();
    expect(() => emulator.setFleetState("eu-west-1", "nowhere", "RUNNING")).toThrow(
      new TypeError("no emulated fleet nowhere in eu-west-1"),
    );
  });

  it("survives a client that leaves in the middle of its request", async () => {
    const { client, emulator } = await startStage();
    for (const path of ["/eu-west-1/", "/eu-west-1/end"]) await leaveHalfway(emulator.origin, path);
    await expect(streamingUrl(client)).resolves.toContain("/authenticate?");
  });

  it("stops with a call still in a black hole", async () => {
    const { client, emulator } = await startStage();
    emulator.injectFault({ kind: "black_hole" });
    const lost = expect(streamingUrl(client)).rejects.toMatchObject({ code: "ECONNRESET" });
    await expect.poll(() => emulator.requests().length).toBe(1);
    await emulator.stop();
    await lost;
    await expect(fetch(emulator.origin)).rejects.toThrow();
  });
});

function leaveHalfway(origin: string, path: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const socket = connect(Number(new URL(origin).port), "127.0.0.1");
  socket.write(`POST ${path} HTTP/1.1\r\nHost: emulator\r\nContent-Length: 64\r\n\r\nhalf`, () =>
    socket.destroy(),
  );
  socket.on("close", () => resolve());
  return promise;
}

import { request } from "node:http";
import { describe, expect, it } from "vitest";
import { callControl as call } from "./call-control.ts";
import { startStage, streamingUrl } from "./stage.ts";

describe("control", () => {
  it("switches a fleet", async () => {
    const { client, emulator } = await startStage();
    const answer = await call(emulator, "POST", "fleets/eu-west-1/treasury-ireland", { state: "STOPPED" });
    expect(answer).toEqual({
      status: 200,
      body: expect.objectContaining({ region: "eu-west-1", fleet: "treasury-ireland", state: "STOPPED" }),
    });
    await expect(streamingUrl(client)).rejects.toMatchObject({ name: "ResourceNotAvailableException" });
  });

  it.each([
    ["a state there is not", "fleets/eu-west-1/treasury-ireland", { state: "ASLEEP" }, 400],
    ["no state", "fleets/eu-west-1/treasury-ireland", undefined, 400],
    ["a fleet there is not", "fleets/eu-west-1/nowhere", { state: "STOPPED" }, 404],
    ["a fleet without a Region", "fleets/treasury-ireland", { state: "STOPPED" }, 404],
    ["a fault of no kind", "faults", { times: 1 }, 400],
    ["a fault of an unknown kind", "faults", { kind: "meteor" }, 400],
    ["a fault with a member it does not have", "faults", { kind: "throttle", count: 1 }, 400],
    ["a fault whose fleet is a number", "faults", { kind: "throttle", fleet: 1 }, 400],
    ["a fault for no times", "faults", { kind: "throttle", times: 0 }, 400],
    ["a fault that is a list", "faults", [], 400],
    ["a rate of nothing", "faults", { kind: "rate" }, 400],
    ["a body nobody knows", "faults", { kind: "garbage", body: "poem" }, 400],
    ["a switch there is not", "lights", {}, 404],
  ])("refuses %s", async (_name, path, body, status) => {
    const { emulator } = await startStage();
    expect(await call(emulator, "POST", path, body)).toEqual({ status, body: { error: expect.any(String) } });
  });

  it("injects a fault and clears it", async () => {
    const { client, emulator } = await startStage();
    const fault = { kind: "throttle", operation: "CreateStreamingURL" };
    expect(await call(emulator, "POST", "faults", fault)).toEqual({ status: 200, body: { faults: [fault] } });
    await expect(streamingUrl(client)).rejects.toMatchObject({ name: "ThrottlingException" });
    expect(await call(emulator, "DELETE", "faults")).toEqual({ status: 200, body: { faults: [] } });
    await expect(streamingUrl(client)).resolves.toContain("/authenticate?");
  });

  it("shows the state of the world without any session's context", async () => {
    const { client, emulator } = await startStage();
    await fetch(await streamingUrl(client, { SessionContext: "handle-1" }));
    const { status, body } = await call(emulator, "GET", "state");
    expect(status).toBe(200);
    expect(body).toMatchObject({
      fleets: [
        { region: "eu-west-1", fleet: "treasury-ireland", state: "RUNNING", slots: 2, inUse: 1, free: 1 },
      ],
      sessions: [{ userId: "u-ana", hasSessionContext: true }],
      faults: [],
    });
    expect(JSON.stringify(body)).not.toContain("handle-1");
  });

  it.each(["http://evil.example", "null", "http://localhost:1"])("refuses the origin %s", async (origin) => {
    const { emulator } = await startStage();
    expect(await call(emulator, "GET", "state", undefined, { origin })).toMatchObject({ status: 403 });
  });

  it("accepts its own origin", async () => {
    const { emulator } = await startStage();
    expect(await call(emulator, "GET", "state", undefined, { origin: emulator.origin })).toMatchObject({
      status: 200,
    });
  });

  it("refuses a name that was rebound to this computer", async () => {
    const { emulator } = await startStage();
    const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
    request(`${emulator.origin}/_control/state`, { headers: { host: "evil.example" } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
    expect(await promise).toBe(403);
  });
});

import { describe, expect, it } from "vitest";
import { aFleet, streamingUrl } from "../../../dev/appstream-emulator/stage.ts";
import { fleetStage } from "./cloudformation.ts";
import { anEvent, FLEET } from "./requests.ts";

const CHANGED = { Attributes: { instanceType: "stream.compute.large" } };

describe("the fleet's handlers", () => {
  it("start a fleet after its creation", async () => {
    const { perform, turns, client } = await fleetStage();
    expect(await perform(anEvent("Create", { Phase: "after_update" }))).toBe(`${FLEET}/running`);
    expect(turns()).toEqual(["StartFleet"]);
    await expect(streamingUrl(client)).resolves.toContain("http");
  });

  it("leave a fleet alone that runs already", async () => {
    const { perform, turns } = await fleetStage({ fleets: [aFleet()] });
    await perform(anEvent("Update", { Phase: "after_update" }, `${FLEET}/running`));
    expect(turns()).toEqual([]);
  });

  it("wait until a person's session is over, stop, and start again after the update", async () => {
    const { perform, turns, client, advanceSeconds, handlers, emulator } = await fleetStage({
      fleets: [aFleet()],
      rebuildDelayMilliseconds: 1000,
    });
    const created = await perform(anEvent("Create"));
    await fetch(await streamingUrl(client));
    const event = anEvent("Update", CHANGED, created);
    const begun = await handlers.onEvent(event);
    for (const _poll of [1, 2, 3]) {
      expect(await handlers.isComplete({ ...event, ...begun })).toEqual({ IsComplete: false });
      advanceSeconds(30);
    }
    expect(turns()).toEqual([]);

    const [session] = emulator.sessions();
    const body = new URLSearchParams({ sessionId: session?.id ?? "" });
    await fetch(`${emulator.origin}/eu-west-1/end`, { method: "POST", body });
    advanceSeconds(30);
    await perform(anEvent("Update", CHANGED, created));
    await perform(anEvent("Update", { ...CHANGED, Phase: "after_update" }, `${FLEET}/running`));
    expect(turns()).toEqual(["StopFleet", "StartFleet"]);
  });

  it("give up after the longest wait and leave the session as it is", async () => {
    const { perform, turns, client, emulator } = await fleetStage({ fleets: [aFleet()] });
    await fetch(await streamingUrl(client));
    await expect(perform(anEvent("Update", CHANGED, "another"))).rejects.toThrow(
      `the fleet ${FLEET} cannot be stopped: 1 of its instances are still in use after 20 minutes`,
    );
    expect(turns()).toEqual([]);
    expect(emulator.sessions()).toMatchObject([{ state: "ACTIVE" }]);
  });

  it("end the session after the longest wait where the owner said so", async () => {
    const { perform, turns, client, emulator } = await fleetStage({ fleets: [aFleet()] });
    await fetch(await streamingUrl(client));
    await perform(anEvent("Update", { ...CHANGED, AfterLongestWait: "stop" }, "another"));
    expect(turns()).toEqual(["StopFleet"]);
    expect(emulator.sessions()).toMatchObject([{ state: "EXPIRED" }]);
  });

  it("count the sessions of a fleet that has several on an instance", async () => {
    const { perform, client } = await fleetStage({ fleets: [aFleet({ maxSessionsPerInstance: 4 })] });
    await fetch(await streamingUrl(client));
    await expect(perform(anEvent("Update", CHANGED, "another"))).rejects.toThrow("1 of its instances");
  });

  it("stop a fleet before it is deleted, and have nothing to do once it is gone", async () => {
    const { perform, turns } = await fleetStage({ fleets: [aFleet()] });
    await perform(anEvent("Delete", { Phase: "after_update" }, `${FLEET}/running`));
    expect(turns()).toEqual(["StopFleet"]);
    const gone = { Fleet: "gone" };
    await expect(perform(anEvent("Delete", gone, "gone/0"))).resolves.toBe("gone/0");
    await expect(
      perform(anEvent("Delete", { ...gone, Phase: "after_update" }, "gone/running")),
    ).resolves.toBe("gone/running");
  });

  it("say so when there is no fleet to start", async () => {
    const { perform } = await fleetStage();
    await expect(perform(anEvent("Create", { Phase: "after_update", Fleet: "nowhere" }))).rejects.toThrow(
      "the fleet nowhere cannot be started: there is no such fleet",
    );
  });

  it("refuse at once to change the colour that people use", async () => {
    const { handlers, turns } = await fleetStage({ fleets: [aFleet()] });
    const event = anEvent("Update", { ...CHANGED, Replacement: "blue_green" }, "another");
    await expect(handlers.onEvent(event)).rejects.toThrow("replaced by blue and green");
    expect(turns()).toEqual([]);
  });

  it.each(["throttle", "internal_failure", "service_unavailable", "reset"] as const)(
    "ask again after a fault of the kind %s",
    async (kind) => {
      const { perform, emulator, turns } = await fleetStage();
      emulator.injectFault({ kind, operation: "DescribeFleets", times: 1 });
      emulator.injectFault({ kind, operation: "StartFleet", times: 1 });
      await perform(anEvent("Create", { Phase: "after_update" }));
      expect(turns()).toEqual(["StartFleet", "StartFleet"]);
    },
  );

  it.each(["DescribeFleets", "StartFleet"])("tell what %s was refused for", async (operation) => {
    const { perform, emulator } = await fleetStage();
    emulator.injectFault({ kind: "access_denied", operation });
    await expect(perform(anEvent("Create", { Phase: "after_update" }))).rejects.toMatchObject({
      name: "AccessDeniedException",
    });
  });
});

/**
 * Whole operations of CloudFormation on one stack, in the order its dependencies give: the resource before the fleet,
 * the fleet, the resource behind it; cleaned up in reverse.
 */
import { DescribeFleetsCommand } from "@aws-sdk/client-appstream";
import { describe, expect, it } from "vitest";
import { aFleet } from "../../../dev/appstream-emulator/stage.ts";
import { type FleetStage, fleetStage } from "./cloudformation.ts";
import { anEvent, FLEET } from "./requests.ts";

const OLD = { Attributes: { instanceType: "stream.standard.large" } };
const NEW = { Attributes: { instanceType: "stream.compute.large" } };
const AFTER = { Phase: "after_update" } as const;

async function create({ perform, emulator }: FleetStage): Promise<string> {
  const before = await perform(anEvent("Create", OLD));
  emulator.setFleetState("eu-west-1", FLEET, "STOPPED");
  await perform(anEvent("Create", { ...OLD, ...AFTER }));
  return before;
}

async function stateOf({ client }: FleetStage): Promise<string> {
  const { Fleets: fleets } = await client.send(new DescribeFleetsCommand({ Names: [FLEET] }));
  return fleets?.[0]?.State ?? "";
}

describe("a stack with a fleet", () => {
  it("is updated while the fleet is stopped, and runs when all is done", async () => {
    const stage = await fleetStage();
    const old = await create(stage);
    const made = await stage.perform(anEvent("Update", NEW, old));
    expect(await stateOf(stage)).toBe("STOPPED");
    await stage.perform(anEvent("Update", { ...NEW, ...AFTER }, `${FLEET}/running`));
    expect(made).not.toBe(old);
    await stage.perform(anEvent("Delete", OLD, old));
    expect(await stateOf(stage)).toBe("RUNNING");
    expect(stage.turns()).toEqual(["StartFleet", "StopFleet", "StartFleet"]);
  });

  it("runs again after a rollback, although nothing behind the fleet was ever reached", async () => {
    const stage = await fleetStage();
    const old = await create(stage);
    const made = await stage.perform(anEvent("Update", NEW, old));
    // The fleet's own update fails; CloudFormation goes back and deletes the id that is not kept.
    expect(await stage.perform(anEvent("Update", OLD, made))).toBe(old);
    expect(await stateOf(stage)).toBe("STOPPED");
    await stage.perform(anEvent("Delete", NEW, made));
    expect(await stateOf(stage)).toBe("RUNNING");
  });

  it("runs again also when the rollback deletes the new id and asks nothing else", async () => {
    const stage = await fleetStage();
    const made = await stage.perform(anEvent("Update", NEW, await create(stage)));
    await stage.perform(anEvent("Delete", NEW, made));
    expect(await stateOf(stage)).toBe("RUNNING");
  });

  it("is left alone by an update of something else", async () => {
    const stage = await fleetStage();
    const old = await create(stage);
    const changed = { ...OLD, LongestWaitSeconds: "60" };
    expect(await stage.perform(anEvent("Update", changed, old))).toBe(old);
    await stage.perform(anEvent("Update", { ...changed, ...AFTER }, `${FLEET}/running`));
    expect(stage.turns()).toEqual(["StartFleet"]);
  });

  it("can be rolled back after a refusal of blue and green", async () => {
    const stage = await fleetStage();
    const colour = { Replacement: "blue_green" };
    const old = await create(stage);
    await expect(stage.perform(anEvent("Update", { ...NEW, ...colour }, old))).rejects.toThrow(
      "blue and green",
    );
    expect(await stage.perform(anEvent("Update", { ...OLD, ...colour }, old))).toBe(old);
    expect(stage.turns()).toEqual(["StartFleet"]);
  });

  it("goes through a start that takes longer than usual", async () => {
    const stage = await fleetStage({
      fleets: [aFleet({ state: "STOPPED" })],
      fleetTransitionMilliseconds: 20 * 60_000,
    });
    await create(stage);
    expect(await stateOf(stage)).toBe("RUNNING");
  });

  it("gives up on a start that takes an hour", async () => {
    const stage = await fleetStage({
      fleets: [aFleet({ state: "STOPPED" })],
      fleetTransitionMilliseconds: 60 * 60_000,
    });
    await expect(create(stage)).rejects.toThrow("it is still STARTING after 50 minutes");
  });
});

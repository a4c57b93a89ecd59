/**
 * A fleet's custom resource as CDK's provider framework calls for it: begin, then ask until it is complete. On the way the
 * fleet of the emulator is stopped for an update and started again.
 */
import { expect } from "vitest";
import type { Begun } from "../../../../infra/streaming/fleet-state/handlers.ts";
import { anEvent } from "../../streaming/fleet-state/requests.ts";
import { functionOf } from "../deployed-broker.ts";
import type { EventDrive } from "./drive.ts";

const FLEET = "sg-design-ireland";
type Event = ReturnType<typeof anEvent>;

export const driveFleetState: EventDrive = async (broker) => {
  const { world, functions, start } = broker;
  const region = "eu-west-1";
  const atEmulator = { AWS_ENDPOINT_URL_APPSTREAM: world.appstream.regions[region] ?? "" };
  const begin = await start(functionOf(functions, "fleet-state", "index.onEvent"), atEmulator);
  const ask = await start(functionOf(functions, "fleet-state", "index.isComplete"), atEmulator);
  const isComplete = async (event: Event, begun: Begun): Promise<boolean> =>
    ((await ask.invoke({ ...event, ...begun })) as { readonly IsComplete: boolean }).IsComplete;
  const turns = (): readonly string[] =>
    world.appstream
      .requests()
      .map(({ operation }) => operation)
      .filter((operation) => operation === "StopFleet" || operation === "StartFleet");
  world.appstream.setFleetState(region, FLEET, "RUNNING");

  const changed = { Fleet: FLEET, Attributes: { instanceType: "stream.standard.xlarge" } };
  const before = anEvent("Update", { ...changed, Phase: "before_update" }, `${FLEET}/former-attributes`);
  const stopping = (await begin.invoke(before)) as Begun;
  expect(stopping.Goal).toBe("stopped");
  expect(await isComplete(before, stopping)).toBe(false);
  expect(turns()).toEqual(["StopFleet"]);
  world.appstream.setFleetState(region, FLEET, "STOPPED");
  expect(await isComplete(before, stopping)).toBe(true);

  const after = anEvent("Update", { ...changed, Phase: "after_update" }, `${FLEET}/running`);
  const starting = (await begin.invoke(after)) as Begun;
  expect(starting).toMatchObject({ Goal: "running", PhysicalResourceId: `${FLEET}/running` });
  expect(await isComplete(after, starting)).toBe(false);
  expect(turns()).toEqual(["StopFleet", "StartFleet"]);
  world.appstream.setFleetState(region, FLEET, "RUNNING");
  expect(await isComplete(after, starting)).toBe(true);
};

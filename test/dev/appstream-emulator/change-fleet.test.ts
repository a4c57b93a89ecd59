import { DescribeFleetsCommand, DescribeSessionsCommand, FleetErrorCode } from "@aws-sdk/client-appstream";
import { describe, expect, it } from "vitest";
import type { EmulatedFleet } from "../../../dev/appstream-emulator/server.ts";
import { FLEET_ERROR_CODES } from "../../../dev/appstream-emulator/world/fleet-errors.ts";
import { callControl } from "./call-control.ts";
import { aFleet, startStage, streamingUrl } from "./stage.ts";

const FLEET = ["eu-west-1", "treasury-ireland"] as const;
const PATH = `fleets/${FLEET.join("/")}`;

async function startFleetStage(overrides: Partial<EmulatedFleet> = {}) {
  const stage = await startStage({ fleets: [aFleet(overrides)] });
  const describeFleet = async () => {
    const { Fleets: fleets } = await stage.client.send(new DescribeFleetsCommand({}));
    return fleets?.[0];
  };
  return { ...stage, describeFleet };
}

describe("changeFleet", () => {
  it.each([
    ["an Always-On fleet", {}, { Desired: 2, Running: 2, InUse: 2, Available: 0 }],
    ["an On-Demand fleet", { fleetType: "ON_DEMAND" }, { Desired: 2, Running: 2, InUse: 2, Available: 0 }],
    [
      "a multi-session fleet",
      { maxSessionsPerInstance: 5 },
      { InUse: 1, Available: 1, ActiveUserSessions: 2, AvailableUserSessions: 8, ActualUserSessions: 10 },
    ],
    ["an Elastic fleet", { fleetType: "ELASTIC" }, { Desired: 0, Running: 0, InUse: 0, Available: 0 }],
  ] as const)("lets others take two places of %s", async (_name, overrides, counters) => {
    const { emulator, describeFleet } = await startFleetStage(overrides);
    emulator.changeFleet(...FLEET, { occupied: 2 });
    expect((await describeFleet())?.ComputeCapacityStatus).toMatchObject(counters);
  });

  it("counts no idle instance of an On-Demand fleet as running", async () => {
    const { describeFleet } = await startFleetStage({ fleetType: "ON_DEMAND" });
    expect((await describeFleet())?.ComputeCapacityStatus).toEqual({
      ...{ Desired: 2, Running: 0, InUse: 0, Available: 2 },
    });
  });

  it("fills a fleet, which turns people away, and frees it again", async () => {
    const { client, emulator } = await startFleetStage();
    emulator.changeFleet(...FLEET, { occupied: 50 });
    const url = await streamingUrl(client);
    expect((await fetch(url)).status).toBe(503);
    emulator.changeFleet(...FLEET, { occupied: 1 });
    expect((await fetch(url)).status).toBe(200);
  });

  it("throws nobody out who is already on the fleet", async () => {
    const { client, emulator, describeFleet } = await startFleetStage();
    const url = await streamingUrl(client);
    await fetch(url);
    emulator.changeFleet(...FLEET, { occupied: 50 });
    expect((await fetch(url)).status).toBe(200);
    expect((await describeFleet())?.ComputeCapacityStatus).toMatchObject({ InUse: 2, Available: 0 });
  });

  it("shows the others' sessions, and none of them to who asks for one user", async () => {
    const { client, emulator } = await startFleetStage({ fleetType: "ELASTIC", capacity: 60 });
    emulator.changeFleet(...FLEET, { occupied: 25 });
    await fetch(await streamingUrl(client));
    const pair = { StackName: "treasury", FleetName: "treasury-ireland" };
    const first = await client.send(new DescribeSessionsCommand(pair));
    const rest = await client.send(new DescribeSessionsCommand({ ...pair, NextToken: first.NextToken }));
    expect([first.Sessions?.length, rest.Sessions?.length, rest.NextToken]).toEqual([20, 6, undefined]);
    const one = { ...pair, UserId: "u-ana", AuthenticationType: "API" } as const;
    const { Sessions: own } = await client.send(new DescribeSessionsCommand(one));
    expect(own?.map(({ UserId }) => UserId)).toEqual(["u-ana"]);
    const elsewhere = new DescribeSessionsCommand({ ...pair, StackName: "another" });
    expect((await client.send(elsewhere)).Sessions).toEqual([]);
  });

  it("grows and shrinks a fleet", async () => {
    const { emulator, describeFleet } = await startFleetStage();
    emulator.changeFleet(...FLEET, { capacity: 7 });
    expect((await describeFleet())?.ComputeCapacityStatus).toMatchObject({ Desired: 7, Available: 7 });
    emulator.changeFleet(...FLEET, { capacity: 0 });
    expect((await describeFleet())?.ComputeCapacityStatus).toMatchObject({ Desired: 0, Available: 0 });
  });

  it("gives a fleet errors and takes them away", async () => {
    const { emulator, describeFleet } = await startFleetStage();
    emulator.changeFleet(...FLEET, { errors: ["SUBNET_NOT_FOUND"] });
    expect(await describeFleet()).toMatchObject({
      State: "RUNNING",
      FleetErrors: [{ ErrorCode: "SUBNET_NOT_FOUND", ErrorMessage: expect.any(String) }],
    });
    emulator.changeFleet(...FLEET, { errors: [] });
    expect((await describeFleet())?.FleetErrors).toEqual([]);
  });

  it("joins a fleet to a domain, which forbids streaming URLs", async () => {
    const { client, emulator, describeFleet } = await startFleetStage();
    emulator.changeFleet(...FLEET, { domainJoined: true });
    expect(await describeFleet()).toHaveProperty("DomainJoinInfo");
    await expect(streamingUrl(client)).rejects.toMatchObject({ name: "OperationNotPermittedException" });
  });

  it("leaves alone what it does not name", async () => {
    const { emulator, describeFleet } = await startFleetStage();
    emulator.changeFleet(...FLEET, { state: "STOPPED", errors: ["FLEET_STOPPED"] });
    emulator.changeFleet(...FLEET, { capacity: 9 });
    expect(await describeFleet()).toMatchObject({
      State: "STOPPED",
      FleetErrors: [{ ErrorCode: "FLEET_STOPPED" }],
      ComputeCapacityStatus: { Desired: 9, Running: 0, Available: 0 },
    });
  });

  it("refuses a fleet that does not exist", async () => {
    const { emulator } = await startStage();
    expect(() => emulator.changeFleet("us-east-1", "treasury-ireland", { capacity: 1 })).toThrow(
      new TypeError("no emulated fleet treasury-ireland in us-east-1"),
    );
  });
});

describe("POST /_control/fleets", () => {
  it("changes everything at once and shows it", async () => {
    const { emulator } = await startStage({ fleets: [aFleet(), aFleet({ stack: "second" })] });
    const change = { capacity: 4, occupied: 3, errors: ["IGW_NOT_ATTACHED"], domainJoined: true };
    const condition = {
      ...{ region: "eu-west-1", fleet: "treasury-ireland", fleetType: "ALWAYS_ON", state: "RUNNING" },
      ...change,
      ...{ slots: 4, inUse: 3, rebuilding: 0, others: 3, free: 1 },
      stacks: ["treasury", "second"],
    };
    expect(await callControl(emulator, "POST", PATH, change)).toEqual({ status: 200, body: condition });
    const { body } = await callControl(emulator, "GET", "state");
    expect(body).toMatchObject({ fleets: [condition] });
  });

  it.each([
    ["nothing to change", {}, "a change of a fleet has at least one of state, capacity"],
    ["a capacity below zero", { capacity: -1 }, "capacity must be a whole number from 0 to 10000"],
    ["half a place", { occupied: 0.5 }, "occupied must be a whole number from 0 to 10000"],
    ["an error nobody knows", { errors: ["METEOR"] }, "errors must be a list of codes, each one of IAM_"],
    ["an error that is no list", { errors: "IMAGE_NOT_FOUND" }, "errors must be a list of codes"],
    ["a word for yes", { domainJoined: "yes" }, "domainJoined must be true or false"],
  ])("refuses %s and changes nothing", async (_name, body, error) => {
    const { emulator } = await startStage();
    const before = await callControl(emulator, "GET", "state");
    expect(await callControl(emulator, "POST", PATH, body)).toEqual({
      status: 400,
      body: { error: expect.stringContaining(error) },
    });
    expect(await callControl(emulator, "GET", "state")).toEqual(before);
  });

  it("names all the mistakes, and changes nothing for the part that was right", async () => {
    const { emulator, describeFleet } = await startFleetStage();
    const body = { capacity: 9, occupied: -1, state: "ASLEEP", colour: "red" };
    expect(await callControl(emulator, "POST", PATH, body)).toEqual({
      status: 400,
      body: {
        error:
          "occupied must be a whole number from 0 to 10000; " +
          "state must be one of RUNNING, STOPPED, STARTING, STOPPING; colour is not a member of a change of a " +
          "fleet, which has state, capacity, occupied, errors, domainJoined",
      },
    });
    expect((await describeFleet())?.ComputeCapacityStatus?.Desired).toBe(2);
  });
});

describe("FLEET_ERROR_CODES", () => {
  it("are those of the service model", () => {
    expect([...FLEET_ERROR_CODES].toSorted()).toEqual(Object.values(FleetErrorCode).toSorted());
  });
});

import { type AppStreamClient, DescribeFleetsCommand, type Fleet } from "@aws-sdk/client-appstream";
import { describe, expect, it } from "vitest";
import { aFleet, START_MILLISECONDS, startStage, streamingUrl } from "./stage.ts";

async function onlyFleet(client: AppStreamClient): Promise<Fleet | undefined> {
  const { Fleets: fleets } = await client.send(new DescribeFleetsCommand({ Names: ["treasury-ireland"] }));
  return fleets?.[0];
}

describe("DescribeFleets", () => {
  it("describes a fleet as the service does", async () => {
    const { client } = await startStage();
    expect(await onlyFleet(client)).toMatchObject({
      Arn: "arn:aws:appstream:eu-west-1:111122223333:fleet/treasury-ireland",
      Name: "treasury-ireland",
      FleetType: "ALWAYS_ON",
      State: "RUNNING",
      StreamView: "APP",
      DisconnectTimeoutInSeconds: 900,
      ComputeCapacityStatus: { Desired: 2, Running: 2, InUse: 0, Available: 2 },
      ImageArn: "arn:aws:appstream:eu-west-1:111122223333:image/treasury-ireland",
      CreatedTime: new Date(START_MILLISECONDS),
      FleetErrors: [],
    });
  });

  it("gives a domain-joined fleet away by its DomainJoinInfo", async () => {
    const { client } = await startStage({ fleets: [aFleet({ domainJoined: true })] });
    expect((await onlyFleet(client))?.DomainJoinInfo).toEqual({ DirectoryName: "corp.example.com" });
  });

  it("has no DomainJoinInfo on another fleet", async () => {
    const { client } = await startStage();
    expect(await onlyFleet(client)).not.toHaveProperty("DomainJoinInfo");
  });

  it("takes a session off the available capacity, and its instance until it is rebuilt", async () => {
    const { client, emulator, advanceSeconds } = await startStage({ rebuildDelayMilliseconds: 60_000 });
    await fetch(await streamingUrl(client));
    expect((await onlyFleet(client))?.ComputeCapacityStatus).toMatchObject({ InUse: 1, Available: 1 });

    const [session] = emulator.sessions();
    await fetch(`${emulator.origin}/eu-west-1/end`, {
      method: "POST",
      body: new URLSearchParams({ sessionId: session?.id ?? "" }),
    });
    expect((await onlyFleet(client))?.ComputeCapacityStatus).toMatchObject({
      InUse: 0,
      Available: 1,
      Running: 1,
    });
    advanceSeconds(60);
    expect((await onlyFleet(client))?.ComputeCapacityStatus).toMatchObject({
      InUse: 0,
      Available: 2,
      Running: 2,
    });
  });

  it("has no capacity on a stopped fleet", async () => {
    const { client } = await startStage({ fleets: [aFleet({ state: "STOPPED" })] });
    expect((await onlyFleet(client))?.ComputeCapacityStatus).toMatchObject({
      Desired: 2,
      Running: 0,
      Available: 0,
    });
  });

  it("counts user sessions on a multi-session fleet", async () => {
    const { client } = await startStage({ fleets: [aFleet({ maxSessionsPerInstance: 5 })] });
    await fetch(await streamingUrl(client));
    expect(await onlyFleet(client)).toMatchObject({
      MaxSessionsPerInstance: 5,
      ComputeCapacityStatus: {
        Available: 1,
        DesiredUserSessions: 10,
        ActualUserSessions: 10,
        ActiveUserSessions: 1,
        AvailableUserSessions: 9,
        Draining: 0,
      },
    });
  });

  it("says how many sessions an Elastic fleet may have, and nothing about what is available", async () => {
    const { client } = await startStage({ fleets: [aFleet({ fleetType: "ELASTIC", capacity: 7 })] });
    expect(await onlyFleet(client)).toMatchObject({
      MaxConcurrentSessions: 7,
      ComputeCapacityStatus: { Desired: 0, Available: 0 },
    });
    expect(await onlyFleet(client)).not.toHaveProperty("ImageArn");
  });

  it("lists a fleet of two stacks once", async () => {
    const { client } = await startStage({ fleets: [aFleet(), aFleet({ stack: "second" })] });
    const { Fleets: fleets } = await client.send(new DescribeFleetsCommand({}));
    expect(fleets?.map((fleet) => fleet.Name)).toEqual(["treasury-ireland"]);
  });

  it("lists nothing in a Region without fleets", async () => {
    const { client } = await startStage({ fleets: [aFleet({ region: "us-east-1" })] });
    expect((await client.send(new DescribeFleetsCommand({}))).Fleets).toEqual([]);
  });

  it("refuses the whole call when one name is unknown", async () => {
    const { client } = await startStage();
    const command = new DescribeFleetsCommand({ Names: ["treasury-ireland", "nowhere"] });
    await expect(client.send(command)).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Fleet nowhere does not exist.",
    });
  });

  it("gives one page after another, and no token after the last", async () => {
    const fleets = ["a", "b", "c"].map((fleet) => aFleet({ fleet }));
    const { client } = await startStage({ fleets, pageSize: 2 });
    const first = await client.send(new DescribeFleetsCommand({}));
    const second = await client.send(new DescribeFleetsCommand({ NextToken: first.NextToken }));
    expect(first.Fleets?.map((fleet) => fleet.Name)).toEqual(["a", "b"]);
    expect(second.Fleets?.map((fleet) => fleet.Name)).toEqual(["c"]);
    expect(second).not.toHaveProperty("NextToken");
  });

  it.each(["made-up", ""])("refuses the token %j", async (token) => {
    const { client } = await startStage();
    await expect(client.send(new DescribeFleetsCommand({ NextToken: token }))).rejects.toMatchObject({
      name: "ValidationException",
    });
  });

  it("refuses names that are not a list of texts", async () => {
    const { client } = await startStage();
    const command = new DescribeFleetsCommand({ Names: [{}] as unknown as string[] });
    await expect(client.send(command)).rejects.toMatchObject({ name: "SerializationException" });
  });
});

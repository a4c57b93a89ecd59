import { type AppStreamClient, DescribeSessionsCommand, type Session } from "@aws-sdk/client-appstream";
import { describe, expect, it } from "vitest";
import { aFleet, START_MILLISECONDS, startStage, streamingUrl } from "./stage.ts";

type Question = Partial<ConstructorParameters<typeof DescribeSessionsCommand>[0]>;

const PAIR = { StackName: "treasury", FleetName: "treasury-ireland" };

async function sessionsOf(client: AppStreamClient, question: Question = {}): Promise<readonly Session[]> {
  const { Sessions: sessions } = await client.send(new DescribeSessionsCommand({ ...PAIR, ...question }));
  return sessions ?? [];
}

describe("DescribeSessions", () => {
  it("describes a session of a streaming URL", async () => {
    const { client, emulator } = await startStage();
    await fetch(await streamingUrl(client));
    expect(await sessionsOf(client)).toEqual([
      {
        Id: emulator.sessions()[0]?.id,
        UserId: "u-ana",
        ...PAIR,
        State: "ACTIVE",
        ConnectionState: "CONNECTED",
        StartTime: new Date(START_MILLISECONDS),
        MaxExpirationTime: new Date(START_MILLISECONDS + 57_600_000),
        AuthenticationType: "API",
        InstanceId: expect.stringMatching(/^i-[0-9a-f]{17}$/),
      },
    ]);
  });

  it("says PENDING until the instance is ready", async () => {
    const { client, advanceSeconds } = await startStage({
      fleets: [aFleet({ fleetType: "ON_DEMAND" })],
      startDelayMilliseconds: { ON_DEMAND: 90_000 },
    });
    await fetch(await streamingUrl(client));
    expect(await sessionsOf(client)).toMatchObject([{ State: "PENDING" }]);
    advanceSeconds(90);
    expect(await sessionsOf(client)).toMatchObject([{ State: "ACTIVE" }]);
  });

  it("keeps an ended session, EXPIRED, until its instance is replaced", async () => {
    const { client, emulator, advanceSeconds } = await startStage({ rebuildDelayMilliseconds: 60_000 });
    await fetch(await streamingUrl(client));
    emulator.setFleetState("eu-west-1", "treasury-ireland", "STOPPED");
    expect(await sessionsOf(client)).toMatchObject([{ State: "EXPIRED", ConnectionState: "NOT_CONNECTED" }]);
    advanceSeconds(60);
    expect(await sessionsOf(client)).toEqual([]);
  });

  it("ends a session at its maximum duration", async () => {
    const { client, advanceSeconds } = await startStage();
    await fetch(await streamingUrl(client));
    advanceSeconds(57_600);
    expect(await sessionsOf(client)).toMatchObject([{ State: "EXPIRED" }]);
  });

  it("refuses a user without an authentication type", async () => {
    const { client } = await startStage();
    await expect(sessionsOf(client, { UserId: "u-ana" })).rejects.toMatchObject({
      name: "InvalidParameterCombinationException",
    });
  });

  it("finds the sessions of one user", async () => {
    const { client } = await startStage();
    await fetch(await streamingUrl(client));
    await fetch(await streamingUrl(client, { UserId: "u-ben" }));
    const question = { UserId: "u-ben", AuthenticationType: "API" } as const;
    expect(await sessionsOf(client, question)).toMatchObject([{ UserId: "u-ben" }]);
  });

  it("finds the sessions of one instance", async () => {
    const { client, emulator } = await startStage();
    await fetch(await streamingUrl(client));
    const instanceId = emulator.sessions()[0]?.instanceId;
    expect(await sessionsOf(client, { InstanceId: instanceId })).toHaveLength(1);
    expect(await sessionsOf(client, { InstanceId: "i-0" })).toEqual([]);
  });

  it.each(["SAML", "USERPOOL", "AWS_AD"] as const)("has no sessions of type %s", async (type) => {
    const { client } = await startStage();
    await fetch(await streamingUrl(client));
    expect(await sessionsOf(client, { AuthenticationType: type })).toEqual([]);
  });

  it("gives one page after another", async () => {
    const { client } = await startStage();
    await fetch(await streamingUrl(client));
    await fetch(await streamingUrl(client, { UserId: "u-ben" }));
    const first = await client.send(new DescribeSessionsCommand({ ...PAIR, Limit: 1 }));
    const second = await client.send(
      new DescribeSessionsCommand({ ...PAIR, Limit: 1, NextToken: first.NextToken }),
    );
    expect([first, second].map((page) => page.Sessions?.[0]?.UserId)).toEqual(["u-ana", "u-ben"]);
    expect(second).not.toHaveProperty("NextToken");
  });

  it.each([
    ["a missing stack", { StackName: undefined }],
    ["a missing fleet", { FleetName: undefined }],
    ["a limit above 50", { Limit: 51 }],
    ["an unknown authentication type", { AuthenticationType: "GUESS" as "API" }],
  ])("refuses %s", async (_name, deviation) => {
    const { client } = await startStage();
    await expect(sessionsOf(client, deviation)).rejects.toMatchObject({ name: "ValidationException" });
  });
});

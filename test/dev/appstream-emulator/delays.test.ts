import {
  DescribeFleetsCommand,
  DescribeSessionsCommand,
  ExpireSessionCommand,
} from "@aws-sdk/client-appstream";
import { describe, expect, it } from "vitest";
import { DELAYS_AS_ON_AWS } from "../../../dev/appstream-emulator/build-world.ts";
import type { EmulatedFleet } from "../../../dev/appstream-emulator/server.ts";
import { aFleet, startStage, streamingUrl } from "./stage.ts";

async function startSlowStage(overrides: Partial<EmulatedFleet>) {
  const stage = await startStage({ ...DELAYS_AS_ON_AWS, fleets: [aFleet({ capacity: 1, ...overrides })] });
  const { client } = stage;
  return {
    ...stage,
    /** Opens a session and ends it by the API. */
    startAndExpire: async () => {
      await fetch(await streamingUrl(client));
      const pair = { StackName: "treasury", FleetName: "treasury-ireland" };
      const { Sessions: sessions } = await client.send(new DescribeSessionsCommand(pair));
      await client.send(new ExpireSessionCommand({ SessionId: sessions?.[0]?.Id }));
    },
    counters: async () => {
      const { Fleets: fleets } = await client.send(new DescribeFleetsCommand({}));
      return fleets?.[0]?.ComputeCapacityStatus;
    },
  };
}

describe("DELAYS_AS_ON_AWS", () => {
  it.each(["ALWAYS_ON", "ON_DEMAND"] as const)(
    "keep the place of an ended session on a fleet of type %s for a quarter of an hour",
    async (fleetType) => {
      const { client, emulator, startAndExpire, counters } = await startSlowStage({ fleetType });
      await startAndExpire();
      expect(await counters()).toMatchObject({ Desired: 1, InUse: 0, Available: 0 });
      const url = await streamingUrl(client, { Validity: 3600 });
      expect((await fetch(url)).status).toBe(503);
      emulator.advanceSeconds(899);
      expect(await counters()).toMatchObject({ Available: 0 });
      emulator.advanceSeconds(1);
      expect(await counters()).toMatchObject({ Available: 1 });
      expect((await fetch(url)).status).toBe(200);
    },
  );

  it("free a place on a multi-session fleet at once", async () => {
    const { startAndExpire, counters } = await startSlowStage({ maxSessionsPerInstance: 2 });
    await startAndExpire();
    expect(await counters()).toMatchObject({ ActiveUserSessions: 0, AvailableUserSessions: 2 });
  });

  it("free a place on an Elastic fleet at once", async () => {
    const { client, startAndExpire } = await startSlowStage({ fleetType: "ELASTIC" });
    await startAndExpire();
    expect((await fetch(await streamingUrl(client, { UserId: "u-ben" }))).status).toBe(200);
  });
});

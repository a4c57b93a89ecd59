import { ListAssociatedStacksCommand } from "@aws-sdk/client-appstream";
import { describe, expect, it } from "vitest";
import { aFleet, startStage } from "./stage.ts";

const fleets = [aFleet(), aFleet({ stack: "second" }), aFleet({ stack: "design", fleet: "design" })];
const FleetName = "treasury-ireland";

describe("ListAssociatedStacks", () => {
  it("names the stacks of the fleet", async () => {
    const { client } = await startStage({ fleets });
    const { Names: names } = await client.send(new ListAssociatedStacksCommand({ FleetName }));
    expect(names).toEqual(["treasury", "second"]);
  });

  it("names none for an unknown fleet", async () => {
    const { client } = await startStage({ fleets });
    const { Names: names } = await client.send(new ListAssociatedStacksCommand({ FleetName: "nowhere" }));
    expect(names).toEqual([]);
  });

  it("gives one page after another", async () => {
    const { client } = await startStage({ fleets, pageSize: 1 });
    const first = await client.send(new ListAssociatedStacksCommand({ FleetName }));
    const second = await client.send(
      new ListAssociatedStacksCommand({ FleetName, NextToken: first.NextToken }),
    );
    expect([first.Names, second.Names]).toEqual([["treasury"], ["second"]]);
    expect(second).not.toHaveProperty("NextToken");
  });

  it("refuses a missing fleet", async () => {
    const { client } = await startStage({ fleets });
    const command = new ListAssociatedStacksCommand({ FleetName: undefined });
    await expect(client.send(command)).rejects.toMatchObject({ name: "ValidationException" });
  });
});

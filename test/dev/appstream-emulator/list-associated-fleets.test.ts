import { ListAssociatedFleetsCommand } from "@aws-sdk/client-appstream";
import { describe, expect, it } from "vitest";
import { aFleet, startStage } from "./stage.ts";

const fleets = [aFleet(), aFleet({ fleet: "treasury-spare" }), aFleet({ stack: "design", fleet: "design" })];

describe("ListAssociatedFleets", () => {
  it("names the fleets of the stack", async () => {
    const { client } = await startStage({ fleets });
    const { Names: names } = await client.send(new ListAssociatedFleetsCommand({ StackName: "treasury" }));
    expect(names).toEqual(["treasury-ireland", "treasury-spare"]);
  });

  it("names none for an unknown stack", async () => {
    const { client } = await startStage({ fleets });
    const { Names: names } = await client.send(new ListAssociatedFleetsCommand({ StackName: "nowhere" }));
    expect(names).toEqual([]);
  });

  it("gives one page after another", async () => {
    const { client } = await startStage({ fleets, pageSize: 1 });
    const first = await client.send(new ListAssociatedFleetsCommand({ StackName: "treasury" }));
    const second = await client.send(
      new ListAssociatedFleetsCommand({ StackName: "treasury", NextToken: first.NextToken }),
    );
    expect([first.Names, second.Names]).toEqual([["treasury-ireland"], ["treasury-spare"]]);
    expect(second).not.toHaveProperty("NextToken");
  });

  it("refuses a missing stack", async () => {
    const { client } = await startStage();
    await expect(
      client.send(new ListAssociatedFleetsCommand({ StackName: undefined })),
    ).rejects.toMatchObject({
      name: "ValidationException",
    });
  });
});

import { DescribeStacksCommand } from "@aws-sdk/client-appstream";
import { describe, expect, it } from "vitest";
import { aFleet, startStage } from "./stage.ts";

const fleets = [
  aFleet(),
  aFleet({ stack: "design", fleet: "design" }),
  aFleet({ stack: "design", fleet: "spare" }),
];

describe("DescribeStacks", () => {
  it("lists each stack of the Region once", async () => {
    const { client } = await startStage({ fleets });
    const { Stacks: stacks } = await client.send(new DescribeStacksCommand({}));
    expect(stacks?.map((stack) => stack.Name)).toEqual(["treasury", "design"]);
    expect(stacks?.[0]?.Arn).toBe("arn:aws:appstream:eu-west-1:111122223333:stack/treasury");
  });

  it("describes the stack asked for", async () => {
    const { client } = await startStage({ fleets });
    const { Stacks: stacks } = await client.send(new DescribeStacksCommand({ Names: ["design"] }));
    expect(stacks?.map((stack) => stack.Name)).toEqual(["design"]);
  });

  it("does not find an unknown stack", async () => {
    const { client } = await startStage({ fleets });
    await expect(client.send(new DescribeStacksCommand({ Names: ["nowhere"] }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Stack nowhere does not exist.",
    });
  });

  it("gives one page after another", async () => {
    const { client } = await startStage({ fleets, pageSize: 1 });
    const first = await client.send(new DescribeStacksCommand({}));
    const second = await client.send(new DescribeStacksCommand({ NextToken: first.NextToken }));
    expect(second.Stacks?.map((stack) => stack.Name)).toEqual(["design"]);
    expect(second).not.toHaveProperty("NextToken");
  });
});

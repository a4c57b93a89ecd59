import { DescribeStacksCommand } from "@aws-sdk/client-appstream";
import { describe, expect, it } from "vitest";
import { aFleet, START_MILLISECONDS, startStage } from "./stage.ts";

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

  it("gives a stack of which nothing is written down what a new one has", async () => {
    const { client } = await startStage();
    const { Stacks: stacks } = await client.send(new DescribeStacksCommand({}));
    expect(stacks?.[0]).toMatchObject({ CreatedTime: new Date(START_MILLISECONDS), StackErrors: [] });
    expect(stacks?.[0]?.UserSettings).toContainEqual({ Action: "FILE_DOWNLOAD", Permission: "ENABLED" });
    for (const member of ["EmbedHostDomains", "RedirectURL", "FeedbackURL"]) {
      expect(stacks?.[0]).not.toHaveProperty(member);
    }
  });

  it("says what a stack permits, where it may be embedded and where it leads", async () => {
    const settings = {
      embedHostDomains: ["portal.example.com"],
      redirectUrl: "https://launch.example.com/ended",
      feedbackUrl: "https://feedback.example.com/",
      userSettings: { FILE_DOWNLOAD: "DISABLED" },
    } as const;
    const { client } = await startStage({
      fleets,
      stacks: [
        { region: "us-east-1", stack: "treasury", redirectUrl: "https://elsewhere.example.com/" },
        { region: "eu-west-1", stack: "treasury", ...settings },
      ],
    });
    const { Stacks: stacks } = await client.send(new DescribeStacksCommand({ Names: ["treasury"] }));
    expect(stacks?.[0]).toMatchObject({
      EmbedHostDomains: ["portal.example.com"],
      RedirectURL: "https://launch.example.com/ended",
      FeedbackURL: "https://feedback.example.com/",
      UserSettings: expect.arrayContaining([
        { Action: "FILE_DOWNLOAD", Permission: "DISABLED" },
        { Action: "FILE_UPLOAD", Permission: "ENABLED" },
      ]),
    });
  });

  it("lists a stack without a fleet", async () => {
    const { client } = await startStage({ stacks: [{ region: "eu-west-1", stack: "empty" }] });
    const { Stacks: stacks } = await client.send(new DescribeStacksCommand({}));
    expect(stacks?.map((stack) => stack.Name)).toEqual(["treasury", "empty"]);
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

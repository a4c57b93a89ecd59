import {
  DescribeApplicationFleetAssociationsCommand,
  type DescribeApplicationFleetAssociationsCommandInput,
  DescribeApplicationsCommand,
} from "@aws-sdk/client-appstream";
import { describe, expect, it } from "vitest";
import { aFleet, START_MILLISECONDS, startStage } from "./stage.ts";

const EDITOR = { name: "Editor", displayName: "The Editor" };
const VIEWER = { name: "Viewer", displayName: "The Viewer" };
const arnOf = (name: string) => `arn:aws:appstream:eu-west-1:111122223333:application/${name}`;
const fleets = [
  aFleet(),
  aFleet({ fleet: "web-1", fleetType: "ELASTIC", applications: [EDITOR, VIEWER] }),
  aFleet({ fleet: "web-2", fleetType: "ELASTIC", applications: [VIEWER] }),
];

describe("DescribeApplications", () => {
  it("lists each application of an Elastic fleet once, and those of images not at all", async () => {
    const { client } = await startStage({ fleets });
    const { Applications: applications } = await client.send(new DescribeApplicationsCommand({}));
    expect(applications?.map(({ Arn }) => Arn)).toEqual([arnOf("Editor"), arnOf("Viewer")]);
    expect(applications?.[0]).toMatchObject({
      Name: "Editor",
      DisplayName: "The Editor",
      Enabled: true,
      CreatedTime: new Date(START_MILLISECONDS),
    });
  });

  it("describes the application asked for", async () => {
    const { client } = await startStage({ fleets });
    const command = new DescribeApplicationsCommand({ Arns: [arnOf("Viewer")] });
    expect((await client.send(command)).Applications).toMatchObject([{ Name: "Viewer" }]);
  });

  it("does not find the application of an image", async () => {
    const { client } = await startStage({ fleets });
    const command = new DescribeApplicationsCommand({ Arns: [arnOf("TreasuryDesk")] });
    await expect(client.send(command)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("gives one page after another", async () => {
    const { client } = await startStage({ fleets });
    const first = await client.send(new DescribeApplicationsCommand({ MaxResults: 1 }));
    const second = await client.send(
      new DescribeApplicationsCommand({ MaxResults: 1, NextToken: first.NextToken }),
    );
    expect(second.Applications).toMatchObject([{ Name: "Viewer" }]);
    expect(second).not.toHaveProperty("NextToken");
  });
});

describe("DescribeApplicationFleetAssociations", () => {
  async function ask(question: DescribeApplicationFleetAssociationsCommandInput) {
    const { client } = await startStage({ fleets });
    return client.send(new DescribeApplicationFleetAssociationsCommand(question));
  }

  it("names the applications of a fleet", async () => {
    const { ApplicationFleetAssociations: associations } = await ask({ FleetName: "web-1" });
    expect(associations).toEqual([
      { FleetName: "web-1", ApplicationArn: arnOf("Editor") },
      { FleetName: "web-1", ApplicationArn: arnOf("Viewer") },
    ]);
  });

  it("names the fleets of an application", async () => {
    const { ApplicationFleetAssociations: associations } = await ask({ ApplicationArn: arnOf("Viewer") });
    expect(associations?.map(({ FleetName }) => FleetName)).toEqual(["web-1", "web-2"]);
  });

  it.each(["treasury-ireland", "nowhere"])("names none for the fleet %s", async (fleet) => {
    expect((await ask({ FleetName: fleet })).ApplicationFleetAssociations).toEqual([]);
  });

  it("gives one page after another", async () => {
    const first = await ask({ FleetName: "web-1", MaxResults: 1 });
    const second = await ask({ FleetName: "web-1", MaxResults: 1, NextToken: first.NextToken });
    expect(second.ApplicationFleetAssociations).toMatchObject([{ ApplicationArn: arnOf("Viewer") }]);
    expect(second).not.toHaveProperty("NextToken");
  });

  it.each([
    ["neither end", {}, "InvalidParameterCombinationException"],
    [
      "both ends",
      { FleetName: "web-1", ApplicationArn: arnOf("Viewer") },
      "InvalidParameterCombinationException",
    ],
    ["a page of more than 25", { FleetName: "web-1", MaxResults: 26 }, "ValidationException"],
  ])("refuses %s", async (_name, question, name) => {
    await expect(ask(question)).rejects.toMatchObject({ name });
  });
});

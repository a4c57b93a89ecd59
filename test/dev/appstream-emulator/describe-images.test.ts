import {
  DescribeFleetsCommand,
  DescribeImagesCommand,
  type DescribeImagesCommandInput,
  type Image,
} from "@aws-sdk/client-appstream";
import { describe, expect, it } from "vitest";
import { aFleet, START_MILLISECONDS, startStage } from "./stage.ts";

const ARN = "arn:aws:appstream:eu-west-1:111122223333:image/treasury-ireland";
const fleets = [
  aFleet(),
  aFleet({ stack: "design", fleet: "design", fleetType: "ON_DEMAND" }),
  aFleet({ stack: "web", fleet: "web", fleetType: "ELASTIC" }),
];

async function ask(question: DescribeImagesCommandInput, pageFleets = fleets): Promise<readonly Image[]> {
  const { client } = await startStage({ fleets: pageFleets });
  const { Images: images } = await client.send(new DescribeImagesCommand(question));
  return images ?? [];
}

const namesOf = (images: readonly Image[]) => images.map((image) => image.Name);

describe("DescribeImages", () => {
  it("names the applications of a fleet by its ImageArn", async () => {
    const { client } = await startStage({ fleets });
    const described = await client.send(new DescribeFleetsCommand({ Names: ["treasury-ireland"] }));
    const arn = described.Fleets?.[0]?.ImageArn;
    const { Images: images } = await client.send(new DescribeImagesCommand({ Arns: [arn ?? ""] }));
    expect(images).toMatchObject([
      {
        Arn: ARN,
        Name: "treasury-ireland",
        State: "AVAILABLE",
        Visibility: "PRIVATE",
        CreatedTime: new Date(START_MILLISECONDS),
        Applications: [{ Name: "TreasuryDesk", DisplayName: "Treasury desk", Enabled: true }],
      },
    ]);
  });

  it("lists the images of all fleets but the Elastic ones", async () => {
    expect(namesOf(await ask({}))).toEqual(["treasury-ireland", "design"]);
    expect(namesOf(await ask({ Type: "PRIVATE" }))).toEqual(["treasury-ireland", "design"]);
  });

  it.each(["PUBLIC", "SHARED"] as const)("has no %s images", async (type) => {
    expect(await ask({ Type: type })).toEqual([]);
  });

  it("describes the image asked for by name", async () => {
    expect(namesOf(await ask({ Names: ["design"] }))).toEqual(["design"]);
  });

  it.each([
    ["an unknown name", { Names: ["nowhere"] }, "ResourceNotFoundException"],
    ["the name of an Elastic fleet", { Names: ["web"] }, "ResourceNotFoundException"],
    ["an unknown ARN", { Arns: [`${ARN}-2`] }, "ResourceNotFoundException"],
    ["names and ARNs together", { Names: ["design"], Arns: [ARN] }, "InvalidParameterCombinationException"],
    ["a page of more than 25", { MaxResults: 26 }, "ValidationException"],
    ["an unknown type", { Type: "SECRET" as "PUBLIC" }, "ValidationException"],
  ])("refuses %s", async (_name, question, name) => {
    await expect(ask(question)).rejects.toMatchObject({ name });
  });

  it("gives one page after another", async () => {
    const { client } = await startStage({ fleets });
    const first = await client.send(new DescribeImagesCommand({ MaxResults: 1 }));
    const second = await client.send(
      new DescribeImagesCommand({ MaxResults: 1, NextToken: first.NextToken }),
    );
    expect([first, second].map(({ Images: images = [] }) => namesOf(images))).toEqual([
      ["treasury-ireland"],
      ["design"],
    ]);
    expect(second).not.toHaveProperty("NextToken");
  });

  it("takes a page of 0 for one of its own choosing", async () => {
    const many = Array.from({ length: 26 }, (_, index) => aFleet({ fleet: `fleet-${index}` }));
    expect(await ask({ MaxResults: 0 }, many)).toHaveLength(25);
  });
});

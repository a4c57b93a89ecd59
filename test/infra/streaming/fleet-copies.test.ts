import { describe, expect, it } from "vitest";
import { withCopies } from "../../../infra/streaming/fleet-copies.ts";
import { streamingRegions } from "../../../infra/streaming/streaming-stack.ts";
import {
  aDeployment,
  aFleetDeclaration,
  aPolicyFleet,
  aStreaming,
  aStreamingPolicy,
  templateOf,
} from "./stage.ts";

const SMALL = { minimum: 1, maximum: 4, targetUtilization: 70, schedules: [] };
const COPIES = withCopies([
  {
    ...aFleetDeclaration(),
    copies: [
      { fleet: "finance-virginia", network: "virginia", image: "finance-7-us", capacity: SMALL },
      { fleet: "finance-madrid", network: "madrid" },
    ],
  },
  { ...aFleetDeclaration({ fleet: "design" }), copies: [] },
]);

describe("withCopies", () => {
  it("differ in what belongs to the Region and in nothing else, and know where they are written", () => {
    expect(COPIES).toEqual([
      aFleetDeclaration(),
      aFleetDeclaration({ fleet: "design" }),
      {
        ...aFleetDeclaration({
          fleet: "finance-virginia",
          network: "virginia",
          image: "finance-7-us",
          capacity: SMALL,
        }),
        place: ["streaming", "fleets", 0, "copies", 0],
      },
      {
        ...aFleetDeclaration({ fleet: "finance-madrid", network: "madrid" }),
        place: ["streaming", "fleets", 0, "copies", 1],
      },
    ]);
  });
});

describe("copies in a deployment", () => {
  const places = ["finance-ireland", "finance-virginia"];
  const fleets = COPIES.filter(({ fleet }) => places.includes(fleet));
  const streaming = aStreaming({ fleets, bastions: [] });

  /** Names of what is built, by Region. */
  function built(policy = aStreamingPolicy()): Record<string, readonly unknown[]> {
    return Object.fromEntries(
      streamingRegions(streaming).map((region) => {
        const template = templateOf({ deployment: aDeployment(streaming), policy, region });
        const named = ["AWS::AppStream::Stack", "AWS::AppStream::Fleet"].flatMap((type) =>
          Object.values(template.findResources(type)).map(({ Properties: { Name: name } }) => name),
        );
        return [region, named];
      }),
    );
  }

  it("are built in the Regions and under the names of the policy", () => {
    expect(built()).toEqual({
      "eu-west-1": ["finance", "finance-a"],
      "us-east-1": ["finance", "finance-v"],
    });
  });

  it("follow the policy when it renames one", () => {
    const { fleets } = aStreamingPolicy();
    const renamed = aPolicyFleet({ stack: "treasury", fleet: "treasury-a" });
    expect(built(aStreamingPolicy({ fleets: { ...fleets, "finance-ireland": renamed } }))).toMatchObject({
      "eu-west-1": ["treasury", "treasury-a"],
    });
  });

  it("are not built while the policy has one elsewhere", () => {
    const { fleets } = aStreamingPolicy();
    const moved = aPolicyFleet({ region: "eu-central-1" });
    expect(() => built(aStreamingPolicy({ fleets: { ...fleets, "finance-ireland": moved } }))).toThrow(
      "streaming.fleets.0.network `ireland` is in eu-west-1, but the policy has `finance-ireland` in eu-central-1",
    );
  });
});

import { describe, expect, it } from "vitest";
import { bastionsIn, fleetsIn } from "../../../infra/streaming/declared-fleets.ts";
import { aFleetDeclaration, aPolicyFleet, aStreaming, aStreamingPolicy } from "./stage.ts";

describe("fleetsIn", () => {
  it("are those that the policy has in this Region, with what it says of them", () => {
    expect(fleetsIn("us-east-1", aStreaming(), aStreamingPolicy())).toEqual([
      {
        ...aFleetDeclaration({ fleet: "finance-virginia", network: "virginia", image: "finance-7-us" }),
        policyFleet: aPolicyFleet({ region: "us-east-1", fleet: "finance-v", jurisdiction: "US" }),
        isInUse: true,
      },
    ]);
  });

  it("say which ones no application uses", () => {
    const [fleet] = fleetsIn("eu-west-1", aStreaming(), aStreamingPolicy({ applications: {} }));
    expect(fleet?.isInUse).toBe(false);
  });
});

describe("bastionsIn", () => {
  it("are those of this Region", () => {
    expect(bastionsIn("eu-west-1", aStreaming(), aStreamingPolicy())).toHaveLength(1);
    expect(bastionsIn("us-east-1", aStreaming(), aStreamingPolicy())).toEqual([]);
  });
});

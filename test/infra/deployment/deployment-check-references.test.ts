import { describe, expect, it } from "vitest";
import { aDeploymentInput, deploymentWith, issuesOf, issuesWith, policyWith } from "./deployments.ts";

const fleets = ["streaming", "fleets"];

describe("checkReferences", () => {
  it("refuses fleets that the policy does not have", () => {
    expect(
      issuesWith(
        [[...fleets, 0, "fleet"], "finanse"],
        [["streaming", "bastions", 0, "fleet"], "constructor"],
      ),
    ).toStrictEqual([
      "streaming.fleets.0.fleet `finanse` is not in the policy's fleets; did you mean `finance`?",
      "streaming.bastions.0.fleet `constructor` is not in the policy's fleets",
    ]);
  });

  it("refuses a network in another Region than the policy's", () => {
    expect(issuesWith([[...fleets, 1, "network"], "ireland"])).toStrictEqual([
      "streaming.fleets.1.network `ireland` is in eu-west-1, but the policy has `design` in us-east-1; name a network there",
    ]);
  });

  it("refuses two fleets that would make the same stack or fleet", () => {
    const admin = { region: "eu-west-1", stack: "finance", fleet: "finance", jurisdiction: "EU" };
    expect(issuesOf(aDeploymentInput(), policyWith([["fleets", "admin"], admin]))).toStrictEqual([
      "streaming.bastions.0.fleet has the same stack in the policy as `finance`, and both would make it; give it a stack of its own",
      "streaming.bastions.0.fleet has the same fleet in the policy as `finance`, and both would make it; give it a fleet of its own",
    ]);
  });

  it("takes the same names in different Regions", () => {
    const design = { region: "us-east-1", stack: "finance", fleet: "finance", jurisdiction: "US" };
    expect(issuesOf(aDeploymentInput(), policyWith([["fleets", "design"], design]))).toStrictEqual([]);
  });

  it("takes fleets of the policy that somebody else runs", () => {
    const other = { region: "eu-west-2", stack: "other", fleet: "other", jurisdiction: "UK" };
    expect(issuesOf(aDeploymentInput(), policyWith([["fleets", "other"], other]))).toStrictEqual([]);
    expect(issuesOf(deploymentWith([["streaming"], null]))).toStrictEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { aDeploymentInput, aRegionalInput, type Change, issuesOf, policyWith } from "./deployments.ts";

const sources = ["location", "sources"];
const countries = ["applications", "treasury", "conditions", "countries"];

function regionalIssues(...changes: readonly Change[]): readonly string[] {
  return issuesOf(aRegionalInput(), policyWith(...changes));
}

describe("checkEdgeEvidence", () => {
  it("refuses to ask an edge that does not know, also where the policy says nothing", () => {
    const issue =
      "must not be asked for at `edge: regional`, which says nothing of where people are; write `sources: [claim, network]` (it is in the default)";
    expect(regionalIssues()).toStrictEqual([`policy:location.sources.2 ${issue}`]);
    expect(regionalIssues([sources, ["edge", "claim", "network"]])).toStrictEqual([
      `policy:location.sources.0 ${issue}`,
    ]);
    expect(regionalIssues([sources, ["claim", "network"]])).toStrictEqual([]);
  });

  it("refuses a country that nobody could prove to be in", () => {
    const proved: readonly Change[] = [[sources, ["claim", "network"]]];
    expect(regionalIssues(...proved, [countries, ["DE", "FR"]])).toStrictEqual([
      expect.stringMatching(/^policy:applications\.treasury\.conditions\.countries can be proved by nobody /),
    ]);
    expect(regionalIssues(...proved, [countries, ["DE", "IE"]])).toStrictEqual([]);
  });

  it("takes both with CloudFront", () => {
    expect(issuesOf(aDeploymentInput(), policyWith([countries, ["DE"]]))).toStrictEqual([]);
  });
});

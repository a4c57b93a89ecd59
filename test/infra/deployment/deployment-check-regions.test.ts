import { describe, expect, it } from "vitest";
import { withValue } from "../../support/policies.ts";
import { aRegionalInput, certificate, issuesOf, issuesWith } from "./deployments.ts";

describe("checkRegions", () => {
  it("tells a slip of the pen what was meant", () => {
    expect(issuesWith([["regions", 0], "eu-wset-1"])).toStrictEqual([
      "regions.0 must be a Region where AppStream runs; did you mean `eu-west-1`?",
    ]);
  });

  it("tells a Region without AppStream where it does run", () => {
    expect(issuesWith([["regions", 1], "us-west-1"])).toStrictEqual([
      "regions.1 is a Region where AppStream does not run; nearest by name are us-east-1, us-east-2, us-west-2, us-gov-east-1, us-gov-west-1",
    ]);
    expect(issuesWith([["regions", 1], "af-south-1"])).toStrictEqual([
      "regions.1 is a Region where AppStream does not run",
    ]);
  });

  it("asks the same of networks, and leaves out what follows from it", () => {
    expect(issuesWith([["streaming", "networks", "ireland", "region"], "eu-north-1"])).toStrictEqual([
      expect.stringMatching(
        /^streaming\.networks\.ireland\.region is a Region where AppStream does not run; /,
      ),
    ]);
  });

  it("refuses two partitions in one deployment", () => {
    expect(
      issuesWith(
        [["regions", 1], "us-gov-west-1"],
        [["certificates", "regional"], { "eu-west-1": certificate("eu-west-1", "origin") }],
      ),
    ).toStrictEqual([
      expect.stringMatching(/^regions\.1 is not in the same partition of AWS as eu-west-1; /),
      "edge must be `regional` in GovCloud, which has no CloudFront",
      expect.stringMatching(/^certificates\.regional\.us-gov-west-1 us-gov-west-1 has no certificate; /),
    ]);
  });

  it("takes GovCloud without CloudFront", () => {
    const input = withValue(["regions"], ["us-gov-west-1"], aRegionalInput());
    const arn = certificate("us-gov-west-1", "viewer").replace("arn:aws:", "arn:aws-us-gov:");
    expect(issuesOf(withValue(["certificates", "regional"], { "us-gov-west-1": arn }, input))).toStrictEqual(
      regionalPolicyFaults,
    );
  });
});

/** The policy of these tests asks the edge, as policies do unless they say otherwise. */
const regionalPolicyFaults = [expect.stringMatching(/^policy:location\.sources\.2 /)];

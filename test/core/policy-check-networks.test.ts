import { describe, expect, it } from "vitest";
import { networkRules } from "../../functions/core/policy-check-networks.ts";
import { aPolicyInput, withValue } from "../support/policies.ts";
import { issuesOf, policyOf } from "../support/policy-issues.ts";

const branch = ["location", "networks", "branch"];

describe("networkRules", () => {
  it("refuses a range that another network has", () => {
    const network = { ranges: ["198.51.100.0/24", "2001:DB8:0::/32"], country: "IE" };
    expect(issuesOf(withValue(branch, network))).toStrictEqual([
      "location.networks.branch.ranges.1 is already the network `headquarters`",
    ]);
  });

  it("refuses a range written twice in two ways", () => {
    const network = { ranges: ["2001:db8:1::/48", "2001:DB8:1:0::/48"], country: "IE" };
    expect(issuesOf(withValue(branch, network))).toStrictEqual([
      "location.networks.branch.ranges.1 is the same range as an earlier one of this network",
    ]);
  });

  it("accepts a range inside another", () => {
    expect(issuesOf(withValue(branch, { ranges: ["192.0.2.0/25"], country: "IE" }))).toStrictEqual([]);
  });

  it("has nothing to say of a range that is none: the schema says it", () => {
    const policy = policyOf(aPolicyInput());
    const networks = { broken: { ranges: ["x", "x"], country: "IE", coordinates: null } };
    expect(networkRules.range_twice({ ...policy, location: { ...policy.location, networks } })).toStrictEqual(
      [],
    );
  });
});

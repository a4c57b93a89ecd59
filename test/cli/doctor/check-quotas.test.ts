import { describe, expect, it } from "vitest";
import { checkQuotas, regionPath } from "../../../cli/doctor/check-quotas.ts";
import { findingsOf } from "../../support/account-facts.ts";
import { aPolicyInput, type Json } from "../../support/policies.ts";
import { policyOf } from "../../support/policy-issues.ts";

const many = (count: number) => Array.from({ length: count }, (_, number) => `name-${number}`);
const inIreland = (fleets: readonly string[] | undefined, stacks: readonly string[] | undefined) =>
  findingsOf(checkQuotas, { facts: { regions: new Map([["eu-west-1", { fleets, stacks }]]) } });

describe("checkQuotas", () => {
  it("has nothing to say below the default quota", () => {
    expect(inIreland(many(9), many(9))).toStrictEqual([]);
  });

  it("mentions a quota that is used up, or raised", () => {
    expect(inIreland(many(10), many(11))).toStrictEqual([
      "info fleets.ireland.region eu-west-1 holds 10 fleets, and AWS's default is 10: another needs a raised quota",
      "info fleets.ireland.region eu-west-1 holds 11 stacks, and AWS's default is 10: the quota must have been raised",
    ]);
  });

  it("counts what the policy names where the account did not answer", () => {
    const fleets = many(10).map((fleet, number): [string[], Json] => [
      ["fleets", `more-${number}`],
      { region: "eu-west-1", stack: "more", fleet, jurisdiction: "EU" },
    ]);
    expect(findingsOf(checkQuotas, { policy: fleets })).toStrictEqual([
      "info fleets.ireland.region eu-west-1 holds 12 fleets, and AWS's default is 10: the quota must have been raised",
    ]);
  });
});

describe("regionPath", () => {
  it("is the first fleet of the Region, or all of them", () => {
    const policy = policyOf(aPolicyInput());
    expect(regionPath(policy, "eu-west-1")).toStrictEqual(["fleets", "ireland", "region"]);
    expect(regionPath(policy, "ap-south-1")).toStrictEqual(["fleets"]);
  });
});

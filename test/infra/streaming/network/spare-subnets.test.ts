import { describe, expect, it } from "vitest";
import { sparePlaces, spareSubnets } from "../../../../infra/streaming/network/spare-subnets.ts";

const PLAN = {
  cidr: "10.20.0.0/16",
  subnets: [
    { zone: "eu-west-1a", cidr: "10.20.0.0/24" },
    { zone: "eu-west-1b", cidr: "10.20.1.0/24" },
  ],
};

describe("spareSubnets", () => {
  it("gives every use its own blocks from the top of the VPC's range", () => {
    expect(spareSubnets(PLAN, "internet")).toEqual(["10.20.255.240/28", "10.20.255.224/28"]);
    expect(spareSubnets(PLAN, "inspection")).toEqual(["10.20.255.192/28", "10.20.255.176/28"]);
    expect(spareSubnets(PLAN, "hub")).toEqual(["10.20.255.144/28", "10.20.255.128/28"]);
  });

  it("moves no block when a third zone is added", () => {
    const larger = { ...PLAN, subnets: [...PLAN.subnets, { zone: "eu-west-1c", cidr: "10.20.2.0/24" }] };
    expect(spareSubnets(larger, "hub").slice(0, 2)).toEqual(spareSubnets(PLAN, "hub"));
    expect(spareSubnets(larger, "hub")).toHaveLength(3);
  });

  it("steps over declared subnets", () => {
    const atTheTop = { cidr: "10.20.0.0/16", subnets: [{ zone: "eu-west-1a", cidr: "10.20.255.0/24" }] };
    expect(spareSubnets(atTheTop, "internet")).toEqual(["10.20.254.240/28"]);
  });

  it("refuses a VPC that its subnets fill", () => {
    const full = { cidr: "10.20.0.0/24", subnets: [{ zone: "eu-west-1a", cidr: "10.20.0.0/24" }] };
    expect(() => spareSubnets(full, "internet")).toThrow("leaves 0 of the 9 free /28 blocks");
  });
});

describe("sparePlaces", () => {
  it("puts them into the zones of the subnets", () => {
    expect(sparePlaces(PLAN, "hub")).toEqual([
      { zone: "eu-west-1a", cidr: "10.20.255.144/28" },
      { zone: "eu-west-1b", cidr: "10.20.255.128/28" },
    ]);
  });
});

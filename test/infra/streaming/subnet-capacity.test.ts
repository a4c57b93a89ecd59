import { describe, expect, it } from "vitest";
import { capacityOf, networkInterfacesOf } from "../../../infra/streaming/subnet-capacity.ts";

describe("capacityOf", () => {
  it("leaves AWS its five addresses and a fifth for instances that overlap", () => {
    expect(capacityOf([{ cidr: "10.0.0.0/24" }, { cidr: "10.0.1.0/24" }])).toEqual({
      addresses: 502,
      instances: 401,
    });
  });

  it("counts with the smallest subnet, since AppStream spreads instances evenly", () => {
    expect(capacityOf([{ cidr: "10.0.0.0/24" }, { cidr: "10.0.1.0/28" }])).toEqual({
      addresses: 262,
      instances: 17,
    });
  });

  it("leaves out what something else takes in each subnet", () => {
    expect(capacityOf([{ cidr: "10.0.0.0/28" }], 2)).toEqual({ addresses: 9, instances: 7 });
  });

  it("has room for none in a subnet that AWS fills by itself, or in no subnet", () => {
    expect(capacityOf([{ cidr: "10.0.0.0/30" }])).toEqual({ addresses: 0, instances: 0 });
    expect(capacityOf([])).toEqual({ addresses: 0, instances: 0 });
  });
});

describe("networkInterfacesOf", () => {
  it("counts a quarter more than there are instances", () => {
    expect(networkInterfacesOf(10)).toBe(13);
  });
});

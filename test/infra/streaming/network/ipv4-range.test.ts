import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  contains,
  formatRange,
  freeBlocks,
  type Ipv4Range,
  overlaps,
  parseRange,
} from "../../../../infra/streaming/network/ipv4-range.ts";

const range = fc
  .tuple(fc.nat(0xffff_ffff), fc.integer({ min: 0, max: 32 }))
  .map(([address, prefix]): Ipv4Range => {
    const size = 2 ** (32 - prefix);
    return { first: address - (address % size), size };
  });

describe("parseRange", () => {
  it("reads the first address and the size", () => {
    expect(parseRange("10.20.0.0/16")).toEqual({ first: 0x0a14_0000, size: 65_536 });
    expect(parseRange("0.0.0.0/0")).toEqual({ first: 0, size: 2 ** 32 });
  });

  it("reads back what formatRange writes", () => {
    fc.assert(
      fc.property(range, (block) => {
        expect(parseRange(formatRange(block))).toEqual(block);
      }),
    );
  });

  it.each([
    "10.0.0.0",
    "10.0.0.0/33",
    "10.0.0.256/24",
    "10.0.0.1/24",
    "10.0.0/24",
    "::/0",
    "",
    " 10.0.0.0/8",
  ])("refuses %j", (text) => {
    expect(() => parseRange(text)).toThrow(new TypeError(`${text} is not an IPv4 CIDR block`));
  });
});

describe("contains", () => {
  it.each([
    ["10.0.0.0/8", "10.255.255.255/32", true],
    ["10.0.0.0/8", "10.0.0.0/8", true],
    ["10.1.0.0/16", "10.0.0.0/8", false],
    ["10.0.0.0/24", "10.0.1.0/24", false],
  ])("of %s and %s is %s", (outer, inner, expected) => {
    expect(contains(parseRange(outer), parseRange(inner))).toBe(expected);
  });
});

describe("overlaps", () => {
  it("is the same both ways round", () => {
    fc.assert(
      fc.property(range, range, (one, other) => {
        expect(overlaps(one, other)).toBe(overlaps(other, one));
      }),
    );
  });

  it("is so when one contains the other", () => {
    expect(overlaps(parseRange("10.0.0.0/24"), parseRange("10.0.0.0/8"))).toBe(true);
    expect(overlaps(parseRange("10.0.0.0/24"), parseRange("10.0.1.0/24"))).toBe(false);
  });
});

describe("freeBlocks", () => {
  it("goes from the top down and steps over what is taken", () => {
    const blocks = freeBlocks(parseRange("10.0.0.0/26"), [parseRange("10.0.0.32/28")], 16);
    expect([...blocks].map(formatRange)).toEqual(["10.0.0.48/28", "10.0.0.16/28", "10.0.0.0/28"]);
  });

  it("finds none in a range that is smaller than the block", () => {
    expect([...freeBlocks(parseRange("10.0.0.0/30"), [], 16)]).toEqual([]);
  });
});

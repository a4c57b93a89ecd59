import { describe, expect, it } from "vitest";
import { buildNetworkTable } from "../../functions/core/network-table.ts";
import type { NetworkPolicy } from "../../functions/core/policy.ts";

function aNetwork(...ranges: readonly string[]): NetworkPolicy {
  return { ranges, country: "IE", coordinates: null };
}

const table = buildNetworkTable({
  campus: aNetwork("10.0.0.0/8", "2001:db8::/32"),
  laboratory: aNetwork("10.1.0.0/16", "2001:db8:1::/48"),
  bench: aNetwork("10.1.2.0/24"),
  edge: aNetwork("10.255.255.255/32"),
  elsewhere: aNetwork("192.0.2.0/24"),
});

describe("buildNetworkTable", () => {
  it.each([
    ["10.0.0.0", "campus"],
    ["10.0.255.255", "campus"],
    ["10.1.0.0", "laboratory"],
    ["10.1.1.255", "laboratory"],
    ["10.1.2.0", "bench"],
    ["10.1.2.255", "bench"],
    ["10.1.3.0", "laboratory"],
    ["10.2.0.0", "campus"],
    ["10.255.255.254", "campus"],
    ["10.255.255.255", "edge"],
    ["::ffff:10.1.2.3", "bench"],
    ["192.0.2.7", "elsewhere"],
    ["2001:db8::1", "campus"],
    ["2001:db8:1::1", "laboratory"],
    ["2001:db8:2::1", "campus"],
  ])("finds %s in %s, the longest prefix", (ip, network) => {
    expect(table.lookup(ip)).toBe(network);
  });

  it.each([
    "9.255.255.255",
    "11.0.0.0",
    "255.255.255.255",
    "2001:db7::1",
    "2001:db9::",
    "::",
    "no address",
    "",
  ])("finds %j in none", (ip) => {
    expect(table.lookup(ip)).toBeUndefined();
  });

  it("finds the longer of two prefixes that begin at one address, in whatever order they are written", () => {
    const [campus, laboratory] = [aNetwork("10.0.0.0/8"), aNetwork("10.0.0.0/16")];
    for (const networks of [
      { campus, laboratory },
      { laboratory, campus },
    ]) {
      expect(["10.0.255.255", "10.1.0.0"].map(buildNetworkTable(networks).lookup)).toStrictEqual([
        "laboratory",
        "campus",
      ]);
    }
  });

  it("knows ranges of any order", () => {
    const ranges = ["10.3.0.0/16", "10.1.0.0/16", "10.4.0.0/16", "10.2.0.0/16"];
    const scattered = buildNetworkTable(Object.fromEntries(ranges.map((range) => [range, aNetwork(range)])));
    expect(["10.1.0.1", "10.2.0.1", "10.3.0.1", "10.4.0.1"].map(scattered.lookup)).toStrictEqual(
      ranges.toSorted(),
    );
  });

  it("covers the last address of each family", () => {
    const all = buildNetworkTable({ all: aNetwork("0.0.0.0/0", "::/0") });
    expect(
      ["255.255.255.255", "0.0.0.0", "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"].map(all.lookup),
    ).toStrictEqual(["all", "all", "all", "all"]);
  });

  it("finds nothing in no networks", () => {
    expect(buildNetworkTable({}).lookup("10.0.0.1")).toBeUndefined();
  });

  it("leaves out a range that is none", () => {
    expect(buildNetworkTable({ broken: aNetwork("10.0.0.1/8", "x") }).lookup("10.0.0.1")).toBeUndefined();
  });
});

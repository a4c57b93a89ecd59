import { describe, expect, it } from "vitest";
import { capacityOf } from "../../../infra/streaming/subnet-capacity.ts";
import type { Json } from "../../support/policies.ts";
import { issuesWith } from "./deployments.ts";

const ireland = ["streaming", "networks", "ireland"];
const maximum = ["streaming", "fleets", 0, "capacity", "maximum"];

function subnets(prefix: number): Json {
  return [
    { zone: "eu-west-1a", cidr: `10.20.0.0/${prefix}` },
    { zone: "eu-west-1b", cidr: `10.20.8.0/${prefix}` },
  ];
}

describe("checkCapacity", () => {
  it("explains the numbers of a subnet that is too small, bastions included", () => {
    const small = (subnet: number) =>
      `streaming.networks.ireland.subnets.${subnet}.cidr is too small: it has 9 addresses for instances (16 less 5 that AWS keeps and 2 of interface endpoints) and needs 16: 25 instances at most (\`finance\` 20, \`admin\` 5), a quarter more while old ones make way for new, over 2 subnets; make it a /27 or larger, or lower a maximum`;
    expect(issuesWith([[...ireland, "subnets"], subnets(28)])).toStrictEqual([small(0), small(1)]);
    expect(issuesWith([[...ireland, "subnets"], subnets(27)])).toStrictEqual([]);
  });

  it.each([
    ["none", 2],
    ["nat", 0],
  ])("agrees with the constructs on where enough begins with `egress: %s`", (egress, endpoints) => {
    const { instances } = capacityOf([{ cidr: "10.20.0.0/24" }, { cidr: "10.20.8.0/24" }], endpoints);
    const found = (places: number) =>
      issuesWith(
        [[...ireland, "egress"], egress],
        [[...ireland, "subnets"], subnets(24)],
        // Five places are the bastion's.
        [maximum, places - 5],
      );
    expect(found(instances)).toStrictEqual([]);
    expect(found(instances + 1)).toHaveLength(2);
    expect(found(instances + 1)[0]).toContain(
      endpoints > 0 ? "(256 less 5 that AWS keeps and 2 of" : "(256 less 5 that AWS keeps)",
    );
  });

  it("points at the smaller subnet only", () => {
    expect(issuesWith([[...ireland, "subnets", 1, "cidr"], "10.20.8.0/28"])).toStrictEqual([
      expect.stringMatching(/subnets\.1\.cidr is too small/),
    ]);
  });

  it("says so where no subnet would do", () => {
    expect(issuesWith([maximum, 100_000], [["quotas"], { networkInterfaces: 200_000 }])[0]).toMatch(
      /over 2 subnets; make it a \/16 or larger, or lower a maximum$/,
    );
    expect(
      issuesWith(
        [maximum, 100_000],
        [["streaming", "bastions", 0, "maximum"], 100_000],
        [["quotas"], { networkInterfaces: 300_000 }],
      )[0],
    ).toMatch(/no subnet is that large, so spread the fleets over several networks$/);
  });

  it("counts the network interfaces of a Region against the account's quota", () => {
    const issue =
      "streaming.fleets may need 32 network interfaces in eu-west-1, one an instance and a quarter more while old ones make way for new (`finance` 20, `admin` 5), but the account has 31 there; lower a maximum, or write `quotas.networkInterfaces` if AWS has raised it";
    expect(issuesWith([["quotas"], { networkInterfaces: 31 }])).toStrictEqual([issue]);
    expect(issuesWith([["quotas"], { networkInterfaces: 32 }])).toStrictEqual([]);
  });

  it.each([
    { egress: "nat" },
    { egress: "firewall", allowedDomains: ["example.com"] },
    { transitGateway: { id: "tgw-0123456789abcdef0", routes: ["172.16.0.0/12"] } },
  ])("asks for room beside the subnets with %j", (settings) => {
    const full = {
      region: "eu-west-1",
      cidr: "10.20.0.0/24",
      subnets: [
        { zone: "eu-west-1a", cidr: "10.20.0.0/25" },
        { zone: "eu-west-1b", cidr: "10.20.0.128/25" },
      ],
    };
    expect(issuesWith([ireland, full])).toStrictEqual([]);
    expect(issuesWith([ireland, { ...full, ...settings }])).toStrictEqual([
      expect.stringMatching(
        /^streaming\.networks\.ireland\.cidr has no room beside the subnets for nine \/28/,
      ),
    ]);
    expect(issuesWith([ireland, { ...full, ...settings, cidr: "10.20.0.0/23" }])).toStrictEqual([]);
  });

  it("says nothing of the size of what is no range", () => {
    expect(issuesWith([[...ireland, "subnets", 0, "cidr"], "small"], [maximum, 3_000])).toStrictEqual([
      expect.stringMatching(/^streaming\.networks\.ireland\.subnets\.0\.cidr must be an IPv4/),
    ]);
  });
});

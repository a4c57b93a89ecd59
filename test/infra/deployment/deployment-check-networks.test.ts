import { describe, expect, it } from "vitest";
import type { Json } from "../../support/policies.ts";
import { issuesWith } from "./deployments.ts";

const ireland = ["streaming", "networks", "ireland"];
const subnets = [...ireland, "subnets"];

function subnet(letter: string, cidr: string): Json {
  return { zone: `eu-west-1${letter}`, cidr };
}

describe("checkNetworks", () => {
  it.each([
    [[]],
    [[subnet("a", "10.20.0.0/24")]],
    [["0", "1", "2", "3"].map((third, at) => subnet("abcd".charAt(at), `10.20.${third}.0/24`))],
  ])("refuses %j, which is not two or three subnets", (value) => {
    expect(issuesWith([subnets, value])).toStrictEqual([
      "streaming.networks.ireland.subnets must be two or three, each in a zone of its own, since zones fail one at a time",
    ]);
  });

  it("takes three subnets in three zones", () => {
    const three = [subnet("a", "10.20.0.0/24"), subnet("b", "10.20.1.0/24"), subnet("c", "10.20.2.0/24")];
    expect(issuesWith([subnets, three])).toStrictEqual([]);
  });

  it.each(["eu-west-1", "eu-west-1z", "us-east-1a", "euw1-az1", ""])("refuses the zone %j", (zone) => {
    expect(issuesWith([[...subnets, 0, "zone"], zone])[0]).toMatch(
      zone === ""
        ? /must not be empty/
        : /^streaming\.networks\.ireland\.subnets\.0\.zone must be a zone of eu-west-1: .* such as eu-west-1a$/,
    );
  });

  it("refuses one zone for two subnets", () => {
    expect(issuesWith([[...subnets, 1, "zone"], "eu-west-1a"])).toStrictEqual([
      "streaming.networks.ireland.subnets.1.zone is already the zone of subnet 1; if it fails, both are gone",
    ]);
  });

  it("refuses sizes that AWS does not make", () => {
    const size = "must be a range from /16 to /28, which is what AWS makes";
    expect(issuesWith([[...ireland, "cidr"], "10.0.0.0/8"])).toStrictEqual([
      `streaming.networks.ireland.cidr ${size}`,
    ]);
    expect(issuesWith([[...subnets, 1, "cidr"], "10.20.1.0/29"])).toContain(
      `streaming.networks.ireland.subnets.1.cidr ${size}`,
    );
    expect(issuesWith([[...ireland, "cidr"], "10.20.0.0/16"])).toStrictEqual([]);
  });

  it("refuses a subnet outside its network", () => {
    expect(issuesWith([[...subnets, 1, "cidr"], "10.21.1.0/24"])).toStrictEqual([
      "streaming.networks.ireland.subnets.1.cidr 10.21.1.0/24 is not inside the network's 10.20.0.0/20",
    ]);
  });

  it("refuses subnets that overlap", () => {
    expect(issuesWith([[...subnets, 1, "cidr"], "10.20.0.128/25"])).toStrictEqual([
      "streaming.networks.ireland.subnets.1.cidr 10.20.0.128/25 overlaps the subnet 10.20.0.0/24 above",
    ]);
  });

  it("refuses the range that AppStream keeps for itself", () => {
    const reserved = [subnet("a", "198.19.0.0/24"), subnet("b", "198.19.1.0/24")];
    expect(issuesWith([[...ireland, "cidr"], "198.19.0.0/20"], [subnets, reserved])).toStrictEqual([
      expect.stringMatching(
        /^streaming\.networks\.ireland\.cidr overlaps 198\.19\.0\.0\/16, where AppStream /,
      ),
    ]);
  });

  it("says no more than once that a range is none", () => {
    expect(issuesWith([[...subnets, 1, "cidr"], "10.20.1.1/24"])).toStrictEqual([
      "streaming.networks.ireland.subnets.1.cidr has bits set after its prefix; write the network 10.20.1.0/24",
    ]);
    expect(issuesWith([[...ireland, "cidr"], "here"])).toHaveLength(1);
  });

  describe("with a transit gateway", () => {
    const gateway = (id: string) => ({ id: `tgw-0123456789abcdef${id}`, routes: ["172.16.0.0/12"] });
    const paris = {
      region: "eu-west-3",
      cidr: "10.20.8.0/21",
      subnets: [
        { zone: "eu-west-3a", cidr: "10.20.8.0/24" },
        { zone: "eu-west-3b", cidr: "10.20.9.0/24" },
      ],
    };
    const together = (first: string | null, second: string | null) =>
      issuesWith(
        [[...ireland, "transitGateway"], first === null ? null : gateway(first)],
        [
          ["streaming", "networks", "paris"],
          { ...paris, transitGateway: second === null ? null : gateway(second) },
        ],
      );

    it("refuses networks that it could not tell apart", () => {
      expect(together("0", "0")).toStrictEqual([
        "streaming.networks.paris.cidr 10.20.8.0/21 overlaps 10.20.0.0/20 of `ireland`, which is attached to the same transit gateway; give one of them another range",
      ]);
    });

    it.each([
      ["0", "1"],
      ["0", null],
      [null, null],
    ])("takes them where none has to (%s and %s)", (first, second) => {
      expect(together(first, second)).toStrictEqual([]);
    });
  });
});

import { describe, expect, it } from "vitest";
import {
  allRules,
  type OutboundSources,
  outboundRules,
} from "../../../../infra/streaming/network/outbound-rules.ts";
import { aNetwork } from "../stage.ts";

function rulesOf(overrides: Partial<OutboundSources> = {}) {
  const sources = {
    declaration: aNetwork(),
    internalPorts: [443],
    endpointGroupId: null,
    storagePrefixListId: null,
    ...overrides,
  };
  return allRules(outboundRules(sources)).map(
    ({ description: _, ipProtocol, fromPort, toPort, ...peer }) => ({
      ports: `${ipProtocol} ${fromPort}-${toPort}`,
      ...peer,
    }),
  );
}

const HUB = { id: "tgw-1", routes: ["10.0.0.0/8", "192.168.0.0/16"] };

describe("outboundRules", () => {
  it.each(["nat", "firewall"] as const)("let a network with egress %s speak HTTPS and HTTP", (egress) => {
    expect(rulesOf({ declaration: aNetwork({ egress, allowedDomains: ["example.com"] }) })).toEqual([
      { ports: "tcp 443-443", cidrIp: "0.0.0.0/0" },
      { ports: "tcp 80-80", cidrIp: "0.0.0.0/0" },
    ]);
  });

  it("let a network without egress reach its endpoints and S3 only", () => {
    expect(
      rulesOf({
        declaration: aNetwork({ egress: "none" }),
        endpointGroupId: "sg-1",
        storagePrefixListId: "pl-1",
      }),
    ).toEqual([
      { ports: "tcp 443-443", destinationSecurityGroupId: "sg-1" },
      { ports: "tcp 443-443", destinationPrefixListId: "pl-1" },
    ]);
  });

  it("let a network with a proxy reach the proxy's address on its port", () => {
    const declaration = aNetwork({ egress: "proxy", proxy: "10.9.0.4:3128" });
    expect(rulesOf({ declaration })).toEqual([{ ports: "tcp 3128-3128", cidrIp: "10.9.0.4/32" }]);
  });

  it("look for a proxy with a name where the hub leads", () => {
    const declaration = aNetwork({ egress: "proxy", proxy: "proxy.corp.example:3128", transitGateway: HUB });
    expect(rulesOf({ declaration, internalPorts: [] })).toEqual([
      { ports: "tcp 3128-3128", cidrIp: "10.0.0.0/8" },
      { ports: "tcp 3128-3128", cidrIp: "192.168.0.0/16" },
    ]);
  });

  it("refuse a proxy with a name and nowhere to look for it", () => {
    const declaration = aNetwork({ egress: "proxy", proxy: "proxy.corp.example:3128" });
    expect(() => rulesOf({ declaration })).toThrow("no security group can name the proxy proxy.corp.example");
  });

  it.each([null, "proxy.corp.example"])("refuse %j as a proxy", (proxy) => {
    expect(() => rulesOf({ declaration: aNetwork({ egress: "proxy", proxy }) })).toThrow("host:port");
  });

  it("open each port of internal applications to each route of the hub", () => {
    const declaration = aNetwork({ egress: "none", transitGateway: HUB });
    expect(rulesOf({ declaration, internalPorts: [443, 1433] })).toEqual([
      { ports: "tcp 443-443", cidrIp: "10.0.0.0/8" },
      { ports: "tcp 1433-1433", cidrIp: "10.0.0.0/8" },
      { ports: "tcp 443-443", cidrIp: "192.168.0.0/16" },
      { ports: "tcp 1433-1433", cidrIp: "192.168.0.0/16" },
    ]);
  });

  it("give every rule a reason in characters that EC2 accepts", () => {
    const declaration = aNetwork({ egress: "proxy", proxy: "10.9.0.4:3128", transitGateway: HUB });
    const rules = allRules(
      outboundRules({
        declaration,
        internalPorts: [443],
        endpointGroupId: "sg-1",
        storagePrefixListId: "pl-1",
      }),
    );
    for (const { description } of rules)
      expect(description).toMatch(/^[A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/);
  });
});

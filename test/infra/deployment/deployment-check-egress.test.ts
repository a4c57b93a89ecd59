import { describe, expect, it } from "vitest";
import type { Json } from "../../support/policies.ts";
import { issuesWith } from "./deployments.ts";

const path = ["streaming", "networks", "ireland"];
const start = "streaming.networks.ireland";

function issuesFor(settings: { readonly [key: string]: Json }): readonly string[] {
  return issuesWith(...Object.entries(settings).map(([key, value]) => [[...path, key], value] as const));
}

function hub(...routes: string[]): Json {
  return { id: "tgw-0123456789abcdef0", routes };
}

describe("checkEgress", () => {
  it.each(["none", "nat", "firewall"])("refuses a proxy with `egress: %s`", (egress) => {
    const allowedDomains = egress === "firewall" ? ["example.com"] : [];
    expect(issuesFor({ egress, allowedDomains, proxy: "proxy.example.com:3128" })).toStrictEqual([
      `${start}.proxy is for \`egress: proxy\` only, and here it is \`${egress}\``,
    ]);
  });

  it("asks for the proxy", () => {
    expect(issuesFor({ egress: "proxy" })).toStrictEqual([
      `${start}.proxy must be written for \`egress: proxy\`: the proxy's host and port`,
    ]);
  });

  it("refuses a proxy's address that nothing leads to", () => {
    expect(
      issuesFor({ egress: "proxy", proxy: "10.99.0.4:3128", transitGateway: hub("10.98.0.0/16") }),
    ).toStrictEqual([
      `${start}.proxy cannot be reached: it is neither inside the network's \`cidr\` nor inside one of \`transitGateway.routes\``,
    ]);
  });

  it("refuses a proxy's name without a range that it is in", () => {
    expect(issuesFor({ egress: "proxy", proxy: "proxy.example.com:3128" })).toStrictEqual([
      `${start}.proxy is a name, which no security group can let through; write its address, or the transit gateway's routes to it`,
    ]);
  });

  it.each([
    { proxy: "10.20.9.4:3128" },
    { proxy: "10.99.0.4:3128", transitGateway: hub("10.98.0.0/16", "10.99.0.0/16") },
    { proxy: "proxy.example.com:3128", transitGateway: hub("10.99.0.0/16") },
  ])("takes %j", (settings) => {
    expect(issuesFor({ egress: "proxy", ...settings })).toStrictEqual([]);
  });

  it("asks the firewall for at least one domain", () => {
    expect(issuesFor({ egress: "firewall" })).toStrictEqual([
      `${start}.allowedDomains must name at least one for \`egress: firewall\`; to reach nothing write \`egress: none\``,
    ]);
    expect(issuesFor({ egress: "firewall", allowedDomains: [".example.com"] })).toStrictEqual([]);
  });

  it.each(["none", "nat"])("refuses domains that `egress: %s` would not enforce", (egress) => {
    expect(issuesFor({ egress, allowedDomains: ["example.com"] })).toStrictEqual([
      `${start}.allowedDomains is for \`egress: firewall\` only; with \`${egress}\` nothing would enforce it`,
    ]);
  });

  it("asks what is behind a transit gateway", () => {
    expect(issuesFor({ transitGateway: hub() })).toStrictEqual([
      `${start}.transitGateway.routes must name what is behind the transit gateway, or nothing is sent there`,
    ]);
  });

  it("refuses a route that never leaves the network", () => {
    expect(issuesFor({ transitGateway: hub("10.0.0.0/8", "10.20.4.0/24") })).toStrictEqual([
      `${start}.transitGateway.routes.1 10.20.4.0/24 is inside the network itself (10.20.0.0/20), so it never leaves it`,
    ]);
  });

  it("refuses a route to AppStream's own range", () => {
    expect(issuesFor({ transitGateway: hub("198.18.0.0/15") })).toStrictEqual([
      expect.stringMatching(/routes\.0 198\.18\.0\.0\/15 overlaps 198\.19\.0\.0\/16, where AppStream /),
    ]);
  });

  it("refuses two ways to everywhere", () => {
    const everywhere = hub("0.0.0.0/0");
    expect(issuesFor({ egress: "nat", transitGateway: everywhere })).toStrictEqual([
      expect.stringMatching(/routes\.0 0\.0\.0\.0\/0 and `egress: nat` are two ways to everywhere; /),
    ]);
    expect(issuesFor({ egress: "none", transitGateway: everywhere })).toStrictEqual([]);
  });

  it("says no more of a route that is none", () => {
    expect(issuesFor({ transitGateway: hub("everywhere") })).toHaveLength(1);
  });
});

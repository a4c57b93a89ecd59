import { describe, expect, it } from "vitest";
import { embeddingHosts } from "../../functions/core/embedded-fleets.ts";
import type { PortalPolicy } from "../../functions/core/policy-portals.ts";
import { anApplication, aPolicy } from "../support/core-builders.ts";

const embedding = {
  script: "https://static.example.com/appstream_embed.js",
  integrity: null,
  customUrlDomain: null,
};
const applications = {
  atlas: anApplication({ fleets: ["a"], overflow: { fleets: ["b"], consent: true } }),
  ledger: anApplication({ fleets: ["b", "c"] }),
};

function aPortal(host: string, change: Partial<PortalPolicy> = {}): PortalPolicy {
  const team = { groups: [], subjects: [] };
  return {
    ...{ origins: [`https://${host}`], applications: null, readsStates: false, embeds: true, team },
    ...change,
  };
}

function hosts(change: Parameters<typeof aPolicy>[0]): Readonly<Record<string, readonly string[]>> {
  const found = embeddingHosts(aPolicy({ applications, embedding, ...change }));
  return Object.fromEntries([...found].map(([fleet, names]) => [fleet, [...names]]));
}

describe("embeddingHosts", () => {
  it("names the portals of every fleet that people may be sent to, overflow among them", () => {
    const portals = {
      intranet: aPortal("intranet.example.com"),
      wiki: aPortal("wiki.example.com", { applications: ["ledger"] }),
    };
    expect(hosts({ portals })).toEqual({
      a: ["intranet.example.com"],
      b: ["intranet.example.com", "wiki.example.com"],
      c: ["intranet.example.com", "wiki.example.com"],
    });
  });

  it("names a host once, whatever its ports", () => {
    const origins = ["https://wiki.example.com", "https://wiki.example.com:8443"];
    const portals = { wiki: aPortal("wiki.example.com", { origins, applications: ["atlas"] }) };
    expect(hosts({ portals })).toEqual({ a: ["wiki.example.com"], b: ["wiki.example.com"] });
  });

  it.each([
    ["no portals", {}],
    ["a portal of buttons", { portals: { intranet: aPortal("a.example.com", { embeds: false }) } }],
    ["no script of AppStream's", { portals: { intranet: aPortal("a.example.com") }, embedding: null }],
  ] as const)("is empty with %s", (_, change) => {
    expect(hosts(change)).toEqual({});
  });

  it("is empty where nothing is said of embedding", () => {
    const portals = { intranet: aPortal("a.example.com") };
    expect([...embeddingHosts(aPolicy({ portals }))]).toEqual([]);
  });
});

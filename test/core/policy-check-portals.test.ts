import { describe, expect, it } from "vitest";
import { type Json, withValue, withValues } from "../support/policies.ts";
import { issuesOf } from "../support/policy-issues.ts";

const INTRANET = "https://intranet.example.com";
const portal = (change: { [key: string]: Json } = {}): Json => ({ origins: [INTRANET], ...change });
const faultsOf = (portals: { [key: string]: Json }): readonly string[] =>
  issuesOf(withValue(["portals"], portals));

describe("portalRules", () => {
  it("takes a policy without portals, and a portal that grants nothing", () => {
    expect(issuesOf(withValue(["portals"], undefined))).toStrictEqual([]);
    expect(faultsOf({ intranet: portal() })).toStrictEqual([]);
  });

  it("wants every application of a portal to exist", () => {
    expect(faultsOf({ intranet: portal({ applications: ["tresury", "design", "constructor"] }) })).toEqual([
      "portals.intranet.applications.0 `tresury` is not in applications; did you mean `treasury`?",
      "portals.intranet.applications.2 `constructor` is not in applications",
    ]);
  });

  it.each([
    ["http://intranet.example.com", "must be https"],
    [
      "http://127.0.0.1:8085",
      "must be https; http to this machine needs `development: true`, which cannot be deployed",
    ],
  ])("refuses the origin %s", (origin, message) => {
    expect(faultsOf({ intranet: portal({ origins: [INTRANET, origin] }) })).toEqual([
      `portals.intranet.origins.1 ${message}`,
    ]);
  });

  it("takes an origin of this machine in development, and no other by http", () => {
    const origins = (...listed: string[]) =>
      issuesOf(withValues([["development"], true], [["portals"], { intranet: portal({ origins: listed }) }]));
    expect(origins("http://127.0.0.1:8085", "http://localhost:8085", "http://[::1]:8085")).toEqual([]);
    expect(origins("http://intranet.example.com")).toHaveLength(1);
  });

  it("refuses an origin in two portals", () => {
    const message = "is already an origin of the portal `intranet`; each origin belongs to one";
    expect(faultsOf({ intranet: portal(), wiki: portal() })).toEqual([`portals.wiki.origins.0 ${message}`]);
  });

  it("wants the providers of a team to exist", () => {
    const team = { groupsByProvider: { corprate: ["web"] }, groups: ["web"] };
    expect(faultsOf({ intranet: portal({ team }) })).toEqual([
      "portals.intranet.team.groupsByProvider.corprate `corprate` is not in identityProviders; did you mean `corporate`?",
    ]);
  });

  describe("of an application with a federated fleet", () => {
    const embedding = (change: { [key: string]: Json }): readonly string[] =>
      issuesOf(
        withValues(
          [["fleets", "ireland", "launchMethod"], "federation"],
          [
            ["fleets", "ireland", "federation"],
            {
              link: "https://sso.example.com/start?RelayState={relayState}",
              accountId: "123456789012",
            },
          ],
          [["portals"], { intranet: portal(change) }],
        ),
      );

    it("refuses a portal that embeds it", () => {
      expect(embedding({ embeds: true, applications: ["design", "treasury"] })).toEqual([
        "portals.intranet.applications includes `treasury`, which has a fleet with `launchMethod: federation` (`ireland`): no page can frame that",
      ]);
    });

    it.each([
      ["does not embed", { applications: ["treasury"] }],
      ["embeds another", { embeds: true, applications: ["design"] }],
      ["embeds what can be embedded", { embeds: true }],
    ])("takes a portal that %s", (_what, change) => {
      expect(embedding(change)).toEqual([]);
    });
  });
});

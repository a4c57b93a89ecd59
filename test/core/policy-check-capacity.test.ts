import { describe, expect, it } from "vitest";
import { type Json, withValues } from "../support/policies.ts";
import { issuesOf } from "../support/policy-issues.ts";

type Change = readonly [path: readonly (string | number)[], value: Json | undefined];

const fleet = (id: string, key: string) => ["fleets", id, key];
const design = (key: string) => ["applications", "design", key];
const federation = {
  link: "https://login.example.com/start?RelayState={relayState}",
  accountId: "111122223333",
};
const noWalls: Change = [["residency", "walls"], []];
const withOverflow = (...fleets: Json[]) =>
  issuesOf(withValues([design("fleets"), ["dublin"]], [design("overflow"), { fleets }]));

describe("checkCapacity", () => {
  it("accepts overflow to another fleet", () => {
    expect(withOverflow("virginia")).toStrictEqual([]);
  });

  it.each([
    ["that does not exist", ["virgina"], "0 `virgina` is not in fleets; did you mean `virginia`?"],
    ["on every object's prototype", ["constructor"], "0 `constructor` is not in fleets"],
    [
      "that the application has already",
      ["virginia", "dublin"],
      "1 `dublin` is among the application's `fleets`; overflow is for others",
    ],
  ])("refuses overflow to a fleet %s", (_what, fleets, fault) => {
    expect(withOverflow(...fleets)).toStrictEqual([`applications.design.overflow.fleets.${fault}`]);
  });

  it("refuses overflow to a fleet of the other stream view", () => {
    const desktop = {
      streamView: "desktop",
      region: "eu-west-1",
      stack: "d",
      fleet: "d",
      jurisdiction: "EU",
    };
    const fault = (view: string) =>
      `applications.design.overflow.fleets.0 \`other\` must have \`streamView: ${view}\` to start what the application names`;
    const overflow: Change = [design("overflow"), { fleets: ["other"] }];
    expect(issuesOf(withValues([["fleets", "other"], desktop], overflow))).toStrictEqual([fault("app")]);
    expect(
      issuesOf(
        withValues(
          [["fleets", "other"], { ...desktop, streamView: "app" }],
          [fleet("virginia", "streamView"), "desktop"],
          [fleet("dublin", "streamView"), "desktop"],
          [design("appstreamApplication"), "Desktop"],
          overflow,
        ),
      ),
    ).toStrictEqual([fault("desktop")]);
  });

  it("wants a link for a federated fleet, and none for another", () => {
    expect(issuesOf(withValues([fleet("ireland", "launchMethod"), "federation"]))).toStrictEqual([
      "fleets.ireland.federation is missing: `launchMethod: federation` needs its `link` and `accountId`",
    ]);
    expect(issuesOf(withValues([fleet("ireland", "federation"), federation]))).toStrictEqual([
      "fleets.ireland.federation is for fleets with `launchMethod: federation`; set that, or take this out",
    ]);
    expect(
      issuesOf(
        withValues(
          [fleet("ireland", "launchMethod"), "federation"],
          [fleet("ireland", "federation"), federation],
        ),
      ),
    ).toStrictEqual([]);
  });

  it("refuses a custom domain and a launch context where there is no streaming URL", () => {
    expect(
      issuesOf(
        withValues(
          [fleet("dublin", "launchMethod"), "federation"],
          [fleet("dublin", "federation"), federation],
          [fleet("dublin", "customDomain"), "stream.example.com"],
        ),
      ),
    ).toStrictEqual([
      "fleets.dublin.customDomain replaces the host of a streaming URL, and a fleet with `launchMethod: federation` has none",
      "applications.design.context cannot reach a fleet with `launchMethod: federation`, since only a streaming URL " +
        "carries a launch context: `dublin`; take the context out, or give it an application of its own",
    ]);
  });

  it("refuses federation where AppStream has no relay state endpoint", () => {
    expect(
      issuesOf(
        withValues(
          noWalls,
          [fleet("ireland", "region"), "eu-central-2"],
          [fleet("ireland", "launchMethod"), "federation"],
          [fleet("ireland", "federation"), federation],
        ),
      ),
    ).toContain(
      "fleets.ireland.region has no relay state endpoint: AppStream's federation does not reach a fleet in eu-central-2",
    );
  });

  describe("of drains", () => {
    const drain = (force = false) => ({
      owner: "Ana",
      reason: "patching",
      until: "2026-12-01T06:00:00Z",
      force,
    });
    const last = (id: string, application = "design") =>
      `fleets.${id}.drain leaves \`${application}\` without a fleet, for everybody or for those whom a wall keeps to ` +
      "drained ones; take out drains that are over, or set `force: true`";

    it("accepts one that leaves every application a fleet", () => {
      expect(issuesOf(withValues([fleet("ireland", "drain"), drain()]))).toStrictEqual([]);
    });

    it("refuses those that together leave an application none, at each of them", () => {
      const changes: Change[] = [
        [fleet("virginia", "drain"), { ...drain(), until: "2020-01-01T00:00:00Z" }],
        [fleet("dublin", "drain"), drain()],
      ];
      expect(issuesOf(withValues(noWalls, ...changes))).toStrictEqual([last("virginia"), last("dublin")]);
    });

    it("refuses one that leaves people within a wall nothing", () => {
      expect(issuesOf(withValues([fleet("dublin", "drain"), drain()]))).toStrictEqual([last("dublin")]);
    });

    it("takes the word of whoever forces one of them", () => {
      const changes: Change[] = [
        [fleet("virginia", "drain"), drain()],
        [fleet("dublin", "drain"), drain(true)],
      ];
      expect(issuesOf(withValues(noWalls, ...changes))).toStrictEqual([]);
    });

    it("does not let a force for one application speak for another", () => {
      const changes: Change[] = [
        [fleet("ireland", "drain"), drain()],
        [fleet("frankfurt", "drain"), drain()],
        [fleet("dublin", "drain"), drain(true)],
        [
          ["applications", "treasury", "fleets"],
          ["ireland", "frankfurt", "nowhere"],
        ],
      ];
      expect(issuesOf(withValues(...changes))).toStrictEqual([
        "applications.treasury.fleets.2 `nowhere` is not in fleets",
        last("ireland", "treasury"),
        last("frankfurt", "treasury"),
      ]);
    });
  });

  it("wants every provider of the help desk to exist", () => {
    const helpDesk = {
      groupsByProvider: { corporate: ["support"], corprate: ["support"] },
      subjects: [{ identityProvider: "other", subject: "ana" }],
    };
    expect(issuesOf(withValues([["operators"], { helpDesk }]))).toStrictEqual([
      "operators.helpDesk.groupsByProvider.corprate `corprate` is not in identityProviders; did you mean `corporate`?",
      "operators.helpDesk.subjects.0.identityProvider `other` is not in identityProviders",
    ]);
  });

  it("wants the provider of each group where there are several", () => {
    const other = {
      protocol: "oidc",
      name: "Other",
      issuer: "https://other.example.com/",
      clientId: "streamgate",
      clientAuthentication: { method: "none" },
    };
    const changes: Change[] = [
      [["identityProviders", "other"], other],
      [["operators"], { helpDesk: { groups: ["support"] } }],
    ];
    expect(issuesOf(withValues(...changes))).toContain(
      "operators.helpDesk.groups must name the provider of each group, since the policy has several: write " +
        "`groupsByProvider: { provider: [group] }`",
    );
    expect(issuesOf(withValues([["operators"], { helpDesk: { groups: ["support"] } }]))).toStrictEqual([]);
  });

  it("leaves the launch time after looking ahead", () => {
    const limits = (lookAheadMilliseconds: number): Json => ({
      ...{ launchDeadlineMilliseconds: 1000, attemptTimeoutMilliseconds: 900, lookAheadMilliseconds },
    });
    expect(issuesOf(withValues([["limits"], limits(999)]))).toStrictEqual([]);
    expect(issuesOf(withValues([["limits"], limits(1000)]))).toStrictEqual([
      "limits.lookAheadMilliseconds must be less than launchDeadlineMilliseconds (1000), or looking takes the whole launch",
    ]);
  });
});

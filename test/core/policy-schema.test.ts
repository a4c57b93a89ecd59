import { describe, expect, it } from "vitest";
import { parsePolicy } from "../../functions/core/policy-schema.ts";
import { aPolicyInput, withValue, withValues } from "../support/policies.ts";
import { issuesOf, messagesAt, policyOf } from "../support/policy-issues.ts";

const minimal = { version: 1, identityProviders: {}, fleets: {}, applications: {} };

describe("parsePolicy", () => {
  it("accepts a complete policy", () => {
    expect(issuesOf(aPolicyInput())).toStrictEqual([]);
  });

  it("fills in every default of the sections", () => {
    expect(policyOf(minimal)).toStrictEqual({
      version: 1,
      development: false,
      identityProviders: {},
      fleets: {},
      applications: {},
      location: {
        sources: ["claim", "network", "edge"],
        networks: {},
        default: null,
        homeRegions: { subjects: [], groups: [] },
        measureLatency: false,
      },
      residency: { walls: [], follows: "location" },
      preferences: [],
      sessions: {
        brokerSessionSeconds: 3600,
        loginTransactionSeconds: 600,
        contextHandleSeconds: 300,
        launchRecordSeconds: 31_536_000,
      },
      limits: {
        ...{ launchDeadlineMilliseconds: 8000, attemptTimeoutMilliseconds: 2500, maxCandidates: 4 },
        ...{ capacityRefreshSeconds: 20, lookAheadMilliseconds: 400, waitingSeconds: 3600 },
        concurrentSessions: null,
      },
      operators: { helpDesk: { groups: [], groupsByProvider: {}, subjects: [] } },
      tokens: { issuer: null, keys: [] },
      portals: {},
      embedding: null,
      branding: null,
      api: {
        issuers: {},
        rates: {
          person: { requests: 30, seconds: 60 },
          client: { requests: 600, seconds: 60 },
          address: { requests: 600, seconds: 60 },
        },
      },
      support: null,
    });
  });

  it("gives the same policy whatever the order of the keys", () => {
    const reversed = Object.fromEntries(Object.entries(aPolicyInput()).toReversed());
    expect(JSON.stringify(policyOf(reversed))).toBe(JSON.stringify(policyOf(aPolicyInput())));
  });

  it("is stable: a policy parses to itself", () => {
    expect(policyOf(policyOf(aPolicyInput()))).toStrictEqual(policyOf(aPolicyInput()));
  });

  it.each([[null], [undefined], [7], ["version: 1"], [[]], [true]])(
    "refuses %j, which is no map",
    (input) => {
      expect(issuesOf(input)).toStrictEqual([" must be a map of keys and values"]);
    },
  );

  it("names every missing section at once", () => {
    expect(issuesOf({})).toStrictEqual([
      "version missing key `version`",
      "identityProviders missing key `identityProviders`",
      "fleets missing key `fleets`",
      "applications missing key `applications`",
    ]);
  });

  it("collects faults from everywhere", () => {
    const input = withValues(
      [["version"], 2],
      [["fleets", "ireland", "stack"], "has spaces"],
      [["limits"], { maxCandidates: 0 }],
      [["rezidency"], {}],
    );
    expect(issuesOf(input)).toStrictEqual([
      "version must be `1`",
      "fleets.ireland.stack must be a name as AppStream has it: letters, digits, `_`, `.` and `-`, at most 101",
      "limits.maxCandidates must be a whole number from 1 to 20",
      "rezidency unknown key `rezidency`; did you mean `residency`?",
    ]);
  });

  it("says what makes no sense beside what has no shape, as far as it can be told", () => {
    const input = withValues(
      [["applications", "design", "fleets"], ["nowhere"]],
      [["support"], 7],
      [["surprise"], 1],
    );
    expect(issuesOf(input)).toEqual([
      "support must be a text, or a map of texts by language that has `en`",
      expect.stringContaining("surprise"),
      "applications.design.fleets.0 `nowhere` is not in fleets",
    ]);
  });

  it.each(["constructor", "prototype", "__proto__"])(
    "refuses the key %s, which JavaScript has a use for",
    (key) => {
      const input: unknown = JSON.parse(
        JSON.stringify(aPolicyInput()).replace('"ireland":{', `"${key}":{"a":1},$&`),
      );
      expect(issuesOf(input)).toContain(`fleets.${key} must have another name`);
    },
  );

  it("finds such a key in a list too", () => {
    const input = withValue(["preferences", 0], { fleets: ["frankfurt"], constructor: 1 });
    expect(issuesOf(input)).toStrictEqual(["preferences.0.constructor must have another name"]);
  });

  it("ends on a value that contains itself", () => {
    const input: Record<string, unknown> = { ...aPolicyInput() };
    input.support = input;
    expect(parsePolicy(input).ok).toBe(false);
  });

  it.each([
    [["sessions", "brokerSessionSeconds"], 60, 43_200],
    [["sessions", "loginTransactionSeconds"], 60, 600],
    [["sessions", "contextHandleSeconds"], 10, 300],
    [["sessions", "launchRecordSeconds"], 86_400, 3_155_760_000],
    [["limits", "launchDeadlineMilliseconds"], 500, 25_000],
    [["limits", "maxCandidates"], 1, 20],
    [["applications", "design", "validitySeconds"], 1, 604_800],
    [["identityProviders", "corporate", "maxAuthenticationAgeSeconds"], 1, 2_592_000],
  ])("takes %j from %d to %d", (path, least, most) => {
    expect([least, most].flatMap((value) => messagesAt(path, value))).toStrictEqual([]);
    expect([least - 1, most + 1, least + 0.5].map((value) => messagesAt(path, value).length)).toStrictEqual([
      1, 1, 1,
    ]);
  });

  it("takes an attempt as long as the launch, not longer", () => {
    const path = ["limits", "attemptTimeoutMilliseconds"];
    expect(messagesAt(path, 8000)).toStrictEqual([]);
    expect(messagesAt(path, 8001)).toStrictEqual([
      "must be at most launchDeadlineMilliseconds (8000), or no attempt can time out",
    ]);
  });
});

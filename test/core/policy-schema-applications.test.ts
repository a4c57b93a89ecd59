import { describe, expect, it } from "vitest";
import { withValue } from "../support/policies.ts";
import { issuesOf, messagesAt, policyOf } from "../support/policy-issues.ts";

const design = ["applications", "design"];
const least = { name: "Least", appstreamApplication: "Least", fleets: ["least"] };
const leastFleet = { region: "eu-west-1", stack: "least", fleet: "least", jurisdiction: "EU" };

const small = {
  version: 1,
  identityProviders: {},
  fleets: { least: leastFleet },
  applications: { least },
};

describe("fleet", () => {
  it("fills in its defaults", () => {
    expect(policyOf(small).fleets.least).toStrictEqual({
      ...leastFleet,
      launchMethod: "streaming_url",
      federation: null,
      streamView: "app",
      customDomain: null,
      drain: null,
      instances: null,
    });
  });

  it.each(["region", "stack", "fleet", "jurisdiction"])("requires %s", (key) => {
    expect(messagesAt(["fleets", "ireland", key], undefined)).toStrictEqual([`missing key \`${key}\``]);
  });

  it("refuses a launch method it does not know", () => {
    expect(messagesAt(["fleets", "ireland", "launchMethod"], "saml")).toStrictEqual([
      "must be one of `streaming_url`, `federation`",
    ]);
  });
});

describe("application", () => {
  it("fills in its defaults, and nobody as its audience", () => {
    expect(policyOf(small).applications.least).toStrictEqual({
      name: { en: "Least" },
      description: null,
      icon: null,
      group: null,
      appstreamApplication: "Least",
      fleets: ["least"],
      overflow: null,
      classes: [],
      audience: { groups: [], groupsByProvider: {}, subjects: [] },
      conditions: { mfa: false, networks: null, hours: null, countries: null },
      context: null,
      handover: null,
      use: null,
      approval: null,
      validitySeconds: 30,
    });
  });

  it("fills in the length of a context", () => {
    expect(
      policyOf(withValue([...design, "context"], { pattern: "a" })).applications.design?.context,
    ).toStrictEqual({ pattern: "a", maxLength: 256 });
  });

  it.each([0, 1025])("refuses a context of %d characters", (maxLength) => {
    expect(messagesAt([...design, "context", "maxLength"], maxLength)).toStrictEqual([
      "must be a whole number from 1 to 1024",
    ]);
  });

  it.each(["name", "appstreamApplication", "fleets"])("requires %s", (key) => {
    expect(messagesAt([...design, key], undefined)).toStrictEqual([`missing key \`${key}\``]);
  });

  it("refuses a condition that is neither true nor false", () => {
    expect(messagesAt([...design, "conditions", "mfa"], "yes")).toStrictEqual(["must be true or false"]);
  });

  it("refuses a number in quotes", () => {
    expect(messagesAt([...design, "validitySeconds"], "30")).toStrictEqual(["must be a number"]);
  });

  it("refuses hours past midnight", () => {
    const hours = { timeZone: "UTC", days: ["mon"], from: "22:00", until: "06:00" };
    expect(messagesAt([...design, "conditions", "hours"], hours)).toStrictEqual([
      "must end later on the same day than it begins; hours past midnight cannot be written, `until` is at most 24:00",
    ]);
  });

  it("accepts hours until midnight", () => {
    const hours = { timeZone: "UTC", days: ["mon"], from: "22:00", until: "24:00" };
    expect(issuesOf(withValue([...design, "conditions", "hours"], hours))).toStrictEqual([]);
  });

  it("refuses a day it does not know", () => {
    expect(messagesAt([...design, "conditions", "hours", "days", 0], "monday")).toStrictEqual([
      "must be one of `mon`, `tue`, `wed`, `thu`, `fri`, `sat`, `sun`",
    ]);
  });
});

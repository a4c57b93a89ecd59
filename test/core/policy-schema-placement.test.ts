import { describe, expect, it } from "vitest";
import { aPolicyInput, withValue } from "../support/policies.ts";
import { messagesAt, policyOf } from "../support/policy-issues.ts";

describe("location", () => {
  it("uses a country's centre where a network has no place of its own", () => {
    expect(policyOf(aPolicyInput()).location.networks.headquarters?.coordinates).toBeNull();
  });

  it("accepts no source at all: everyone is where the default says", () => {
    expect(messagesAt(["location", "sources"], [])).toStrictEqual([]);
  });

  it("refuses a source it does not know", () => {
    expect(messagesAt(["location", "sources", 0], "gps")).toStrictEqual([
      "must be one of `claim`, `network`, `edge`, `ip_database`",
    ]);
  });

  it("refuses half a place", () => {
    const path = ["location", "networks", "headquarters", "coordinates"];
    expect(messagesAt([...path, "longitude"], undefined)).toStrictEqual(["missing key `longitude`"]);
  });
});

describe("residency", () => {
  it("covers everyone and everything by default", () => {
    const policy = policyOf(withValue(["residency", "walls"], [{ id: "all", jurisdictions: ["EU"] }]));
    expect(policy.residency.walls).toStrictEqual([
      { id: "all", applications: null, countries: null, jurisdictions: ["EU"] },
    ]);
  });

  it.each(["id", "jurisdictions"])("requires %s", (key) => {
    expect(messagesAt(["residency", "walls", 0, key], undefined)).toStrictEqual([`missing key \`${key}\``]);
  });
});

describe("preference", () => {
  it("covers everyone and everything by default", () => {
    expect(policyOf(withValue(["preferences"], [{ fleets: ["ireland"] }])).preferences).toStrictEqual([
      { applications: null, countries: null, fleets: ["ireland"] },
    ]);
  });
});

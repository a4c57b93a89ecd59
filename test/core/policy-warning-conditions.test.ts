import { describe, expect, it } from "vitest";
import { aPolicyInput } from "../support/policies.ts";
import { type Change, warningsBy } from "../support/policy-warnings.ts";

const conditions = ["applications", "treasury", "conditions"];

describe("conditionWarnings", () => {
  it("warns where MFA is required and none of the providers that admit somebody proves it", () => {
    const partner = {
      ...Object(Object(aPolicyInput().identityProviders).corporate),
      clientId: "partner",
      claims: { mfa: null },
    };
    const audience = ["applications", "treasury", "audience"];
    const guest = { identityProvider: "partner", subject: "guest-1" };
    const both: readonly Change[] = [
      [["identityProviders", "partner"], partner],
      [["applications", "design", "audience"], { groupsByProvider: { corporate: ["design"] } }],
    ];
    const staff = { corporate: ["treasury"] };
    expect(warningsBy("mfa_unprovable", ...both, [audience, { groupsByProvider: staff }])).toStrictEqual([]);
    expect(
      warningsBy("mfa_unprovable", ...both, [audience, { groupsByProvider: staff, subjects: [guest] }]),
    ).toStrictEqual([]);
    expect(warningsBy("mfa_unprovable", ...both, [audience, { subjects: [guest] }])).toHaveLength(1);
  });

  it("warns where MFA is required and no provider proves it, but not of nobody", () => {
    const mfa = ["identityProviders", "corporate", "claims", "mfa"];
    expect(warningsBy("mfa_unprovable", [mfa, null])).toStrictEqual([
      "applications.treasury.conditions.mfa is required, but no identity provider of its audience has `claims.mfa`: nobody can prove it, so nobody can launch this",
    ]);
    expect(
      warningsBy("mfa_unprovable", [mfa, null], [["applications", "treasury", "audience"], {}]),
    ).toStrictEqual([]);
  });

  it("warns of a country that neither a network nor the edge can show", () => {
    const countries: Change = [
      [...conditions, "countries"],
      ["IE", "DE"],
    ];
    expect(warningsBy("country_unprovable", countries)).toStrictEqual([]);
    expect(
      warningsBy("country_unprovable", countries, [["location", "sources"], ["ip_database"]]),
    ).toStrictEqual([]);
    expect(warningsBy("country_unprovable", countries, [["location", "sources"], ["claim"]])).toStrictEqual([
      "applications.treasury.conditions.countries.1 cannot be proved: location.sources has neither edge nor ip_database, and no network is in that country",
    ]);
  });

  it("warns of networks that are all in other countries", () => {
    const rule = "networks_outside_countries";
    expect(
      warningsBy(rule, [
        [...conditions, "countries"],
        ["IE", "DE"],
      ]),
    ).toStrictEqual([]);
    expect(warningsBy(rule, [[...conditions, "countries"], ["DE"]])).toStrictEqual([
      "applications.treasury.conditions.networks are all outside `conditions.countries`: nobody is in both, so nobody can launch this",
    ]);
  });
});

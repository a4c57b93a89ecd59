import { describe, expect, it } from "vitest";
import { aPolicyInput, type Json } from "../support/policies.ts";
import { warningsBy, warningsOf } from "../support/policy-warnings.ts";

const walls = (...list: Json[]) => [["residency", "walls"], list] as const;
const european = { id: "europe", countries: ["DE", "IE"], jurisdictions: ["EU"] };
const american = { id: "america", applications: ["design"], countries: ["US"], jurisdictions: ["US"] };

describe("residencyWarnings", () => {
  it("warns of walls that leave one fleet, and says for whom", () => {
    expect(warningsOf(aPolicyInput())).toStrictEqual([
      "applications.design.fleets leave one that walls permit for people in DE, FR, IE, people of unknown country: when it fails there is no other to try (`europeans`)",
    ]);
    const everywhere = { id: "america", applications: ["design"], jurisdictions: ["US"] };
    expect(warningsBy("single_permitted_fleet", walls(everywhere))).toStrictEqual([
      "applications.design.fleets leave one that walls permit for most people, people of unknown country: when it fails there is no other to try (`america`)",
    ]);
    const elsewhere = { ...everywhere, id: "west", jurisdictions: ["EU", "US"] };
    const twoKinds = warningsBy("single_permitted_fleet", walls(elsewhere, american));
    expect(twoKinds).toStrictEqual([expect.stringContaining("for people in US, people of unknown country")]);
  });

  it("says of everybody else as well", () => {
    const everywhere = { ...american, id: "west", countries: null };
    expect(warningsBy("single_permitted_fleet", walls(everywhere, american))).toStrictEqual([
      expect.stringContaining("for people in US, everywhere else, people of unknown country"),
    ]);
  });

  it("warns of walls that only together shut out whoever's country is unknown", () => {
    expect(warningsBy("unknown_location_shut_out", walls(european, american))).toStrictEqual([
      "applications.design.fleets leave none that walls permit for people whose country nothing proves: they cannot launch this (`europe`, `america`)",
    ]);
    expect(warningsBy("unknown_location_shut_out", walls(european))).toStrictEqual([]);
  });

  it("warns of a wall around applications that nobody may use", () => {
    const wall = { id: "europe", applications: ["treasury"], jurisdictions: ["EU"] };
    expect(warningsBy("wall_around_nobody", walls(wall))).toStrictEqual([]);
    expect(
      warningsBy("wall_around_nobody", walls(wall), [["applications", "treasury", "audience"], {}]),
    ).toStrictEqual([
      "residency.walls.0.applications have empty audiences, all of them: the wall stands around nobody",
    ]);
  });

  it("warns of a wall for a country that no location source proves", () => {
    const sources = ["location", "sources"];
    const country = ["identityProviders", "corporate", "claims", "country"];
    const rule = "wall_country_unprovable";
    const message =
      "is proved by no location source: nobody counts as being there, and the wall stands around those of unknown country instead";
    expect(warningsBy(rule, walls(european), [sources, ["claim"]])).toStrictEqual([]);
    for (const source of ["edge", "ip_database"]) {
      expect(warningsBy(rule, walls(european), [sources, [source]], [country, null])).toStrictEqual([]);
    }
    expect(warningsBy(rule, walls(european), [sources, ["network"]])).toStrictEqual([
      `residency.walls.0.countries.0 ${message}`,
    ]);
    expect(
      warningsBy(
        rule,
        walls(european, { ...european, id: "all", countries: null }),
        [sources, ["claim"]],
        [country, null],
      ),
    ).toStrictEqual([0, 1].map((place) => `residency.walls.0.countries.${place} ${message}`));
  });

  it("warns where walls follow home and a provider maps no country", () => {
    const follows = [["residency", "follows"], "home"] as const;
    const unmapped = [["identityProviders", "corporate", "claims", "country"], null] as const;
    expect(warningsBy("home_country_unmapped", follows, unmapped)).toStrictEqual([
      "identityProviders.corporate.claims.country is not mapped, and walls follow home: every wall covers this provider's people",
    ]);
    expect(
      warningsBy("wall_country_unprovable", follows, unmapped, [["location", "sources"], ["claim"]]),
    ).toStrictEqual([]);
    expect(warningsBy("home_country_unmapped", follows)).toStrictEqual([]);
    expect(warningsBy("home_country_unmapped", unmapped)).toStrictEqual([]);
  });
});

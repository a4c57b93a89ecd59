import { describe, expect, it } from "vitest";
import { type Json, withValue, withValues } from "../support/policies.ts";
import { issuesOf } from "../support/policy-issues.ts";

function withWalls(...walls: Json[]): Json {
  return withValue(["residency", "walls"], walls);
}

describe("wallRules", () => {
  it("refuses a wall that leaves an application nowhere to run", () => {
    expect(
      issuesOf(withWalls({ id: "american", applications: ["treasury"], jurisdictions: ["US"] })),
    ).toStrictEqual([
      "applications.treasury.fleets must have one that these walls permit: `american` (only US)",
    ]);
  });

  it("refuses walls that only together leave nowhere", () => {
    const walls = withWalls(
      { id: "european", jurisdictions: ["EU"] },
      { id: "american", jurisdictions: ["US"] },
    );
    const everywhere = "must have one that these walls permit: `european` (only EU); `american` (only US)";
    expect(issuesOf(walls)).toStrictEqual([
      `applications.treasury.fleets ${everywhere}`,
      `applications.design.fleets ${everywhere}`,
    ]);
  });

  it("names the countries for whom nothing is left", () => {
    const walls = withWalls(
      { id: "european", applications: ["treasury"], jurisdictions: ["EU"] },
      { id: "american", applications: ["treasury"], countries: ["US", "CA"], jurisdictions: ["US"] },
      { id: "irish", applications: ["treasury"], countries: ["IE"], jurisdictions: ["EU"] },
    );
    expect(issuesOf(walls)).toStrictEqual([
      "applications.treasury.fleets must have one that these walls permit for people in CA, US: `european` (only EU); `american` (only US)",
    ]);
  });

  it("accepts walls around different countries that no single fleet passes", () => {
    const walls = withWalls(
      { id: "european", applications: ["design"], countries: ["IE"], jurisdictions: ["EU"] },
      { id: "american", applications: ["design"], countries: ["US"], jurisdictions: ["US"] },
    );
    expect(issuesOf(walls)).toStrictEqual([]);
  });

  it("leaves alone the applications that a wall does not cover", () => {
    expect(
      issuesOf(withWalls({ id: "american", applications: ["design"], jurisdictions: ["US"] })),
    ).toStrictEqual([]);
  });

  it("refuses a jurisdiction that no fleet has", () => {
    const walls = withWalls({
      id: "european",
      applications: ["design"],
      jurisdictions: ["EU", "Switzerland"],
    });
    expect(issuesOf(walls)).toStrictEqual([
      "residency.walls.0.jurisdictions.1 `Switzerland` is the jurisdiction of no fleet",
    ]);
  });

  it("leaves walls out that speak of such a jurisdiction: what they permit cannot be told yet", () => {
    const walls = withWalls({ id: "european", applications: ["design"], jurisdictions: ["EUU"] });
    expect(issuesOf(walls)).toStrictEqual([
      "residency.walls.0.jurisdictions.0 `EUU` is the jurisdiction of no fleet; did you mean `EU`?",
    ]);
  });

  it("says nothing of an application with a fleet that does not exist", () => {
    const american = { id: "american", applications: ["treasury"], jurisdictions: ["US"] };
    expect(
      issuesOf(withValue(["applications", "treasury", "fleets", 0], "irland", withWalls(american))),
    ).toStrictEqual(["applications.treasury.fleets.0 `irland` is not in fleets; did you mean `ireland`?"]);
  });

  it("refuses walls that follow home where no claim is heard", () => {
    const follows = [["residency", "follows"], "home"] as const;
    expect(
      issuesOf(
        withValues(follows, [
          ["location", "sources"],
          ["network", "edge"],
        ]),
      ),
    ).toStrictEqual([
      "residency.follows needs `claim` among location.sources, which is where a home country comes from",
    ]);
    expect(issuesOf(withValues(follows))).toStrictEqual([]);
  });
});

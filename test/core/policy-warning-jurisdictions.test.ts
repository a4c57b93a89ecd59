import { describe, expect, it } from "vitest";
import { liesIn, regionCountry } from "../../functions/core/jurisdictions.ts";
import { APPSTREAM_REGIONS } from "../../functions/core/regions.ts";
import { warningsBy } from "../support/policy-warnings.ts";

const virginia = ["fleets", "virginia", "jurisdiction"];

describe("jurisdictionWarnings", () => {
  it("warns of a jurisdiction that is nearly one a wall names", () => {
    expect(warningsBy("jurisdiction_misspelt", [["fleets", "paris", "jurisdiction"], "eu"])).toStrictEqual([
      "fleets.paris.jurisdiction is in no wall; did you mean `EU`?",
    ]);
  });

  it("warns of one that is nearly what more fleets have, and not of those", () => {
    expect(
      warningsBy(
        "jurisdiction_misspelt",
        [virginia, "America"],
        [["fleets", "ohio"], { region: "us-east-2", stack: "a", fleet: "a", jurisdiction: "America" }],
        [["fleets", "oregon"], { region: "us-west-2", stack: "a", fleet: "a", jurisdiction: "Amerika" }],
      ),
    ).toStrictEqual(["fleets.oregon.jurisdiction is in no wall; did you mean `America`?"]);
  });

  it("warns of a Region that is not where the jurisdiction says", () => {
    expect(warningsBy("jurisdiction_elsewhere", [virginia, "EU"])).toStrictEqual([
      "fleets.virginia.jurisdiction does not look like where us-east-1 is: walls would take this fleet for one that lies there",
    ]);
  });
});

describe("liesIn", () => {
  it.each<[string, string, boolean | undefined]>([
    ["eu-west-1", "eu", true],
    ["eu-west-2", "EU", false],
    ["eu-west-2", "UK", true],
    ["eu-central-2", "EEA", false],
    ["eu-central-2", "CH", true],
    ["us-gov-west-1", "USA", true],
    ["ca-central-1", "US", false],
    ["us-east-1", "Finance", undefined],
    ["mars-north-1", "EU", undefined],
  ])("says of %s and %s: %s", (region, jurisdiction, expected) => {
    expect(liesIn(region, jurisdiction)).toBe(expected);
  });
});

describe("regionCountry", () => {
  it("knows every Region of AppStream", () => {
    expect(APPSTREAM_REGIONS.filter((region) => regionCountry(region) === undefined)).toStrictEqual([]);
  });
});

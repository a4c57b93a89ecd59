import { describe, expect, it } from "vitest";
import { lintPolicy } from "../../functions/core/policy-lint.ts";
import { aCarefulPolicyInput, withValue } from "../support/policies.ts";
import { type Change, warningsBy } from "../support/policy-warnings.ts";

const designFleets = ["applications", "design", "fleets"];

describe("unusedWarnings", () => {
  it("warns of a fleet that no application uses", () => {
    expect(warningsBy("fleet_unused", [designFleets, ["virginia", "dublin"]])).toStrictEqual([
      "fleets.paris is used by no application",
    ]);
  });

  it("does not take a misspelt fleet for an unused one", () => {
    const { warnings } = lintPolicy(
      withValue(designFleets, ["virginia", "dublin", "pariz"], aCarefulPolicyInput()),
    );
    expect(warnings.filter(({ rule }) => rule === "fleet_unused")).toStrictEqual([]);
  });

  it("warns of a network that neither says where people are nor lets anybody in", () => {
    const sources: Change = [["location", "sources"], ["claim"]];
    expect(warningsBy("network_unused", sources)).toStrictEqual([
      "location.networks.laboratory decides nothing: location.sources leaves networks out, and no condition names this one",
    ]);
    expect(
      warningsBy("network_unused", sources, [["applications", "design", "conditions", "countries"], ["IE"]]),
    ).toStrictEqual([]);
  });
});

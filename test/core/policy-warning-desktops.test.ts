import { describe, expect, it } from "vitest";
import { warningsBy } from "../support/policy-warnings.ts";

const office = {
  region: "eu-west-1",
  stack: "office",
  fleet: "office-a",
  jurisdiction: "EU",
  streamView: "desktop",
};
const desktop = {
  name: "Desktop",
  appstreamApplication: "Desktop",
  fleets: ["office"],
  audience: { groups: ["a"] },
};

describe("desktopWarnings", () => {
  it("warns of two applications that are one desktop, once", () => {
    const frankfurt = { ...office, region: "eu-central-1" };
    const fleets = ["office", "second"];
    expect(
      warningsBy(
        "desktop_twice",
        [["fleets", "office"], office],
        [["fleets", "second"], frankfurt],
        [["applications", "office"], { ...desktop, fleets }],
        [["applications", "accounts"], { ...desktop, fleets }],
      ),
    ).toStrictEqual([
      "applications.accounts.appstreamApplication starts the same desktop as `office`, on the stack office in eu-west-1; give each a stack and fleet of its own, or make them one application",
    ]);
  });

  it("accepts two applications of one stack that are not the desktop", () => {
    const audience = { groups: ["treasury"] };
    const conditions = { mfa: true, networks: ["headquarters"] };
    const report = {
      name: "Report",
      appstreamApplication: "Report",
      fleets: ["ireland"],
      audience,
      conditions,
    };
    expect(warningsBy("desktop_twice", [["applications", "report"], report])).toStrictEqual([]);
  });

  it("warns of the desktop in other letters", () => {
    const path = ["applications", "design", "appstreamApplication"];
    expect(warningsBy("desktop_misspelt", [path, "desktop"])).toStrictEqual([
      "applications.design.appstreamApplication is not `Desktop`, which is how AppStream spells the desktop; is an application called so?",
    ]);
  });
});

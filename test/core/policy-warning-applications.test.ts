import { describe, expect, it } from "vitest";
import { warningsBy } from "../support/policy-warnings.ts";

const design = ["applications", "design"];
const treasury = ["applications", "treasury"];

describe("applicationWarnings", () => {
  it("warns of an audience that is nobody, and takes one subject for an audience", () => {
    expect(warningsBy("audience_empty", [[...design, "audience"], {}])).toStrictEqual([
      "applications.design.audience is empty: nobody can launch this",
    ]);
    expect(warningsBy("audience_empty", [[...design, "audience", "groups"], []])).toStrictEqual([]);
  });

  it("warns of an application with a single fleet", () => {
    expect(warningsBy("single_fleet", [[...design, "fleets"], ["dublin"]])).toStrictEqual([
      "applications.design.fleets names one fleet: when it fails there is no other to try",
    ]);
  });

  it("warns of several fleets in one Region where their jurisdiction has others", () => {
    const second = { region: "eu-west-1", stack: "finance", fleet: "finance-c", jurisdiction: "EU" };
    const fleets = ["ireland", "second"];
    expect(
      warningsBy("single_region", [["fleets", "second"], second], [[...treasury, "fleets"], fleets]),
    ).toStrictEqual([
      "applications.treasury.fleets are permitted in eu-west-1 only: when that Region fails there is no other, though the policy has fleets of the same jurisdiction in eu-central-1, eu-west-3",
    ]);
    const second2 = { ...second, jurisdiction: "EEA" };
    const wall = { id: "finance-stays", applications: ["treasury"], jurisdictions: ["EEA"] };
    expect(
      warningsBy(
        "single_region",
        [["fleets", "second"], second2],
        [["fleets", "third"], { ...second2, fleet: "finance-d" }],
        [
          [...treasury, "fleets"],
          ["second", "third"],
        ],
        [["residency", "walls"], [wall]],
      ),
    ).toStrictEqual([]);
  });

  it("warns of a URL that may be opened for more than five minutes", () => {
    expect(warningsBy("validity_long", [[...design, "validitySeconds"], 300])).toStrictEqual([]);
    expect(warningsBy("validity_long", [[...design, "validitySeconds"], 301])).toStrictEqual([
      "applications.design.validitySeconds is over 300: whoever gets hold of the URL can open it for that long",
    ]);
  });

  it("warns of a URL that outlives the context it brings, where there is one", () => {
    const handle = ["sessions", "contextHandleSeconds"];
    const rule = "validity_outlives_context";
    expect(warningsBy(rule, [handle, 30])).toStrictEqual([]);
    expect(warningsBy(rule, [handle, 29])).toStrictEqual([
      "applications.design.validitySeconds is over sessions.contextHandleSeconds (29): whoever opens the URL later finds the launch context gone",
    ]);
  });

  it("warns of two applications of one name in one language", () => {
    expect(warningsBy("name_twice", [[...design, "name"], { en: "Design", de: "Finanzen" }])).toStrictEqual([
      "applications.design.name.de is the name of `treasury` too: people cannot tell the two apart",
    ]);
    expect(warningsBy("name_twice", [[...design, "name"], { en: "Finanzen" }])).toStrictEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { type Json, withValue, withValues } from "../support/policies.ts";
import { issuesOf } from "../support/policy-issues.ts";

const report = ["applications", "report"];

function aReport(audience: Json, ...fleets: string[]): Json {
  // The conditions of `treasury`.
  const conditions = { mfa: true, networks: ["headquarters"] };
  return { name: "Report", appstreamApplication: "Report", fleets, audience, conditions };
}

const differs =
  "applications.report.audience differs from that of `treasury`, but both are on the stack finance in eu-west-1, " +
  "where a streaming URL opens every application; give them one audience, or a stack each";

describe("stackRules", () => {
  it("refuses two audiences on one stack, and says so once however many Regions share it", () => {
    expect(
      issuesOf(withValue(report, aReport({ groups: ["reporting"] }, "ireland", "frankfurt"))),
    ).toStrictEqual([differs]);
  });

  it("refuses an empty audience beside one that is not", () => {
    expect(issuesOf(withValue(report, aReport({}, "ireland")))).toStrictEqual([differs]);
  });

  it("accepts one audience on one stack, in any order", () => {
    const input = withValues(
      [["applications", "treasury", "audience"], { groups: ["a", "b"] }],
      [report, aReport({ groups: ["b", "a"] }, "ireland")],
    );
    expect(issuesOf(input)).toStrictEqual([]);
  });

  it("tells subjects from groups", () => {
    const input = withValues(
      [["applications", "treasury", "audience"], { groups: ["a"] }],
      [report, aReport({ subjects: [{ identityProvider: "corporate", subject: "a" }] }, "ireland")],
    );
    expect(issuesOf(input)).toStrictEqual([differs]);
  });

  it("refuses a stack outside a wall that is around one of its applications only", () => {
    const onVirginia = aReport({ groups: ["treasury"] }, "ireland", "virginia");
    const shared = withValues(
      [["fleets", "virginia", "stack"], "finance-us"],
      [
        ["applications", "treasury", "fleets"],
        ["ireland", "virginia"],
      ],
      [["applications", "treasury", "audience"], { groups: ["treasury"] }],
      [report, onVirginia],
    );
    const walls = (applications: Json): Json => [
      { id: "eu-only", applications, countries: ["ES"], jurisdictions: ["EU"] },
    ];
    const fault =
      /^applications\.report\.fleets share the stack finance-us in us-east-1 with `treasury`, and a residency wall/;
    const issues = (applications: Json) =>
      issuesOf(withValue(["residency", "walls"], walls(applications), shared as never)).filter((issue) =>
        fault.test(issue),
      );
    expect(issues(["treasury"])).toHaveLength(1);
    expect(issues(["report"])).toHaveLength(1);
    expect(issues(["treasury", "report"])).toStrictEqual([]);
    expect(issues(null)).toStrictEqual([]);
    expect(issuesOf(withValues([report, aReport({ groups: ["treasury"] }, "ireland")]))).toStrictEqual([]);
  });

  it("accepts two audiences on stacks of one name in two Regions", () => {
    const fleet = { region: "eu-west-2", stack: "finance", fleet: "finance-a", jurisdiction: "EU" };
    const input = withValues(
      [["fleets", "london"], fleet],
      [report, aReport({ groups: ["reporting"] }, "london")],
    );
    expect(issuesOf(input)).toStrictEqual([]);
  });

  it("counts an application once that uses two fleets of the stack", () => {
    const fleet = { region: "eu-west-1", stack: "finance", fleet: "finance-c", jurisdiction: "EU" };
    const input = withValues(
      [["fleets", "third"], fleet],
      [
        ["applications", "treasury", "fleets"],
        ["ireland", "third"],
      ],
    );
    expect(issuesOf(input)).toStrictEqual([]);
  });

  it("refuses other conditions on one stack, once, since they could be walked around", () => {
    const looser = {
      ...(aReport({ groups: ["treasury"] }, "ireland", "frankfurt") as object),
      conditions: {},
    };
    expect(issuesOf(withValue(report, looser as Json))).toStrictEqual([
      "applications.report.conditions differ from those of `treasury`, but a streaming URL for the stack finance in eu-west-1 opens both",
    ]);
  });

  it("refuses two audiences on two stacks of one fleet, whose image holds both applications", () => {
    const fleet = { region: "eu-west-1", stack: "reporting", fleet: "finance-a", jurisdiction: "EU" };
    const input = withValues(
      [["fleets", "second"], fleet],
      [report, aReport({ groups: ["reporting"] }, "second")],
    );
    expect(issuesOf(input).map((issue) => issue.split(" ")[0])).toStrictEqual([
      "fleets.second",
      "applications.report.audience",
    ]);
  });

  it("tells the groups of one provider from those of another", () => {
    const input = withValues(
      [["applications", "treasury", "audience"], { groupsByProvider: { corporate: ["a"] } }],
      [report, aReport({ groups: ["a"] }, "ireland")],
    );
    expect(issuesOf(input)).toStrictEqual([differs]);
  });

  it("accepts one set of conditions on one stack, in any order", () => {
    const conditions = (networks: string[], countries: string[], days: string[]): Json => {
      const hours = { timeZone: "Europe/Dublin", days, from: "08:00", until: "18:00" };
      return { mfa: true, networks, countries, hours };
    };
    const input = withValues(
      [
        ["applications", "treasury", "conditions"],
        conditions(["headquarters", "laboratory"], ["IE", "DE"], ["mon", "tue"]),
      ],
      [report, aReport({ groups: ["treasury"] }, "ireland")],
      [[...report, "conditions"], conditions(["laboratory", "headquarters"], ["DE", "IE"], ["tue", "mon"])],
    );
    expect(issuesOf(input)).toStrictEqual([]);
  });
});

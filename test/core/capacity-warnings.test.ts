import { describe, expect, it } from "vitest";
import { capacityWarnings } from "../../functions/core/capacity-warnings.ts";
import { type Json, withValues } from "../support/policies.ts";
import { issueLines, policyOf } from "../support/policy-issues.ts";

const NOW = Date.parse("2026-11-21T12:00:00Z") / 1000;

const warnings = (path: readonly string[], value: Json) =>
  issueLines(capacityWarnings(policyOf(withValues([path, value])), NOW));

const drainedUntil = (until: string) =>
  warnings(["fleets", "ireland", "drain"], { owner: "Ana", reason: "patching", until });

const aClass = (starts: string, ends: string, people = 20) => ({ name: "Course", starts, ends, people });
const classes = (...held: Json[]) => warnings(["applications", "design", "classes"], held);

describe("capacityWarnings", () => {
  it("says nothing of a policy without drains and classes", () => {
    expect(warnings(["version"], 1)).toStrictEqual([]);
  });

  it("warns of a drain that is over", () => {
    const over =
      "fleets.ireland.drain.until is over: the fleet takes people again; take the drain out of the policy";
    expect(drainedUntil("2026-11-21T12:00:00Z")).toStrictEqual([over]);
    expect(drainedUntil("2026-11-21T12:00:01Z")).toStrictEqual([]);
  });

  it("warns of a drain of more than thirty days", () => {
    expect(drainedUntil("2026-12-21T12:00:00Z")).toStrictEqual([]);
    expect(drainedUntil("2026-12-21T12:00:01Z")).toStrictEqual([
      "fleets.ireland.drain.until is more than 30 days away: a fleet that is closed for so long is better taken out of `fleets`",
    ]);
  });

  it("warns of a class that is over", () => {
    expect(classes(aClass("2026-11-21T09:00:00Z", "2026-11-21T12:00:00Z"))).toStrictEqual([
      "applications.design.classes.0.ends is over: take the class out of the policy",
    ]);
    expect(classes(aClass("2026-11-21T09:00:00Z", "2026-11-21T12:00:01Z"))).toStrictEqual([]);
  });

  it("warns of a class of more than a day", () => {
    expect(classes(aClass("2026-12-01T09:00:00Z", "2026-12-02T09:00:00Z"))).toStrictEqual([]);
    expect(classes(aClass("2026-12-01T09:00:00Z", "2026-12-02T09:00:01Z"))).toStrictEqual([
      "applications.design.classes.0.ends is more than a day after it starts; write each day as a class of its own",
    ]);
  });

  it("adds up classes that are held at once, at the later one of the list", () => {
    const morning = aClass("2026-12-01T09:00:00Z", "2026-12-01T12:00:00Z");
    const noon = aClass("2026-12-01T11:00:00Z", "2026-12-01T14:00:00Z", 7);
    const afternoon = aClass("2026-12-01T14:00:00Z", "2026-12-01T18:00:00Z");
    expect(classes(morning, noon, afternoon)).toStrictEqual([
      "applications.design.classes.1.starts is during another class of the application: 27 people in all",
    ]);
  });
});

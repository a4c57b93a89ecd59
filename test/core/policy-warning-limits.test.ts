import { describe, expect, it } from "vitest";
import { lintPolicy } from "../../functions/core/policy-lint.ts";
import { withValue } from "../support/policies.ts";
import { warningsBy } from "../support/policy-warnings.ts";

describe("limitWarnings", () => {
  it("warns of an attempt that leaves no time for the next, where there is one", () => {
    const timeout = ["limits", "attemptTimeoutMilliseconds"];
    const rule = "no_time_for_second_attempt";
    expect(warningsBy(rule, [timeout, 4000])).toStrictEqual([]);
    expect(warningsBy(rule, [timeout, 4001])).toStrictEqual([
      "limits.attemptTimeoutMilliseconds is over half of launchDeadlineMilliseconds (8000): when a Region does not answer, no second fleet gets its full time",
    ]);
    expect(warningsBy(rule, [timeout, 4001], [["limits", "maxCandidates"], 1])).toStrictEqual([]);
    const { warnings } = lintPolicy(withValue(timeout, 8001));
    expect(warnings.filter((warning) => warning.rule === rule)).toStrictEqual([]);
  });

  it("warns of a single candidate where an application has several fleets", () => {
    const one = [["limits", "maxCandidates"], 1] as const;
    expect(warningsBy("one_candidate", one)).toStrictEqual([
      "limits.maxCandidates is 1: when a fleet fails, the other fleets of its application are never tried",
    ]);
    expect(
      warningsBy(
        "one_candidate",
        one,
        [["applications", "design", "fleets"], ["dublin"]],
        [["applications", "treasury", "fleets"], ["ireland"]],
      ),
    ).toStrictEqual([]);
  });
});

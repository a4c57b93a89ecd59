/**
 * Adds this run's counts to the file named by TALLY_FILE, one `passed failed` line a run, for `.ci/run` to sum up, and
 * what failed to the file named by FAILURES_FILE, one line a failure.
 * A suite that could not be loaded, an error outside any test, and a run without a single test each count as failed.
 */
import { appendFileSync } from "node:fs";
import type { Reporter } from "vitest/node";

// Vitest loads a reporter by its default export.
export default class TallyReporter implements Reporter {
  onTestRunEnd: NonNullable<Reporter["onTestRunEnd"]> = (modules, unhandledErrors) => {
    const tally = process.env.TALLY_FILE;
    const list = process.env.FAILURES_FILE;
    if (tally === undefined || list === undefined) return;
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const passed = tests.filter((test) => test.result().state === "passed").length;
    const failures = [
      ...tests
        .filter((test) => test.result().state === "failed")
        .map((test) => `${test.module.relativeModuleId}: ${test.fullName}`),
      ...modules
        .filter((module) => module.errors().length > 0)
        .map(
          (module) => `${module.relativeModuleId}: ${module.errors()[0]?.message ?? "could not be loaded"}`,
        ),
      ...unhandledErrors.map((error) => `outside any test: ${error.message}`),
      ...(tests.length === 0 ? ["a run without a single test"] : []),
    ];
    appendFileSync(tally, `${passed} ${failures.length}\n`);
    appendFileSync(list, failures.map((failure) => `${failure.replaceAll("\n", " ")}\n`).join(""));
  };
}

/**
 * Adds this run's counts to the file named by TALLY_FILE, one `passed failed` line a run, for `.ci/run` to sum up.
 * A suite that could not be loaded, an error outside any test, and a run without a single test each count as failed.
 */
import { appendFileSync } from "node:fs";
import type { Reporter } from "vitest/node";

// Vitest loads a reporter by its default export.
export default class TallyReporter implements Reporter {
  onTestRunEnd: NonNullable<Reporter["onTestRunEnd"]> = (modules, unhandledErrors) => {
    const file = process.env.TALLY_FILE;
    if (file === undefined) return;
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const passed = tests.filter((test) => test.result().state === "passed").length;
    const failed = tests.filter((test) => test.result().state === "failed").length;
    const broken = modules.filter((module) => module.errors().length > 0).length + unhandledErrors.length;
    const empty = tests.length === 0 ? 1 : 0;
    appendFileSync(file, `${passed} ${failed + broken + empty}\n`);
  };
}

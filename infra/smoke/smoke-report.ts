/** PURE: the smoke test's results as lines for a person. */
import type { SmokeResult } from "./smoke-test.ts";

export function smokeReport(origin: string, results: readonly SmokeResult[]): string {
  const lines = results.map(({ name, fault }) =>
    fault === undefined ? `  ok      ${name}` : `  FAILED  ${name}: ${fault}`,
  );
  const failed = results.filter(({ fault }) => fault !== undefined).length;
  const summary =
    failed === 0
      ? `all ${results.length} answers are as they should be`
      : `${failed} of ${results.length} answers are wrong`;
  return `${[`Smoke test of ${origin}`, ...lines, summary].join("\n")}\n`;
}

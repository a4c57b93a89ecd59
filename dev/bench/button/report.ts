/** What the launch button costs a page, as a table, and what it is held against. */
import { formatTable } from "../table.ts";
import { atMost, type Verdict } from "../verdict.ts";
import type { ButtonFigures } from "./measure.ts";

const READY_MILLISECONDS = 10;

export function buttonTable(figures: ButtonFigures | undefined): string {
  const heading = ["launch button: parsed, and twenty ready", "p50 ms", "p99 ms"];
  if (figures === undefined) return formatTable([heading, ["not measured: no Chromium", "-", "-"]]);
  const { readyP50, readyP99, loads } = figures;
  return formatTable([heading, [`${loads} loads`, readyP50.toFixed(1), readyP99.toFixed(1)]]);
}

/** Without Chromium nothing is said: what was not measured is neither met nor missed. */
export function buttonVerdicts(figures: ButtonFigures | undefined): readonly Verdict[] {
  if (figures === undefined) return [];
  return [atMost("launch button, parse to ready p50, ms", figures.readyP50, READY_MILLISECONDS, 1)];
}

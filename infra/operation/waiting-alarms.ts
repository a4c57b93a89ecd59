/** What rings because people who may launch do not get in at once: they wait, a Region fails, or a fleet stays drained. */
import { Duration } from "aws-cdk-lib";
import { MathExpression } from "aws-cdk-lib/aws-cloudwatch";
import type { AlarmBoard } from "./alarm-board.ts";
import { type AuditMetrics, WAIT_REASONS } from "./audit-metrics.ts";

const FIVE_MINUTES = Duration.minutes(5);
const FIFTEEN_MINUTES = Duration.minutes(15);
/** In five minutes. A handful of people who wait for an instance to start are no trouble. */
const FEW = 10;
const WAITING_PERCENT = 10;
/** In five minutes: each environment of the function asks a resting Region again about twice a minute. */
const STRAY_FAULTS = 2;

export function raiseWaitingAlarms(board: AlarmBoard, metrics: AuditMetrics): void {
  const waits = WAIT_REASONS.map((reason) => `FILL(${reason}, 0)`).join(" + ");
  board.raise("people-waiting", {
    runbook: "people-waiting",
    meaning: `More than one launch in ${100 / WAITING_PERCENT} had to wait for a place.`,
    metric: new MathExpression({
      expression: `IF((${waits}) >= ${FEW}, 100 * (${waits}) / (${waits} + FILL(launches, 0)), 0)`,
      usingMetrics: {
        launches: metrics.count("Launches", FIVE_MINUTES),
        ...Object.fromEntries(WAIT_REASONS.map((reason) => [reason, metrics.waits(reason, FIVE_MINUTES)])),
      },
      period: FIVE_MINUTES,
      label: "launches that wait, %",
    }),
    rings: "above",
    threshold: WAITING_PERCENT,
    periods: { bad: 2, of: 3 },
  });
  board.raise("region-resting", {
    runbook: "region-resting",
    meaning: "AppStream fails in a Region; it is left alone, and people go to other Regions or wait.",
    metric: metrics.count("RegionFaults", FIVE_MINUTES),
    rings: "above",
    threshold: STRAY_FAULTS,
    periods: { bad: 2, of: 3 },
  });
  board.raise("forgotten-maintenance", {
    runbook: "forgotten-maintenance",
    meaning:
      "In three of four quarters of an hour people were refused because every fleet they may use is drained.",
    metric: metrics.refusals("launch", "in_maintenance", FIFTEEN_MINUTES),
    rings: "above",
    threshold: 0,
    periods: { bad: 3, of: 4 },
  });
}

/**
 * What rings because AppStream had no place for people: its own count, which also knows of people whom the broker did not
 * send, and of those it sent a moment too late.
 */
import { Duration } from "aws-cdk-lib";
import { MathExpression, Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { Policy } from "../../functions/core/policy.ts";
import type { AlarmBoard } from "./alarm-board.ts";

const FIVE_MINUTES = Duration.minutes(5);
/** In five minutes. Somebody may always come between the look and the launch. */
const TURNED_AWAY = 4;
/** What a fleet counts: an Elastic one has a limit instead of instances. */
const NO_PLACE = ["InsufficientCapacityError", "InsufficientConcurrencyLimitError"] as const;
/** An alarm's formula takes ten metrics. */
const FLEETS_AN_ALARM = 10 / NO_PLACE.length;

/** AppStream's names of the policy's fleets in this Region, each once, sorted. */
export function fleetNamesIn(region: string, { fleets }: Policy): readonly string[] {
  const inRegion = Object.values(fleets).filter((fleet) => fleet.region === region);
  return [...new Set(inRegion.map(({ fleet }) => fleet))].toSorted();
}

/** `names`: fleets of the Region that the board is in. */
export function raiseFleetAlarms(board: AlarmBoard, names: readonly string[]): void {
  const count = Math.ceil(names.length / FLEETS_AN_ALARM);
  for (let index = 0; index < count; index += 1) {
    const some = names.slice(index * FLEETS_AN_ALARM, (index + 1) * FLEETS_AN_ALARM);
    board.raise(index === 0 ? "fleets-full" : `fleets-full-${index + 1}`, {
      runbook: "fleets-full",
      meaning: `AppStream had no place for more than ${TURNED_AWAY} people in five minutes: ${some.join(", ")}.`,
      metric: turnedAway(some),
      rings: "above",
      threshold: TURNED_AWAY,
    });
  }
}

/** https://docs.aws.amazon.com/appstream2/latest/developerguide/monitoring.html */
function turnedAway(names: readonly string[]): MathExpression {
  const metrics = names.flatMap((Fleet, index) =>
    NO_PLACE.map(
      (metricName) =>
        [
          `${metricName.toLowerCase()}${index}`,
          new Metric({
            namespace: "AWS/AppStream",
            metricName,
            dimensionsMap: { Fleet },
            period: FIVE_MINUTES,
            statistic: Stats.SUM,
          }),
        ] as const,
    ),
  );
  return new MathExpression({
    expression: metrics.map(([id]) => `FILL(${id}, 0)`).join(" + "),
    usingMetrics: Object.fromEntries(metrics),
    period: FIVE_MINUTES,
    label: "people without a place",
  });
}

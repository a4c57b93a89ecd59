/** What rings because of the audit events themselves: faults of the set-up, replays, keys that end, and silence. */
import { Duration } from "aws-cdk-lib";
import { MathExpression, Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { Policy } from "../../functions/core/policy.ts";
import { directLaunchRuleName } from "../audit/direct-launch.ts";
import { tamperingRuleNames } from "../audit/tampering-patterns.ts";
import { KEEPER } from "../broker/keeper-clock.ts";
import type { Deployment } from "../deployment/deployment.ts";
import type { AlarmBoard } from "./alarm-board.ts";
import type { AuditMetrics } from "./audit-metrics.ts";
import { functionMetric } from "./broker-alarms.ts";
import { isOpen, openHours } from "./office-hours.ts";

const FIVE_MINUTES = Duration.minutes(5);
const SILENCE_MINUTES = 30;
const URGENT_DAYS = 30;
/** Any: time zones change their offsets, and the alarm errs to silence. */
const YEAR = 2026;

export function raiseEventAlarms(
  board: AlarmBoard,
  metrics: AuditMetrics,
  deployment: Deployment,
  policy: Policy,
): void {
  board.raise("operator-faults", {
    runbook: "operator-faults",
    meaning: "People are refused because of our set-up, not because of who they are.",
    metric: metrics.count("OperatorFaults", FIVE_MINUTES),
    rings: "above",
    threshold: 0,
  });
  board.raise("assertion-replay", {
    runbook: "assertion-replay",
    meaning: "A SAML assertion was presented a second time.",
    metric: metrics.count("Replays", FIVE_MINUTES),
    rings: "above",
    threshold: 0,
  });
  board.raise("direct-streaming-url", {
    runbook: "direct-streaming-url",
    meaning: "Somebody other than the launch function called CreateStreamingURL.",
    metric: matchedEvents(directLaunchRuleName(deployment)),
    rings: "above",
    threshold: 0,
  });
  const matched = Object.entries(tamperingRuleNames(deployment)).map(([service, rule]) => [
    service,
    matchedEvents(rule),
  ]);
  board.raise("audit-tampering", {
    runbook: "audit-tampering",
    meaning: "The audit trail, or what watches it, was changed by hand.",
    metric: new MathExpression({
      expression: matched.map(([service]) => `FILL(${service}, 0)`).join(" + "),
      usingMetrics: Object.fromEntries(matched),
      period: FIVE_MINUTES,
      label: "changes by hand",
    }),
    rings: "above",
    threshold: 0,
  });
  raiseKeyAlarms(board, metrics, policy);
  board.raise("time-not-kept", {
    runbook: "time-not-kept",
    meaning:
      "The keeper does not run, so that no session ends when its time is up and no seat is given back.",
    metric: new MathExpression({
      expression: "FILL(runs, 0)",
      usingMetrics: { runs: functionMetric(deployment, KEEPER, "Invocations") },
      period: FIVE_MINUTES,
      label: "runs of the keeper",
    }),
    rings: "below",
    threshold: 1,
  });
  raiseSilenceAlarm(board, metrics, deployment);
}

function matchedEvents(rule: string): Metric {
  return new Metric({
    namespace: "AWS/Events",
    metricName: "MatchedEvents",
    dimensionsMap: { RuleName: rule },
    period: FIVE_MINUTES,
    statistic: Stats.SUM,
  });
}

/** Of the identity providers whose keys we hold, and which so can end: SAML's. */
function raiseKeyAlarms(board: AlarmBoard, metrics: AuditMetrics, { identityProviders }: Policy): void {
  for (const [id, { protocol }] of Object.entries(identityProviders)) {
    if (protocol !== "saml") continue;
    board.raise(`${id}-certificate`, {
      runbook: "identity-provider-certificate",
      meaning: `The last certificate of ${id} that we can verify with ends in less than ${URGENT_DAYS} days.`,
      metric: metrics.days("CertificateDays", id),
      rings: "below",
      threshold: URGENT_DAYS,
    });
    board.raise(`${id}-metadata`, {
      runbook: "identity-provider-metadata",
      meaning: `The metadata of ${id} is valid for less than ${URGENT_DAYS} days.`,
      metric: metrics.days("MetadataDays", id),
      rings: "below",
      threshold: URGENT_DAYS,
    });
  }
}

/** Where the launch function is kept warm in office hours, somebody launches then. */
function raiseSilenceAlarm(board: AlarmBoard, metrics: AuditMetrics, deployment: Deployment): void {
  const schedule = deployment.functions.launch?.provisioned ?? null;
  const hours = schedule === null ? undefined : openHours(schedule, SILENCE_MINUTES, YEAR);
  if (hours === undefined) return;
  const period = Duration.minutes(SILENCE_MINUTES);
  board.raise("no-launches", {
    runbook: "no-launches",
    meaning: `Nobody was sent to a fleet in ${SILENCE_MINUTES} minutes of office hours.`,
    metric: new MathExpression({
      expression: `IF(${isOpen("clock", hours)}, FILL(launches, 0), 1)`,
      usingMetrics: {
        launches: metrics.count("Launches", period),
        // Route 53 asks the portal for its health all day.
        clock: functionMetric(deployment, "portal", "Invocations").with({ period }),
      },
      period,
      label: "launches in office hours",
    }),
    rings: "below",
    threshold: 1,
  });
}

/** What rings because of what the broker stands on: the audit stream, the tables, the firewall. */
import { Duration } from "aws-cdk-lib";
import { MathExpression, Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { auditBucketName, auditStreamName, REPLICATION_RULE, SUBSCRIPTION } from "../audit/audit-names.ts";
import { functionLogGroup, launchTable, loginTable } from "../broker/names.ts";
import type { Deployment } from "../deployment/deployment.ts";
import type { AlarmBoard } from "./alarm-board.ts";
import type { AuditMetrics } from "./audit-metrics.ts";

const FIVE_MINUTES = Duration.minutes(5);
const FIFTEEN_MINUTES = Duration.minutes(15);
/** A landing bucket that has lain still for this long is behind: Firehose waits five minutes at most. */
const STALE_SECONDS = 900;
/** In five minutes. An office behind one address and a scanner both reach it; a day's noise does not. */
const BLOCKED = 1_000;
/** What CloudWatch Logs counts of a subscription, by the alarm that rings for it. */
const LOSSES = {
  "audit-forwarding-failures": "DeliveryErrors",
  "audit-forwarding-throttles": "DeliveryThrottling",
} as const;
const THROTTLED_OPERATIONS = ["GetItem", "PutItem", "UpdateItem", "DeleteItem"] as const;

export function raiseAuditAlarms(
  board: AlarmBoard,
  deployment: Deployment,
  region: string,
  functions: readonly string[],
  metrics: AuditMetrics,
): void {
  const firehose = (metricName: string, statistic: string): Metric =>
    new Metric({
      namespace: "AWS/Firehose",
      metricName,
      dimensionsMap: { DeliveryStreamName: auditStreamName(deployment) },
      period: FIVE_MINUTES,
      statistic,
    });
  // Two quarters of an hour: a launch at the end of one is handed over at the start of the next.
  board.raise("audit-silence", {
    runbook: "audit-silence",
    meaning: "Launches are counted, and no audit event arrives at Firehose.",
    metric: new MathExpression({
      expression: "IF(FILL(launches, 0) > 0 AND FILL(arrived, 0) == 0, 1, 0)",
      usingMetrics: {
        launches: metrics.count("Launches", FIFTEEN_MINUTES),
        arrived: firehose("IncomingRecords", Stats.SUM).with({ period: FIFTEEN_MINUTES }),
      },
      period: FIFTEEN_MINUTES,
      label: "launches without a trail",
    }),
    rings: "above",
    threshold: 0,
    periods: { bad: 2, of: 2 },
  });
  board.raise("audit-delivery", {
    runbook: "audit-delivery",
    meaning: "Audit events do not reach the landing bucket.",
    metric: firehose("DeliveryToS3.DataFreshness", Stats.MAXIMUM),
    rings: "above",
    threshold: STALE_SECONDS,
  });
  board.raise("audit-delivery-failures", {
    runbook: "audit-delivery",
    meaning: "Firehose could not write to the landing bucket.",
    metric: new MathExpression({
      expression: "100 * (1 - success)",
      usingMetrics: { success: firehose("DeliveryToS3.Success", Stats.AVERAGE) },
      period: FIVE_MINUTES,
      label: "failed deliveries, %",
    }),
    rings: "above",
    threshold: 0,
  });
  board.raise("audit-unpacking-failures", {
    runbook: "audit-unpacking",
    meaning: "Firehose could not unpack what CloudWatch Logs sent.",
    // A failure of this kind is a successful put, into `failed/`.
    metric: firehose("OutputDecompressedRecords.Failed", Stats.SUM),
    rings: "above",
    threshold: 0,
  });
  // An alarm adds up ten metrics at most, and there is one of each kind for a function.
  for (const [name, metricName] of Object.entries(LOSSES)) {
    const lost = functions.map(
      (functionOf, index) => [`lost${index}`, forwarding(deployment, functionOf, metricName)] as const,
    );
    board.raise(name, {
      runbook: "audit-delivery",
      meaning: "CloudWatch Logs could not hand audit lines to Firehose.",
      metric: new MathExpression({
        expression: sumOf(lost.map(([id]) => id)),
        usingMetrics: Object.fromEntries(lost),
        period: FIVE_MINUTES,
        label: "lines not handed over",
      }),
      rings: "above",
      threshold: 0,
    });
  }
  board.raise("audit-archive", {
    runbook: "audit-archive",
    meaning: "Audit events could not be replicated to the archive.",
    metric: new Metric({
      namespace: "AWS/S3",
      metricName: "OperationsFailedReplication",
      dimensionsMap: {
        SourceBucket: auditBucketName(deployment, "landing", region),
        DestinationBucket: auditBucketName(deployment, "archive", region),
        RuleId: REPLICATION_RULE,
      },
      period: FIFTEEN_MINUTES,
      statistic: Stats.SUM,
    }),
    rings: "above",
    threshold: 0,
  });
}

function forwarding(deployment: Deployment, functionOf: string, metricName: string): Metric {
  return new Metric({
    namespace: "AWS/Logs",
    metricName,
    dimensionsMap: {
      LogGroupName: functionLogGroup(deployment, functionOf),
      DestinationType: "Firehose",
      FilterName: SUBSCRIPTION,
    },
    period: FIVE_MINUTES,
    statistic: Stats.SUM,
  });
}

export function raiseTableAlarms(board: AlarmBoard, deployment: Deployment): void {
  const tables = { launches: launchTable(deployment), logins: loginTable(deployment) };
  for (const [name, tableName] of Object.entries(tables)) {
    const throttled = THROTTLED_OPERATIONS.map((operation) => [
      operation.toLowerCase(),
      new Metric({
        namespace: "AWS/DynamoDB",
        metricName: "ThrottledRequests",
        dimensionsMap: { TableName: tableName, Operation: operation },
        period: FIVE_MINUTES,
        statistic: Stats.SUM,
      }),
    ]);
    board.raise(`${name}-table-throttles`, {
      runbook: "table-throttles",
      meaning: `DynamoDB turned requests to ${tableName} away.`,
      metric: new MathExpression({
        expression: sumOf(THROTTLED_OPERATIONS.map((operation) => operation.toLowerCase())),
        usingMetrics: Object.fromEntries(throttled),
        period: FIVE_MINUTES,
        label: "throttled requests",
      }),
      rings: "above",
      threshold: 0,
    });
  }
}

/** Silence counts as nothing. */
function sumOf(metricIds: readonly string[]): string {
  return metricIds.map((id) => `FILL(${id}, 0)`).join(" + ");
}

/** `region`: the web ACL's, or null where it is CloudFront's, whose metrics are in us-east-1. */
export function blockedRequests(aclName: string, region: string | null): Metric {
  return new Metric({
    namespace: "AWS/WAFV2",
    metricName: "BlockedRequests",
    dimensionsMap: { WebACL: aclName, Rule: "ALL", ...(region !== null && { Region: region }) },
    period: FIVE_MINUTES,
    statistic: Stats.SUM,
  });
}

export function raiseFirewallAlarm(board: AlarmBoard, metric: Metric): void {
  board.raise("firewall-blocks", {
    runbook: "firewall-blocks",
    meaning: `The firewall turned away more than ${BLOCKED} requests in five minutes.`,
    metric,
    rings: "above",
    threshold: BLOCKED,
  });
}

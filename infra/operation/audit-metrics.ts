/**
 * Metrics of the audit lines, counted by CloudWatch Logs as they are written: the functions publish nothing, and wait for
 * nothing. What is counted is in the table below, PURE.
 */
import { Duration } from "aws-cdk-lib";
import { Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { CfnMetricFilter, type ILogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { AuditEvent } from "../../functions/core/audit-event.ts";
import type { FailedAttempt } from "../../functions/core/launch-record.ts";
import type { Refusal } from "../../functions/core/refusal.ts";
import type { WaitReason } from "../../functions/core/waiting.ts";
import type { Deployment } from "../deployment/deployment.ts";

type CountName = "Launches" | "Choices" | "RegionFaults" | "OperatorFaults" | "Replays";

export interface AuditMetric {
  readonly name: CountName | "Waits" | "Refusals" | "CertificateDays" | "MetadataDays";
  /** What must hold beside the schema. */
  readonly condition: string;
  /** A number of the event; undefined counts. */
  readonly value?: string;
  /** Fields of the event, by the dimension they become. A metric with dimensions is missing, not zero, in silence. */
  readonly dimensions?: Readonly<Record<string, string>>;
}

/** What a Region is rested for, and that it is. */
const REGION_FAULTS = [
  "throttled",
  "region_failing",
  "region_unreachable",
  "attempt_timed_out",
  "garbage_answer",
  "region_resting",
] as const satisfies readonly FailedAttempt["fault"][];

/** Reasons to wait: each is a metric of its own, by dimension. */
export const WAIT_REASONS = Object.keys({
  fleet_full: true,
  fleet_starting: true,
  region_resting: true,
} satisfies Record<WaitReason, true>) as readonly WaitReason[];

const AUDIT_METRICS: readonly AuditMetric[] = [
  {
    name: "Launches",
    condition: `$.event = "launch" && ${oneOf("$.outcome", ["url_created", "handed_to_federation"])}`,
  },
  // Written once for each person, when the waiting begins.
  {
    name: "Waits",
    condition: '$.event = "launch" && $.outcome = "waiting"',
    dimensions: { Reason: "$.waitReason" },
  },
  { name: "Choices", condition: '$.event = "launch" && $.outcome = "choice_asked"' },
  // The launch itself went on to another fleet. A pattern cannot ask for any element of a list, so it asks the first.
  {
    name: "RegionFaults",
    condition: `$.event = "launch" && ${oneOf("$.failedAttempts[0].fault", REGION_FAULTS)}`,
  },
  {
    name: "Refusals",
    condition: '$.outcome = "refused"',
    dimensions: { Event: "$.event", Reason: "$.refusal.reason" },
  },
  {
    // Keys that end soon have alarms of their own.
    name: "OperatorFaults",
    condition: '$.severity = "error" && $.event != "identity_provider_keys"',
  },
  // `login_transaction_used` is not among them: a browser's back button does that every day.
  { name: "Replays", condition: '$.refusal.reason = "saml_assertion_replayed"' },
  {
    name: "CertificateDays",
    condition: '$.event = "identity_provider_keys"',
    value: "$.certificateDays",
    dimensions: { IdentityProvider: "$.identityProvider" },
  },
  {
    name: "MetadataDays",
    condition: '$.event = "identity_provider_keys" && $.metadataDays >= 0',
    value: "$.metadataDays",
    dimensions: { IdentityProvider: "$.identityProvider" },
  },
];

function oneOf(field: string, values: readonly string[]): string {
  return `(${values.map((value) => `${field} = "${value}"`).join(" || ")})`;
}

export function metricNamespace({ name }: Deployment): string {
  return `Streamgate/${name}`;
}

function filterPattern({ condition }: AuditMetric): string {
  return `{ $.schema = "streamgate.audit.v1" && ${condition} }`;
}

export interface AuditMetricsProps {
  readonly deployment: Deployment;
  /** By function name. */
  readonly logGroups: Readonly<Record<string, ILogGroup>>;
}

export class AuditMetrics extends Construct {
  private readonly namespace: string;

  constructor(scope: Construct, id: string, { deployment, logGroups }: AuditMetricsProps) {
    super(scope, id);
    this.namespace = metricNamespace(deployment);
    for (const [functionOf, logGroup] of Object.entries(logGroups)) {
      for (const metric of AUDIT_METRICS) this.filter(functionOf, logGroup, metric);
    }
  }

  private filter(functionOf: string, logGroup: ILogGroup, metric: AuditMetric): void {
    const { name, value = "1", dimensions } = metric;
    new CfnMetricFilter(this, `${functionOf}${name}`, {
      logGroupName: logGroup.logGroupName,
      filterPattern: filterPattern(metric),
      metricTransformations: [
        {
          metricNamespace: this.namespace,
          metricName: name,
          metricValue: value,
          ...(dimensions === undefined
            ? { defaultValue: 0, unit: "Count" }
            : { dimensions: Object.entries(dimensions).map(([key, field]) => ({ key, value: field })) }),
        },
      ],
    });
  }

  count(metricName: CountName, period: Duration): Metric {
    return new Metric({ namespace: this.namespace, metricName, period, statistic: Stats.SUM });
  }

  /** People who began to wait. Missing where there were none. */
  waits(reason: WaitReason, period: Duration): Metric {
    const dimensionsMap = { Reason: reason };
    return new Metric({
      ...{ namespace: this.namespace, metricName: "Waits", dimensionsMap },
      ...{ period, statistic: Stats.SUM },
    });
  }

  /** Missing where there were none. */
  refusals(event: AuditEvent["event"], reason: Refusal["reason"], period: Duration): Metric {
    const dimensionsMap = { Event: event, Reason: reason };
    return new Metric({
      ...{ namespace: this.namespace, metricName: "Refusals", dimensionsMap },
      ...{ period, statistic: Stats.SUM },
    });
  }

  /** The least of a day: a key is reported when a function starts. */
  days(metricName: "CertificateDays" | "MetadataDays", identityProvider: string): Metric {
    return new Metric({
      namespace: this.namespace,
      metricName,
      period: Duration.days(1),
      statistic: Stats.MINIMUM,
      dimensionsMap: { IdentityProvider: identityProvider },
    });
  }
}

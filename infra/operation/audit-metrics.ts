/**
 * Metrics of the audit lines, counted by CloudWatch Logs as they are written: the functions publish nothing, and wait for
 * nothing. What is counted is in the table below, PURE.
 */
import { Duration } from "aws-cdk-lib";
import { Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { CfnMetricFilter, type ILogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { Deployment } from "../deployment/deployment.ts";

export interface AuditMetric {
  readonly name: "Launches" | "Refusals" | "OperatorFaults" | "Replays" | "CertificateDays" | "MetadataDays";
  /** What must hold beside the schema. */
  readonly condition: string;
  /** A number of the event; undefined counts. */
  readonly value?: string;
  /** Fields of the event, by the dimension they become. A metric with dimensions is missing, not zero, in silence. */
  readonly dimensions?: Readonly<Record<string, string>>;
}

const AUDIT_METRICS: readonly AuditMetric[] = [
  { name: "Launches", condition: '$.event = "launch" && $.outcome = "url_created"' },
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

  count(metricName: "Launches" | "OperatorFaults" | "Replays", period: Duration): Metric {
    return new Metric({ namespace: this.namespace, metricName, period, statistic: Stats.SUM });
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

/** One page for a Region: whether people get in, why they do not, and what the broker stands on. */
import { Duration } from "aws-cdk-lib";
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IAlarm,
  type IMetric,
  MathExpression,
  Stats,
  TextWidget,
} from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";
import type { Policy } from "../../functions/core/policy.ts";
import type { WatchedApi } from "../broker/api-endpoint.ts";
import { partitionOf } from "../broker/names.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { type AuditMetrics, metricNamespace, WAIT_REASONS } from "./audit-metrics.ts";
import { apiMetrics, functionMetric } from "./broker-alarms.ts";
import { RUNBOOK } from "./runbook.ts";

export interface OperationDashboardProps {
  readonly deployment: Deployment;
  readonly policy: Policy;
  readonly region: string;
  readonly api: WatchedApi;
  readonly functions: readonly string[];
  readonly metrics: AuditMetrics;
  readonly alarms: readonly IAlarm[];
}

const FULL = 24;
const HALF = 12;
const FIVE_MINUTES = Duration.minutes(5);

export class OperationDashboard extends Construct {
  readonly url: string;

  constructor(scope: Construct, id: string, props: OperationDashboardProps) {
    super(scope, id);
    const { deployment, policy, region, api, functions, metrics, alarms } = props;
    const dashboardName = `${deployment.name}-${region}`;
    const { requests, errors, latency } = apiMetrics(api);
    const half = (title: string, left: readonly IMetric[]): GraphWidget =>
      new GraphWidget({ title, left: [...left], width: HALF });
    const ofEach = (metricName: "Errors" | "Throttles" | "Duration", statistic: string): IMetric[] =>
      functions.map((name) => functionMetric(deployment, name, metricName, statistic).with({ label: name }));
    new Dashboard(this, "Dashboard", {
      dashboardName,
      widgets: [
        [
          new TextWidget({
            markdown: `# ${deployment.name}, ${region}\nWhat to do: \`${RUNBOOK}\``,
            width: FULL,
            height: 2,
          }),
        ],
        [new AlarmStatusWidget({ title: "Alarms", alarms: [...alarms], width: FULL, height: 5 })],
        [
          half("Launches and faults of the set-up", [
            metrics.count("Launches", FIVE_MINUTES),
            metrics.count("OperatorFaults", FIVE_MINUTES),
          ]),
          half("Refusals by reason", [this.refusals(deployment)]),
        ],
        [
          half("People who began to wait, and who were asked which session", [
            ...WAIT_REASONS.map((reason) => metrics.waits(reason, FIVE_MINUTES).with({ label: reason })),
            metrics.count("Choices", FIVE_MINUTES).with({ label: "choice asked" }),
          ]),
          half("Free places of all fleets", freePlaces(policy)),
        ],
        [half("Requests and 5xx", [requests, errors]), half("Latency, p99, ms", [latency])],
        [
          half("Functions: duration, p99, ms", ofEach("Duration", Stats.p(99))),
          half("Functions: errors and throttles", [
            ...ofEach("Errors", Stats.SUM),
            ...ofEach("Throttles", Stats.SUM),
          ]),
        ],
      ],
    });
    this.url = consoleUrl(region, dashboardName);
  }

  /** Reasons come and go, so they are searched for. */
  private refusals(deployment: Deployment): MathExpression {
    return new MathExpression({
      expression: `SEARCH('{"${metricNamespace(deployment)}",Event,Reason} MetricName="Refusals"', 'Sum', 300)`,
      usingMetrics: {},
      label: "",
      period: FIVE_MINUTES,
    });
  }
}

/** Fleets come and go with their copies, so they are searched for: in every Region that the policy has fleets in. */
function freePlaces({ fleets }: Policy): readonly IMetric[] {
  const regions = [...new Set(Object.values(fleets).map(({ region }) => region))].toSorted();
  return regions.map(
    (searchRegion) =>
      new MathExpression({
        // The second is of fleets with several sessions an instance.
        expression: `SEARCH('{AWS/AppStream,Fleet} MetricName=("AvailableCapacity" OR "AvailableUserSessionCapacity")', 'Minimum', 300)`,
        usingMetrics: {},
        label: searchRegion,
        period: FIVE_MINUTES,
        searchRegion,
      }),
  );
}

/** By partition. */
const CONSOLES = {
  aws: "console.aws.amazon.com",
  "aws-cn": "console.amazonaws.cn",
  "aws-us-gov": "console.amazonaws-us-gov.com",
};

function consoleUrl(region: string, dashboardName: string): string {
  const host = CONSOLES[partitionOf(region)];
  return `https://${region}.${host}/cloudwatch/home?region=${region}#dashboards/dashboard/${dashboardName}`;
}

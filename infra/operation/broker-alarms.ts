/** What rings when people cannot sign in or launch: the API in front and the functions behind it. */
import { Duration } from "aws-cdk-lib";
import { MathExpression, Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { WatchedApi } from "../broker/api-endpoint.ts";
import { functionName } from "../broker/names.ts";
import type { Deployment } from "../deployment/deployment.ts";
import type { AlarmBoard } from "./alarm-board.ts";

const FIVE_MINUTES = Duration.minutes(5);
const TEN = { bad: 2, of: 3 };

export interface ApiMetrics {
  readonly requests: Metric;
  readonly errors: Metric;
  readonly latency: Metric;
}

export function apiMetrics(api: WatchedApi): ApiMetrics {
  const dimensionsMap: Record<string, string> =
    api.kind === "http" ? { ApiId: api.apiId, Stage: api.stage } : { ApiName: api.apiName, Stage: api.stage };
  const metric = (metricName: string, statistic: string): Metric =>
    new Metric({
      namespace: "AWS/ApiGateway",
      metricName,
      dimensionsMap,
      period: FIVE_MINUTES,
      statistic,
    });
  return {
    requests: metric("Count", Stats.SUM),
    errors: metric(api.kind === "http" ? "5xx" : "5XXError", Stats.SUM),
    latency: metric("Latency", Stats.p(99)),
  };
}

export function functionMetric(
  deployment: Deployment,
  functionOf: string,
  metricName: "Errors" | "Throttles" | "Invocations" | "Duration",
  statistic: string = Stats.SUM,
): Metric {
  return new Metric({
    namespace: "AWS/Lambda",
    metricName,
    dimensionsMap: { FunctionName: functionName(deployment, functionOf) },
    period: FIVE_MINUTES,
    statistic,
  });
}

export function raiseApiAlarms(board: AlarmBoard, api: WatchedApi): void {
  const { requests, errors, latency } = apiMetrics(api);
  board.raise("api-errors", {
    runbook: "api-errors",
    meaning: "More than one request in a hundred is answered with a 5xx.",
    metric: new MathExpression({
      // One failure in a quiet night is not one in a hundred.
      expression: "IF(requests >= 20, 100 * errors / requests, IF(errors >= 3, 100, 0))",
      usingMetrics: { requests, errors },
      period: FIVE_MINUTES,
      label: "5xx answers, %",
    }),
    rings: "above",
    threshold: 1,
  });
  board.raise("api-latency", {
    runbook: "api-latency",
    meaning: "One request in a hundred takes longer than three seconds.",
    metric: latency,
    rings: "above",
    threshold: 3_000,
    periods: TEN,
  });
}

export function raiseFunctionAlarms(
  board: AlarmBoard,
  deployment: Deployment,
  functions: readonly string[],
): void {
  for (const name of functions) {
    board.raise(`${name}-errors`, {
      runbook: "function-errors",
      meaning: `The function ${name} ended without an answer.`,
      metric: functionMetric(deployment, name, "Errors"),
      rings: "above",
      threshold: 0,
    });
    board.raise(`${name}-throttles`, {
      runbook: "function-throttles",
      meaning: `Lambda turned requests to ${name} away: the limit of concurrent executions is reached.`,
      metric: functionMetric(deployment, name, "Throttles"),
      rings: "above",
      threshold: 0,
    });
  }
}

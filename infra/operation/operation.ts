/**
 * Watches the broker of a Region, from the broker's own stack: metrics of its audit lines, alarms that lead to the
 * runbook, a dashboard. It asks nothing of the functions.
 */
import { CfnOutput } from "aws-cdk-lib";
import type { ILogGroup } from "aws-cdk-lib/aws-logs";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { Policy } from "../../functions/core/policy.ts";
import { DirectLaunchWatch } from "../audit/direct-launch.ts";
import type { WatchedApi } from "../broker/api-endpoint.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { AlarmBoard } from "./alarm-board.ts";
import { AlarmTopic } from "./alarm-topic.ts";
import { AuditMetrics } from "./audit-metrics.ts";
import { raiseApiAlarms, raiseFunctionAlarms } from "./broker-alarms.ts";
import { raiseEventAlarms } from "./event-alarms.ts";
import { OperationDashboard } from "./operation-dashboard.ts";
import { runbookLink } from "./runbook.ts";
import { blockedRequests, raiseAuditAlarms, raiseFirewallAlarm, raiseTableAlarms } from "./store-alarms.ts";

export interface OperationProps {
  readonly deployment: Deployment;
  readonly policy: Policy;
  readonly region: string;
  /** The functions' own, by function name: every function of functions/routes.ts. */
  readonly logGroups: Readonly<Record<string, ILogGroup>>;
  readonly api: WatchedApi;
  /** Name of the Regional API's web ACL; null at the `cloudfront` edge, which has EdgeOperation. */
  readonly firewall: string | null;
}

export class Operation extends Construct {
  constructor(scope: Construct, id: string, props: OperationProps) {
    super(scope, id);
    const { deployment, policy, region, logGroups, api, firewall } = props;
    const functions = Object.keys(logGroups);
    const { topic, key } = new AlarmTopic(this, "Alarms", {
      deployment,
      topicName: `${deployment.name}-alarms`,
    });
    const board = new AlarmBoard(this, "Board", { prefix: deployment.name, topic: topic as ITopic });
    const metrics = new AuditMetrics(this, "Metrics", { deployment, logGroups });
    raiseApiAlarms(board, api);
    raiseFunctionAlarms(board, deployment, functions);
    raiseEventAlarms(board, metrics, deployment, policy);
    raiseAuditAlarms(board, deployment, region, functions, metrics);
    raiseTableAlarms(board, deployment);
    if (firewall !== null) raiseFirewallAlarm(board, blockedRequests(firewall, region));
    new DirectLaunchWatch(this, "DirectLaunch", {
      deployment,
      region,
      tell: {
        topicArn: topic.topicArn,
        keyArn: key.keyArn,
        message: `${deployment.name}: a streaming URL was made without the broker. Runbook: ${runbookLink("direct-streaming-url")}`,
      },
    });
    const { url } = new OperationDashboard(this, "Page", {
      deployment,
      region,
      api,
      functions,
      metrics,
      alarms: board.alarms,
    });
    new CfnOutput(this, "DashboardUrl", { value: url }).overrideLogicalId("DashboardUrl");
  }
}

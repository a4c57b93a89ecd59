/**
 * Watches the broker of a Region, from the broker's own stack: metrics of its audit lines, alarms that lead to the
 * runbook, a dashboard. It asks nothing of the functions.
 */
import { CfnOutput } from "aws-cdk-lib";
import type { ILogGroup } from "aws-cdk-lib/aws-logs";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { Policy } from "../../functions/core/policy.ts";
import { DirectLaunchWatch, directLaunchRuleName } from "../audit/direct-launch.ts";
import { TamperingWatch } from "../audit/tampering-watch.ts";
import type { TellTopic } from "../audit/telling.ts";
import type { WatchedApi } from "../broker/api-endpoint.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { AlarmBoard } from "./alarm-board.ts";
import { AlarmTopic } from "./alarm-topic.ts";
import { AuditMetrics } from "./audit-metrics.ts";
import { raiseApiAlarms, raiseFunctionAlarms } from "./broker-alarms.ts";
import { raiseEventAlarms } from "./event-alarms.ts";
import { fleetNamesIn, raiseFleetAlarms } from "./fleet-alarms.ts";
import { OperationDashboard } from "./operation-dashboard.ts";
import { type RunbookAnchor, runbookLink } from "./runbook.ts";
import { blockedRequests, raiseAuditAlarms, raiseFirewallAlarm, raiseTableAlarms } from "./store-alarms.ts";
import { raiseWaitingAlarms } from "./waiting-alarms.ts";

export interface OperationProps {
  readonly deployment: Deployment;
  readonly policy: Policy;
  readonly region: string;
  /** The functions' own, by function name: every function of functions/routes.ts. */
  readonly logGroups: Readonly<Record<string, ILogGroup>>;
  /** ARNs of the keys that the trail and the broker rest on. */
  readonly keys: readonly string[];
  readonly api: WatchedApi;
  /** Name of the Regional API's web ACL; null at the `cloudfront` edge, which has EdgeOperation. */
  readonly firewall: string | null;
}

export class Operation extends Construct {
  constructor(scope: Construct, id: string, props: OperationProps) {
    super(scope, id);
    const { deployment, policy, region, logGroups, api, firewall } = props;
    const functions = Object.keys(logGroups);
    const topicName = `${deployment.name}-alarms`;
    const { topic, key } = new AlarmTopic(this, "Alarms", { deployment, topicName });
    const board = new AlarmBoard(this, "Board", { prefix: deployment.name, topic: topic as ITopic });
    const metrics = new AuditMetrics(this, "Metrics", { deployment, logGroups });
    raiseApiAlarms(board, api);
    raiseFunctionAlarms(board, deployment, functions);
    raiseEventAlarms(board, metrics, deployment, policy);
    raiseWaitingAlarms(board, metrics);
    raiseFleetAlarms(board, fleetNamesIn(region, policy));
    raiseAuditAlarms(board, deployment, region, functions, metrics);
    raiseTableAlarms(board, deployment);
    if (firewall !== null) raiseFirewallAlarm(board, blockedRequests(firewall, region));
    const tell = (what: string, runbook: RunbookAnchor): TellTopic => ({
      topicArn: topic.topicArn,
      keyArn: key.keyArn,
      message: `${deployment.name}: ${what} Runbook: ${runbookLink(runbook)}`,
    });
    new DirectLaunchWatch(this, "DirectLaunch", {
      deployment,
      region,
      tell: tell("a streaming URL was made without the broker.", "direct-streaming-url"),
    });
    new TamperingWatch(this, "Tampering", {
      deployment,
      region,
      functions,
      keys: [...props.keys, key.keyArn],
      topicName,
      rules: [directLaunchRuleName(deployment)],
      tell: tell("the audit trail, or what watches it, was changed by hand.", "audit-tampering"),
    });
    const { url } = new OperationDashboard(this, "Page", {
      deployment,
      policy,
      region,
      api,
      functions,
      metrics,
      alarms: board.alarms,
    });
    new CfnOutput(this, "DashboardUrl", { value: url }).overrideLogicalId("DashboardUrl");
  }
}

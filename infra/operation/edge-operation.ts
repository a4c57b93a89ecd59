/** Watches the `cloudfront` edge, from its stack in us-east-1, where CloudFront's firewall has its metrics. */
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { Deployment } from "../deployment/deployment.ts";
import { AlarmBoard } from "./alarm-board.ts";
import { AlarmTopic } from "./alarm-topic.ts";
import { blockedRequests, raiseFirewallAlarm } from "./store-alarms.ts";

export interface EdgeOperationProps {
  readonly deployment: Deployment;
  /** Name of CloudFront's web ACL. */
  readonly firewall: string;
}

export class EdgeOperation extends Construct {
  constructor(scope: Construct, id: string, { deployment, firewall }: EdgeOperationProps) {
    super(scope, id);
    const prefix = `${deployment.name}-edge`;
    const { topic } = new AlarmTopic(this, "Alarms", { deployment, topicName: `${prefix}-alarms` });
    const board = new AlarmBoard(this, "Board", { prefix, topic: topic as ITopic });
    raiseFirewallAlarm(board, blockedRequests(firewall, null));
  }
}

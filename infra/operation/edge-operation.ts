/**
 * Watches the `cloudfront` edge, from its stack in us-east-1, where CloudFront's firewall has its metrics and ACM those
 * of CloudFront's certificates.
 */
import { Duration } from "aws-cdk-lib";
import { Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
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
    const { originClient } = deployment.certificates;
    if (originClient !== null) raiseCertificateAlarm(board, originClient.certificate);
  }
}

/** Whoever issues certificates in a large house wants weeks of notice. */
const URGENT_DAYS = 30;

/**
 * ACM issues and renews no certificate for this purpose, and says of an imported one each day how long it will last.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-certificate-management-certificate-manager.html
 * https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html
 */
function raiseCertificateAlarm(board: AlarmBoard, certificate: string): void {
  board.raise("origin-client-certificate", {
    runbook: "origin-client-certificate",
    meaning: `The certificate by which CloudFront proves itself ends in less than ${URGENT_DAYS} days.`,
    metric: new Metric({
      namespace: "AWS/CertificateManager",
      metricName: "DaysToExpiry",
      dimensionsMap: { CertificateArn: certificate },
      period: Duration.days(1),
      statistic: Stats.MINIMUM,
    }),
    rings: "below",
    threshold: URGENT_DAYS,
    // Of a certificate that has ended, or is not there, ACM says nothing.
    silence: "bad",
  });
}

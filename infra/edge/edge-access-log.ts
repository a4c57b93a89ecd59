/**
 * CloudFront's standard log of the second kind, one line of JSON for each request. Not among the fields: the query
 * string, the cookies and the referrer, in which codes and streaming parameters travel.
 */
import { RemovalPolicy, Stack } from "aws-cdk-lib";
import type { IDistribution } from "aws-cdk-lib/aws-cloudfront";
import type { IKey } from "aws-cdk-lib/aws-kms";
import {
  CfnDelivery,
  CfnDeliveryDestination,
  CfnDeliverySource,
  LogGroup,
  type RetentionDays,
} from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { logGroupArn, partitionOf } from "../broker/names.ts";

export interface EdgeAccessLogProps {
  readonly name: string;
  readonly distribution: IDistribution;
  /** Days; one of CloudWatch's. */
  readonly logDays: number;
  readonly key: IKey;
}

const FIELDS = [
  "timestamp(ms)",
  "x-edge-request-id",
  "x-edge-location",
  "x-edge-result-type",
  "x-edge-detailed-result-type",
  "c-ip",
  "c-country",
  "cs-method",
  "x-host-header",
  "cs-uri-stem",
  "cs(User-Agent)",
  "cs-protocol-version",
  "ssl-protocol",
  "ssl-cipher",
  "sc-status",
  "sc-bytes",
  "time-taken",
  "time-to-first-byte",
];

export class EdgeAccessLog extends Construct {
  constructor(scope: Construct, id: string, { name, distribution, logDays, key }: EdgeAccessLogProps) {
    super(scope, id);
    const { account, region } = Stack.of(this);
    const logGroupName = `/${name}/edge/access`;
    const group = new LogGroup(this, "Log", {
      logGroupName,
      retention: logDays as RetentionDays,
      encryptionKey: key,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const source = new CfnDeliverySource(this, "Source", {
      name: `${name}-edge`,
      logType: "ACCESS_LOGS",
      resourceArn: `arn:${partitionOf(region)}:cloudfront::${account}:distribution/${distribution.distributionId}`,
    });
    const destination = new CfnDeliveryDestination(this, "Destination", {
      name: `${name}-edge`,
      destinationResourceArn: logGroupArn(account, region, logGroupName),
      outputFormat: "json",
    });
    destination.node.addDependency(group);
    const delivery = new CfnDelivery(this, "Delivery", {
      deliverySourceName: source.name,
      deliveryDestinationArn: destination.attrArn,
      recordFields: FIELDS,
    });
    delivery.addResourceDependency(source);
    delivery.addResourceDependency(destination);
  }
}

/**
 * One line of JSON for each request an API answers. Never the query string, in which codes and SAML messages travel,
 * and never a header.
 */
import { RemovalPolicy } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";

export interface AccessLogProps {
  readonly logGroupName: string;
  /** Days; one of CloudWatch's. */
  readonly logDays: number;
  readonly key: IKey;
}

export class AccessLog extends LogGroup {
  constructor(scope: Construct, id: string, { logGroupName, logDays, key }: AccessLogProps) {
    super(scope, id, {
      logGroupName,
      retention: logDays as RetentionDays,
      encryptionKey: key,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
}

const OF_EVERY_API = {
  requestId: "$context.requestId",
  time: "$context.requestTimeEpoch",
  address: "$context.identity.sourceIp",
  method: "$context.httpMethod",
  path: "$context.path",
  status: "$context.status",
  bytes: "$context.responseLength",
  milliseconds: "$context.responseLatency",
  error: "$context.error.responseType",
};

export const HTTP_API_LOG_FORMAT = AccessLogFormat.custom(
  JSON.stringify({
    ...OF_EVERY_API,
    route: "$context.routeKey",
    functionStatus: "$context.integrationStatus",
    functionMilliseconds: "$context.integrationLatency",
    edgeCertificate: "$context.identity.clientCert.subjectDN",
  }),
);

export const REST_API_LOG_FORMAT = AccessLogFormat.custom(
  JSON.stringify({
    ...OF_EVERY_API,
    route: "$context.resourcePath",
    functionStatus: "$context.integration.status",
    functionMilliseconds: "$context.integration.latency",
    firewall: "$context.wafResponseCode",
  }),
);

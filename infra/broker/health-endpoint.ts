/**
 * Where Route 53 asks this Region for its health: one route of the portal on an HTTP API of its own, with the address API
 * Gateway gives it. Route 53 can show no client certificate, and cannot tell the Regions apart under a name they share,
 * so that neither edge's own domain will do.
 */
import { Duration, Stack } from "aws-cdk-lib";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { ILogGroup } from "aws-cdk-lib/aws-logs";
import { HealthCheck, HealthCheckType, type IHealthCheck } from "aws-cdk-lib/aws-route53";
import { Construct } from "constructs";
import { RoutedHttpApi } from "./routed-http-api.ts";

export interface HealthEndpointProps {
  readonly apiName: string;
  /** What answers `GET /healthz`. */
  readonly target: IFunction;
  readonly accessLog: ILogGroup;
}

const HEALTH_PATH = "/healthz";
export const HEALTH_ROUTE = `GET ${HEALTH_PATH}`;

/** The least there can be; each has several checkers that ask every ten seconds. */
const CHECKED_FROM = ["us-east-1", "eu-west-1", "ap-southeast-1"];
/** Several times what the checkers need: who fills it up makes a healthy Region look sick. */
const THROTTLE = { requestsPerSecond: 100, burst: 200 };

export class HealthEndpoint extends Construct {
  readonly healthCheck: IHealthCheck;
  readonly url: string;

  constructor(scope: Construct, id: string, { apiName, target, accessLog }: HealthEndpointProps) {
    super(scope, id);
    const { api } = new RoutedHttpApi(this, "Routed", {
      apiName,
      description: "The Region's health, for Route 53",
      functions: [{ name: "Health", routeKeys: [HEALTH_ROUTE], target }],
      throttle: THROTTLE,
      accessLog,
    });
    const { region, urlSuffix } = Stack.of(this);
    const fqdn = `${api.apiId}.execute-api.${region}.${urlSuffix}`;
    this.url = `https://${fqdn}${HEALTH_PATH}`;
    this.healthCheck = new HealthCheck(this, "HealthCheck", {
      type: HealthCheckType.HTTPS,
      fqdn,
      resourcePath: HEALTH_PATH,
      requestInterval: Duration.seconds(10),
      failureThreshold: 3,
      regions: CHECKED_FROM,
    });
  }
}

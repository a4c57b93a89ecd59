/** An HTTP API with the named routes of functions and no default one, each route with its own throttle. */
import { Duration } from "aws-cdk-lib";
import {
  type CfnStage,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  type IDomainName,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { ILogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { HTTP_API_LOG_FORMAT } from "./access-log.ts";
import { INTEGRATION_TIMEOUT_SECONDS, parseRouteKey, type RoutedFunction } from "./api-endpoint.ts";
import type { Throttle } from "./throttle.ts";

export interface RoutedHttpApiProps {
  readonly apiName: string;
  readonly description: string;
  readonly functions: readonly RoutedFunction[];
  /** Of each route without one of its own. */
  readonly throttle: Throttle;
  /** By route key. @default none */
  readonly throttles?: Readonly<Record<string, Throttle>>;
  /** Who asks whom it may let in, by route key. @default nobody: the functions do */
  readonly authorizers?: Readonly<Record<string, IHttpRouteAuthorizer>>;
  readonly accessLog: ILogGroup;
  /** Where it answers; undefined leaves it the address API Gateway gives it, and only then that address works. */
  readonly domainName?: IDomainName;
}

export class RoutedHttpApi extends Construct {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, props: RoutedHttpApiProps) {
    super(scope, id);
    const { throttle, throttles = {}, authorizers = {}, domainName } = props;
    this.api = new HttpApi(this, "Api", {
      apiName: props.apiName,
      description: props.description,
      createDefaultStage: false,
      disableExecuteApiEndpoint: domainName !== undefined,
    });
    const routes = props.functions.flatMap((routed) => this.addRoutes(routed, authorizers));
    const stage = new HttpStage(this, "Stage", {
      httpApi: this.api,
      autoDeploy: true,
      // The alarms and the dashboard read the API's metrics; each route's would cost more than the rest of the broker.
      detailedMetricsEnabled: false,
      throttle: { rateLimit: throttle.requestsPerSecond, burstLimit: throttle.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(props.accessLog),
        format: HTTP_API_LOG_FORMAT,
      },
      ...(domainName && { domainMapping: { domainName } }),
    });
    // The settings of a route are refused before the route is there.
    stage.node.addDependency(...routes);
    const routeKeys = props.functions.flatMap((routed) => routed.routeKeys);
    (stage.node.defaultChild as CfnStage).routeSettings = Object.fromEntries(
      routeKeys.map((routeKey) => [routeKey, routeSettings(throttles[routeKey] ?? throttle)]),
    );
  }

  private addRoutes(
    { name, routeKeys, target }: RoutedFunction,
    authorizers: Readonly<Record<string, IHttpRouteAuthorizer>>,
  ): readonly HttpRoute[] {
    const integration = new HttpLambdaIntegration(name, target, {
      timeout: Duration.seconds(INTEGRATION_TIMEOUT_SECONDS),
    });
    return routeKeys.map((routeKey) => {
      const { method, path } = parseRouteKey(routeKey);
      const authorizer = authorizers[routeKey];
      return new HttpRoute(this, routeKey, {
        httpApi: this.api,
        routeKey: HttpRouteKey.with(path, HttpMethod[method]),
        integration,
        ...(authorizer && { authorizer }),
      });
    });
  }
}

function routeSettings({ requestsPerSecond, burst }: Throttle): object {
  return {
    DetailedMetricsEnabled: false,
    ThrottlingBurstLimit: burst,
    ThrottlingRateLimit: requestsPerSecond,
  };
}

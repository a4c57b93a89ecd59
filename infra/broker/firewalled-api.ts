/**
 * The Regional API that people reach directly: a REST API, since the firewall protects no HTTP API. It sends payload
 * 1.0, which functions/http turns into the 2.0 the routes read.
 */
import { Duration, RemovalPolicy } from "aws-cdk-lib";
import {
  EndpointType,
  LambdaIntegration,
  LogGroupLogDestination,
  MethodLoggingLevel,
  ResponseType,
  RestApi,
  SecurityPolicy,
} from "aws-cdk-lib/aws-apigateway";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import type { ILogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { REST_API_LOG_FORMAT } from "./access-log.ts";
import {
  type ApiEndpoint,
  INTEGRATION_TIMEOUT_SECONDS,
  parseRouteKey,
  type RoutedFunction,
  type WatchedApi,
} from "./api-endpoint.ts";
import type { Throttle } from "./throttle.ts";

export interface FirewalledApiProps {
  readonly apiName: string;
  readonly description: string;
  readonly hostName: string;
  /** ACM ARN, of this Region. */
  readonly certificate: string;
  readonly functions: readonly RoutedFunction[];
  /** Of each route without one of its own. */
  readonly throttle: Throttle;
  /** By route key. @default none */
  readonly throttles?: Readonly<Record<string, Throttle>>;
  readonly accessLog: ILogGroup;
}

/** What API Gateway answers by itself: no such route, too many requests. A header's value stands in single quotes. */
const OWN_ANSWER_HEADERS = {
  "Cache-Control": "'no-store'",
  "Referrer-Policy": "'no-referrer'",
  "Strict-Transport-Security": "'max-age=63072000; includeSubDomains'",
  "X-Content-Type-Options": "'nosniff'",
  "X-Frame-Options": "'DENY'",
};

const STAGE = "live";

export class FirewalledApi extends Construct implements ApiEndpoint {
  readonly watched: WatchedApi;
  readonly aliasName: string;
  readonly aliasZoneId: string;
  /** What the web ACL is attached to. */
  readonly stageArn: string;

  constructor(scope: Construct, id: string, props: FirewalledApiProps) {
    super(scope, id);
    const { throttle, throttles = {} } = props;
    const api = new RestApi(this, "Api", {
      restApiName: props.apiName,
      description: props.description,
      endpointTypes: [EndpointType.REGIONAL],
      disableExecuteApiEndpoint: true,
      // An access log needs a role of the whole account; it stays when this stack goes, since others may use it.
      cloudWatchRole: true,
      cloudWatchRoleRemovalPolicy: RemovalPolicy.RETAIN,
      domainName: {
        domainName: props.hostName,
        certificate: Certificate.fromCertificateArn(this, "Certificate", props.certificate),
        endpointType: EndpointType.REGIONAL,
        securityPolicy: SecurityPolicy.TLS_1_2,
      },
      deployOptions: {
        stageName: STAGE,
        accessLogDestination: new LogGroupLogDestination(props.accessLog),
        accessLogFormat: REST_API_LOG_FORMAT,
        // The log of executions repeats query strings and bodies, in which codes and assertions travel.
        loggingLevel: MethodLoggingLevel.OFF,
        dataTraceEnabled: false,
        // Of each method; the API's own, which the alarms read, are always there.
        metricsEnabled: false,
        tracingEnabled: false,
        ...limit(throttle),
        methodOptions: Object.fromEntries(
          props.functions.flatMap(({ routeKeys }) =>
            routeKeys.map((routeKey) => {
              const { method, path } = parseRouteKey(routeKey);
              return [
                `${path}/${method}`,
                {
                  ...limit(throttles[routeKey] ?? throttle),
                  loggingLevel: MethodLoggingLevel.OFF,
                  metricsEnabled: false,
                },
              ];
            }),
          ),
        ),
      },
    });
    for (const { routeKeys, target } of props.functions) {
      const integration = new LambdaIntegration(target, {
        proxy: true,
        allowTestInvoke: false,
        timeout: Duration.seconds(INTEGRATION_TIMEOUT_SECONDS),
      });
      for (const { method, path } of routeKeys.map(parseRouteKey)) {
        api.root.resourceForPath(path).addMethod(method, integration);
      }
    }
    for (const type of [ResponseType.DEFAULT_4XX, ResponseType.DEFAULT_5XX]) {
      api.addGatewayResponse(`Own${type.responseType}`, { type, responseHeaders: OWN_ANSWER_HEADERS });
    }
    this.watched = { kind: "rest", apiName: props.apiName, stage: STAGE };
    const domain = api.domainName;
    if (domain === undefined) throw new TypeError("the API was made with a domain");
    this.aliasName = domain.domainNameAliasDomainName;
    this.aliasZoneId = domain.domainNameAliasHostedZoneId;
    this.stageArn = api.deploymentStage.stageArn;
  }
}

function limit({ requestsPerSecond, burst }: Throttle) {
  return { throttlingRateLimit: requestsPerSecond, throttlingBurstLimit: burst };
}

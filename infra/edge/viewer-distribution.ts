/**
 * The distribution people meet. It keeps nothing but the launch button's script, and shows the Regional APIs a client
 * certificate, so that they can tell it from everybody else who knows their name.
 */
import { Duration } from "aws-cdk-lib";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  type CfnDistribution,
  Distribution,
  FunctionEventType,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { Construct } from "constructs";
import { AnswerHeaders } from "./answer-headers.ts";
import { FetchMetadata } from "./fetch-metadata.ts";
import { OriginRequest } from "./origin-request.ts";

export interface ViewerDistributionProps {
  /** Prefix of the policies' names, which are the account's. */
  readonly name: string;
  readonly viewerName: string;
  /** ACM ARN in us-east-1 for the viewer's name. */
  readonly certificate: string;
  readonly originName: string;
  /** ACM ARN in us-east-1 of the client certificate. */
  readonly originClientCertificate: string;
  readonly webAclArn: string;
}

/** https://repost.aws/knowledge-center/cloudfront-authorization-header */
const REDEEM_PATH = "/context/redeem";
const PORTAL_PATHS = "/api/*";
/** Exactly: buttons ask `/launch-button/{application}` how things stand for one person. */
const BUTTON_SCRIPT = "/launch-button.js";

/** As long as API Gateway waits for a function. */
const READ_TIMEOUT = Duration.seconds(30);

/**
 * CloudFront keeps an origin's errors for ten seconds and shows them to whoever asks for the same path, whatever the
 * cache policy and `no-store` say. Ours hold one person's launch context and reference.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
 */
const ERRORS = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504] as const;

/**
 * One answer for all, kept as long as it says itself and compressed. Without an origin request policy no cookie, query
 * string or header of the viewer is handed on, so none can be in it; the correlation id in it is of whoever came first, and
 * means nothing.
 */
const EVERYBODYS = {
  allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
  cachePolicy: CachePolicy.CACHING_OPTIMIZED,
  compress: true,
} as const;

export class ViewerDistribution extends Construct {
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, props: ViewerDistributionProps) {
    super(scope, id);
    const origin = new HttpOrigin(props.originName, {
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [OriginSslPolicy.TLS_V1_2],
      readTimeout: READ_TIMEOUT,
      // An origin's failure is for DNS to answer; a second try of ours would only double the load.
      connectionAttempts: 1,
    });
    const everywhere: BehaviorOptions = {
      origin,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      responseHeadersPolicy: new AnswerHeaders(this, "AnswerHeaders", `${props.name}-answer-headers`),
      functionAssociations: [
        {
          function: new FetchMetadata(this, "FetchMetadata", `${props.name}-fetch-metadata`),
          eventType: FunctionEventType.VIEWER_REQUEST,
        },
      ],
    };
    const behaviour: BehaviorOptions = {
      ...everywhere,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: new OriginRequest(this, "OriginRequest", `${props.name}-origin-request`),
      compress: false,
    };
    this.distribution = new Distribution(this, "Distribution", {
      comment: `${props.name}: streaming-URL broker`,
      domainNames: [props.viewerName],
      certificate: Certificate.fromCertificateArn(this, "Certificate", props.certificate),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_ALL,
      webAclId: props.webAclArn,
      // Standard logging of the second kind is set up beside it, with fields of our choice (edge-access-log.ts).
      enableLogging: false,
      defaultBehavior: behaviour,
      additionalBehaviors: {
        // Instances that sign with a key, and portals, do so in `Authorization`, which no list of headers may name.
        ...Object.fromEntries(
          [REDEEM_PATH, PORTAL_PATHS].map((path) => [
            path,
            { ...behaviour, originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER },
          ]),
        ),
        [BUTTON_SCRIPT]: { ...everywhere, ...EVERYBODYS },
      },
      errorResponses: ERRORS.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
    });
    // There is no higher-level property for it yet.
    const resource = this.distribution.node.defaultChild as CfnDistribution;
    resource.addPropertyOverride("DistributionConfig.Origins.0.CustomOriginConfig.OriginMtlsConfig", {
      ClientCertificateArn: props.originClientCertificate,
    });
  }
}

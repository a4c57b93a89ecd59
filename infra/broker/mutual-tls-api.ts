/**
 * The Regional API behind CloudFront: it answers only on a custom domain, and there only to whoever shows a client
 * certificate of our own authority. Which certificate it was is for the functions to compare (functions/http/edge.ts).
 */
import { DomainName, SecurityPolicy } from "aws-cdk-lib/aws-apigatewayv2";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import { Asset } from "aws-cdk-lib/aws-s3-assets";
import { Construct } from "constructs";
import type { ApiEndpoint, WatchedApi } from "./api-endpoint.ts";
import { RoutedHttpApi, type RoutedHttpApiProps } from "./routed-http-api.ts";

export interface MutualTlsApiProps extends Omit<RoutedHttpApiProps, "domainName"> {
  readonly hostName: string;
  /** ACM ARN, of this Region. */
  readonly certificate: string;
  /** Path of a PEM file: the authorities whose certificates are let in. */
  readonly truststore: string;
}

export class MutualTlsApi extends Construct implements ApiEndpoint {
  readonly watched: WatchedApi;
  readonly aliasName: string;
  readonly aliasZoneId: string;

  constructor(scope: Construct, id: string, props: MutualTlsApiProps) {
    super(scope, id);
    // An asset's name is the digest of its content, so that other authorities are another address, and are read anew.
    const truststore = new Asset(this, "Truststore", { path: props.truststore });
    const domainName = new DomainName(this, "Domain", {
      domainName: props.hostName,
      certificate: Certificate.fromCertificateArn(this, "Certificate", props.certificate),
      securityPolicy: SecurityPolicy.TLS_1_2,
      mtls: { bucket: truststore.bucket, key: truststore.s3ObjectKey },
    });
    const { api } = new RoutedHttpApi(this, "Routed", { ...props, domainName });
    this.watched = { kind: "http", apiId: api.apiId, stage: "$default" };
    this.aliasName = domainName.regionalDomainName;
    this.aliasZoneId = domainName.regionalHostedZoneId;
  }
}

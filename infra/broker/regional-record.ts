/** This Region's answer to a name that all Regions share: the nearest healthy one is given. */
import { ARecord, HostedZone, type IHealthCheck, RecordTarget } from "aws-cdk-lib/aws-route53";
import { ApiGatewayv2DomainProperties } from "aws-cdk-lib/aws-route53-targets";
import { Construct } from "constructs";
import type { DomainSettings } from "../deployment/deployment.ts";
import type { ApiEndpoint } from "./api-endpoint.ts";

export interface RegionalRecordProps {
  readonly domain: DomainSettings;
  readonly recordName: string;
  readonly region: string;
  readonly endpoint: ApiEndpoint;
  readonly healthCheck: IHealthCheck;
}

export class RegionalRecord extends Construct {
  constructor(scope: Construct, id: string, props: RegionalRecordProps) {
    super(scope, id);
    const { domain, recordName, region, endpoint, healthCheck } = props;
    const zone = HostedZone.fromHostedZoneAttributes(this, "Zone", {
      hostedZoneId: domain.hostedZoneId,
      zoneName: domain.hostedZoneName,
    });
    new ARecord(this, "Record", {
      zone,
      // With the dot: a name of its own, not one below the zone.
      recordName: `${recordName}.`,
      target: RecordTarget.fromAlias(
        new ApiGatewayv2DomainProperties(endpoint.aliasName, endpoint.aliasZoneId),
      ),
      region,
      setIdentifier: region,
      healthCheck,
    });
  }
}

/**
 * AWS services reached without the internet: S3 by a gateway, others by interfaces in the private subnets.
 * Invariant: an endpoint is no way out of the account; S3's opens AppStream's own buckets only, since the gateway leads
 * past every firewall and proxy.
 */
import { Stack } from "aws-cdk-lib";
import { CfnSecurityGroup, CfnVPCEndpoint } from "aws-cdk-lib/aws-ec2";
import { AnyPrincipal, PolicyDocument, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import type { ZoneSubnets } from "./zone-subnets.ts";

export interface NetworkEndpointsProps {
  readonly vpcId: string;
  readonly vpcCidr: string;
  readonly zones: ZoneSubnets;
  /** `logs`, `ssm`: the service's name behind `com.amazonaws.{region}.`. */
  readonly services: readonly string[];
  /** Whether people stream through this VPC instead of over the internet. */
  readonly streaming: boolean;
  /** CIDR blocks that people stream from. */
  readonly viewers: readonly string[];
  /** Whether S3 is reached for AppStream's buckets only. */
  readonly confineStorage: boolean;
}

/** Where home folders and application settings are; AppStream names the buckets (guide, managing-network-vpce-iam-policy). */
const APPSTREAM_BUCKETS = ["appstream2-36fb080bb8-*", "appstream-app-settings-*"];

export class NetworkEndpoints extends Construct {
  /** The group to reach for the services; null when there are none. */
  readonly serviceGroupId: string | null;
  readonly streamingEndpointId: string | null;
  readonly #props: NetworkEndpointsProps;

  constructor(scope: Construct, id: string, props: NetworkEndpointsProps) {
    super(scope, id);
    this.#props = props;
    this.#storage();
    this.serviceGroupId = props.services.length > 0 ? this.#services() : null;
    this.streamingEndpointId = props.streaming ? this.#streaming() : null;
  }

  #storage(): void {
    const { vpcId, zones, confineStorage } = this.#props;
    const { account, partition, region } = Stack.of(this);
    new CfnVPCEndpoint(this, "S3", {
      vpcId,
      vpcEndpointType: "Gateway",
      serviceName: `com.amazonaws.${region}.s3`,
      routeTableIds: zones.subnets.map(({ routeTableId }) => routeTableId),
      ...(confineStorage && {
        policyDocument: documentOf({
          actions: [
            "s3:ListBucket",
            "s3:GetObject",
            "s3:PutObject",
            "s3:DeleteObject",
            "s3:GetObjectVersion",
            "s3:DeleteObjectVersion",
          ],
          resources: APPSTREAM_BUCKETS.flatMap((bucket) => [
            `arn:${partition}:s3:::${bucket}`,
            `arn:${partition}:s3:::${bucket}/*`,
          ]),
          // Anybody may call a bucket so; this account's are AppStream's.
          conditions: { StringEquals: { "aws:ResourceAccount": account } },
        }),
      }),
    });
  }

  #services(): string {
    const { vpcId, vpcCidr, services } = this.#props;
    const { account } = Stack.of(this);
    const group = new CfnSecurityGroup(this, "ServiceGroup", {
      vpcId,
      groupDescription: "Interface endpoints of the streaming network",
      securityGroupIngress: [ingress(443, 443, vpcCidr, "instances of this VPC")],
      securityGroupEgress: NOTHING,
    });
    for (const service of services) {
      this.#interface(service, group, {
        // Credentials of another account, brought along, open nothing through here.
        policyDocument: documentOf({
          actions: ["*"],
          resources: ["*"],
          conditions: { StringEquals: { "aws:PrincipalAccount": account } },
        }),
      });
    }
    return group.attrGroupId;
  }

  /** Ports of AppStream's guide, creating-streaming-from-interface-vpc-endpoints. */
  #streaming(): string {
    const { vpcId, vpcCidr, viewers } = this.#props;
    const group = new CfnSecurityGroup(this, "StreamingGroup", {
      vpcId,
      groupDescription: "People who stream through the VPC",
      securityGroupIngress: [vpcCidr, ...viewers].flatMap((cidr) => [
        ingress(443, 443, cidr, "sign-in to the stream"),
        ingress(1400, 1499, cidr, "the stream"),
      ]),
      securityGroupEgress: NOTHING,
    });
    return this.#interface("appstream.streaming", group).ref;
  }

  #interface(
    service: string,
    group: CfnSecurityGroup,
    policy: { readonly policyDocument?: PolicyDocument } = {},
  ): CfnVPCEndpoint {
    const { vpcId, zones } = this.#props;
    return new CfnVPCEndpoint(this, service, {
      vpcId,
      vpcEndpointType: "Interface",
      serviceName: `com.amazonaws.${Stack.of(this).region}.${service}`,
      privateDnsEnabled: true,
      subnetIds: zones.subnets.map(({ subnetId }) => subnetId),
      securityGroupIds: [group.attrGroupId],
      ...policy,
    });
  }
}

/** An empty list means everything to EC2; a rule that matches nothing means nothing. */
export const NOTHING = [
  {
    ipProtocol: "icmp",
    fromPort: 252,
    toPort: 86,
    cidrIp: "255.255.255.255/32",
    description: "no connections",
  },
];

function ingress(fromPort: number, toPort: number, cidrIp: string, description: string) {
  return { ipProtocol: "tcp", fromPort, toPort, cidrIp, description };
}

function documentOf(statement: {
  readonly actions: string[];
  readonly resources: string[];
  readonly conditions: Record<string, Record<string, string>>;
}): PolicyDocument {
  return new PolicyDocument({
    statements: [new PolicyStatement({ principals: [new AnyPrincipal()], ...statement })],
  });
}

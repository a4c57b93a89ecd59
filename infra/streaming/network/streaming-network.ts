/**
 * The network of streaming instances in one Region: a VPC with private subnets in named zones, one declared way out,
 * endpoints, and perhaps a hub. Nothing reaches an instance from it, because AppStream streams over a network of its own.
 * Invariant: it has room for the instances it is asked to hold, or it is not built.
 *
 * The stack must know its zones without a look-up (StreamingStack does), for synth works without an account.
 */
import { RemovalPolicy, Stack } from "aws-cdk-lib";
import {
  CfnDHCPOptions,
  CfnSecurityGroup,
  CfnVPCDHCPOptionsAssociation,
  FlowLogDestination,
  FlowLogTrafficType,
  IpAddresses,
  Vpc,
} from "aws-cdk-lib/aws-ec2";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { NetworkDeclaration } from "../../deployment/deployment.ts";
import { acknowledgeOutsideVpc, acknowledgeRetention } from "../acknowledge.ts";
import type { FleetPlacement } from "../streaming-fleet.ts";
import { capacityOf } from "../subnet-capacity.ts";
import { NetworkEndpoints } from "./endpoints.ts";
import { HubAttachment } from "./hub-attachment.ts";
import { InspectedEgress, type InspectedEgressProps } from "./inspected-egress.ts";
import { OpenEgress } from "./open-egress.ts";
import { allRules, type OutboundRules, outboundRules } from "./outbound-rules.ts";
import { S3PrefixList } from "./s3-prefix-list.ts";
import { sparePlaces } from "./spare-subnets.ts";
import { ZoneSubnets } from "./zone-subnets.ts";

export interface StreamingNetworkProps {
  readonly declaration: NetworkDeclaration;
  /** The most instances that all fleets in here may have together. */
  readonly instances: number;
  /** Encrypts the logs of the network's traffic. */
  readonly logKey: IKey;
  readonly logDays: RetentionDays;
  /** AWS services by interface endpoints, such as `logs`. @default logs where the network has no way out */
  readonly services?: readonly string[];
}

/** The name CDK gives to the function that empties a VPC's default security group. */
const DEFAULT_GROUP_FUNCTION = "Custom::VpcRestrictDefaultSGCustomResourceProvider";

export class StreamingNetwork extends Construct {
  readonly vpc: Vpc;
  /** For fleets: the private subnets, and what instances may reach. */
  readonly placement: FleetPlacement;
  /** The same rules by purpose, for a group that takes only some of them. */
  readonly outbound: OutboundRules;
  /** CIDR blocks behind the hub; empty without one. */
  readonly hubRoutes: readonly string[];

  constructor(scope: Construct, id: string, props: StreamingNetworkProps) {
    super(scope, id);
    const { declaration, services = declaration.egress === "none" ? ["logs"] : [] } = props;
    const streaming = declaration.egress === "none";
    this.#requireRoom(props, services.length + (streaming ? 1 : 0));

    this.vpc = new Vpc(this, "Vpc", {
      ipAddresses: IpAddresses.cidr(declaration.cidr),
      subnetConfiguration: [],
      restrictDefaultSecurityGroup: true,
    });
    acknowledgeOutsideVpc(Stack.of(this).node.findChild(DEFAULT_GROUP_FUNCTION));
    const logGroup = this.#logTraffic(props);
    if (declaration.resolvers !== undefined) this.#resolveBy(declaration.resolvers);

    const vpcId = this.vpc.vpcId;
    this.hubRoutes = declaration.transitGateway?.routes ?? [];
    const instances = new ZoneSubnets(this, "Instances", vpcId, declaration.subnets);
    this.#wayOut({ declaration, vpcId, instances, logGroupName: logGroup.logGroupName });
    if (declaration.transitGateway !== null) {
      new HubAttachment(this, "Hub", {
        vpcId,
        transitGatewayId: declaration.transitGateway.id,
        places: sparePlaces(declaration, "hub"),
        from: instances,
        routes: this.hubRoutes,
      });
    }
    const endpoints = new NetworkEndpoints(this, "Endpoints", {
      vpcId,
      vpcCidr: declaration.cidr,
      zones: instances,
      services,
      streaming,
      viewers: this.hubRoutes,
      confineStorage: declaration.egress !== "nat",
    });
    const reachesInternet = declaration.egress === "nat" || declaration.egress === "firewall";
    this.outbound = outboundRules({
      declaration,
      internalPorts: declaration.internalPorts ?? [443],
      endpointGroupId: endpoints.serviceGroupId,
      storagePrefixListId: reachesInternet ? null : S3PrefixList.of(this, props).prefixListId,
    });
    const group = new CfnSecurityGroup(this, "InstanceGroup", {
      vpcId,
      groupDescription: "Streaming instances: nothing in, and out only to what the deployment declares",
      securityGroupEgress: [...allRules(this.outbound)],
    });
    this.placement = {
      subnetIds: instances.subnets.map(({ subnetId }) => subnetId),
      securityGroupIds: [group.attrGroupId],
      streamingEndpointId: endpoints.streamingEndpointId,
    };
  }

  #requireRoom({ declaration, instances }: StreamingNetworkProps, endpoints: number): void {
    const room = capacityOf(declaration.subnets, endpoints).instances;
    if (instances <= room) return;
    throw new Error(
      `the subnets of ${this.node.id} hold ${room} instances while an image rolls out, and the fleets in them may ` +
        `grow to ${instances}; make the subnets larger or the fleets smaller`,
    );
  }

  #logTraffic({ logKey, logDays }: StreamingNetworkProps): LogGroup {
    const logGroup = new LogGroup(this, "TrafficLogs", {
      encryptionKey: logKey,
      retention: logDays,
      // Evidence outlives the network it is about.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    acknowledgeRetention(logGroup);
    this.vpc.addFlowLog("Traffic", {
      destination: FlowLogDestination.toCloudWatchLogs(logGroup),
      trafficType: FlowLogTrafficType.ALL,
    });
    return logGroup;
  }

  #resolveBy({ domainName, addresses }: NonNullable<NetworkDeclaration["resolvers"]>): void {
    const options = new CfnDHCPOptions(this, "Resolvers", {
      domainName,
      domainNameServers: [...addresses],
    });
    new CfnVPCDHCPOptionsAssociation(this, "ResolversOfVpc", {
      vpcId: this.vpc.vpcId,
      dhcpOptionsId: options.ref,
    });
  }

  #wayOut(props: InspectedEgressProps): void {
    if (props.declaration.egress === "nat") new OpenEgress(this, "Egress", props);
    if (props.declaration.egress === "firewall") new InspectedEgress(this, "Egress", props);
  }
}

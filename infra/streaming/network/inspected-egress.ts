/**
 * Out to listed names only: instance → firewall → NAT gateway → internet, and the answers back the same way.
 * Invariant: both directions of a connection meet the same zone's firewall, which sees nothing useful of half of one.
 */
import { Construct } from "constructs";
import { DomainFirewall } from "./domain-firewall.ts";
import { InternetEgress } from "./internet-egress.ts";
import type { OpenEgressProps } from "./open-egress.ts";
import { sparePlaces } from "./spare-subnets.ts";
import { EVERYWHERE, inZone, ZoneSubnets } from "./zone-subnets.ts";

export interface InspectedEgressProps extends OpenEgressProps {
  readonly logGroupName: string;
}

export class InspectedEgress extends Construct {
  constructor(scope: Construct, id: string, props: InspectedEgressProps) {
    super(scope, id);
    const { declaration, vpcId, instances, logGroupName } = props;
    const internet = new InternetEgress(this, "Internet", vpcId, sparePlaces(declaration, "internet"));
    const inspection = new ZoneSubnets(this, "Inspection", vpcId, sparePlaces(declaration, "inspection"));
    const { endpointIds } = new DomainFirewall(this, "Firewall", {
      vpcId,
      subnetIds: inspection.subnets.map(({ subnetId }) => subnetId),
      allowedDomains: declaration.allowedDomains,
      logGroupName,
    });
    instances.route("Inspected", (zone) => ({
      destinationCidrBlock: EVERYWHERE,
      vpcEndpointId: inZone(endpointIds, zone),
    }));
    inspection.route("Default", (zone) => ({
      destinationCidrBlock: EVERYWHERE,
      natGatewayId: inZone(internet.natGatewayIds, zone),
    }));
    // More specific than the VPC's own local route, which would lead the answers past the firewall.
    internet.zones.route("Return", (zone) => ({
      destinationCidrBlock: inZone(declaration.subnets, zone).cidr,
      vpcEndpointId: inZone(endpointIds, zone),
    }));
  }
}

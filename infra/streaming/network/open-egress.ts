/** Out to everywhere: instance → NAT gateway of its own zone → internet. */
import { Construct } from "constructs";
import type { NetworkDeclaration } from "../../deployment/deployment.ts";
import { InternetEgress } from "./internet-egress.ts";
import { sparePlaces } from "./spare-subnets.ts";
import { EVERYWHERE, inZone, type ZoneSubnets } from "./zone-subnets.ts";

export interface OpenEgressProps {
  readonly declaration: NetworkDeclaration;
  readonly vpcId: string;
  /** The instances' subnets, whose default route is set here. */
  readonly instances: ZoneSubnets;
}

export class OpenEgress extends Construct {
  constructor(scope: Construct, id: string, { declaration, vpcId, instances }: OpenEgressProps) {
    super(scope, id);
    const { natGatewayIds } = new InternetEgress(
      this,
      "Internet",
      vpcId,
      sparePlaces(declaration, "internet"),
    );
    instances.route("Default", (zone) => ({
      destinationCidrBlock: EVERYWHERE,
      natGatewayId: inZone(natGatewayIds, zone),
    }));
  }
}

/** The spoke's end of a hub: subnets for the transit gateway's interfaces, its attachment, and routes to what lies behind. */
import { CfnTransitGatewayAttachment } from "aws-cdk-lib/aws-ec2";
import { Construct } from "constructs";
import { type ZonePlace, ZoneSubnets } from "./zone-subnets.ts";

export interface HubAttachmentProps {
  readonly vpcId: string;
  readonly transitGatewayId: string;
  /** Where the gateway's interfaces stand, one a zone. */
  readonly places: readonly ZonePlace[];
  /** Whose route tables learn the way. */
  readonly from: ZoneSubnets;
  /** CIDR blocks behind the gateway. */
  readonly routes: readonly string[];
}

export class HubAttachment extends Construct {
  constructor(scope: Construct, id: string, props: HubAttachmentProps) {
    super(scope, id);
    const { vpcId, transitGatewayId, places, from, routes } = props;
    const zones = new ZoneSubnets(this, "Zones", vpcId, places);
    const attachment = new CfnTransitGatewayAttachment(this, "Attachment", {
      vpcId,
      transitGatewayId,
      subnetIds: zones.subnets.map(({ subnetId }) => subnetId),
    });
    for (const destinationCidrBlock of routes) {
      const made = from.route(`Hub-${destinationCidrBlock}-`, () => ({
        destinationCidrBlock,
        transitGatewayId,
      }));
      for (const route of made) route.addResourceDependency(attachment);
    }
  }
}

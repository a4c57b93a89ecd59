/** A way out to the internet and none in: a NAT gateway in every zone, so that a lost zone takes only its own along. */
import { CfnEIP, CfnInternetGateway, CfnNatGateway, CfnVPCGatewayAttachment } from "aws-cdk-lib/aws-ec2";
import { Construct } from "constructs";
import { EVERYWHERE, type ZonePlace, ZoneSubnets } from "./zone-subnets.ts";

export class InternetEgress extends Construct {
  /** In the order of the places. */
  readonly natGatewayIds: readonly string[];
  /** Where the NAT gateways stand. */
  readonly zones: ZoneSubnets;

  constructor(scope: Construct, id: string, vpcId: string, places: readonly ZonePlace[]) {
    super(scope, id);
    const gateway = new CfnInternetGateway(this, "Gateway");
    const attachment = new CfnVPCGatewayAttachment(this, "Attachment", {
      vpcId,
      internetGatewayId: gateway.ref,
    });
    this.zones = new ZoneSubnets(this, "Zones", vpcId, places);
    const routes = this.zones.route("Default", () => ({
      destinationCidrBlock: EVERYWHERE,
      gatewayId: gateway.ref,
    }));
    for (const route of routes) route.addResourceDependency(attachment);
    this.natGatewayIds = this.zones.subnets.map(({ subnetId }, index) => {
      const address = new CfnEIP(this, `Address${index + 1}`, { domain: "vpc" });
      address.addResourceDependency(attachment);
      const nat = new CfnNatGateway(this, `Nat${index + 1}`, {
        subnetId,
        allocationId: address.attrAllocationId,
      });
      nat.addResourceDependency(attachment);
      return nat.ref;
    });
  }
}

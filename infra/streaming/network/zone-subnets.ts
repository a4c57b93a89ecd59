/** Subnets of one purpose, one a zone, each with a route table of its own. */
import { Tags } from "aws-cdk-lib";
import {
  CfnRoute,
  type CfnRouteProps,
  CfnRouteTable,
  CfnSubnet,
  CfnSubnetRouteTableAssociation,
} from "aws-cdk-lib/aws-ec2";
import { Construct } from "constructs";
import { acknowledge } from "../acknowledge.ts";

export interface ZonePlace {
  /** A zone's name (`eu-west-1a`) or its id (`euw1-az1`), which is the same in every account. */
  readonly zone: string;
  readonly cidr: string;
}

export interface ZoneSubnet extends ZonePlace {
  readonly subnetId: string;
  readonly routeTableId: string;
}

export const EVERYWHERE = "0.0.0.0/0";

const ZONE_ID = /-az\d+$/;

export class ZoneSubnets extends Construct {
  readonly subnets: readonly ZoneSubnet[];

  constructor(scope: Construct, id: string, vpcId: string, places: readonly ZonePlace[]) {
    super(scope, id);
    this.subnets = places.map(({ zone, cidr }, index) => {
      const subnet = new CfnSubnet(this, `Subnet${index + 1}`, {
        vpcId,
        cidrBlock: cidr,
        mapPublicIpOnLaunch: false,
        ...(ZONE_ID.test(zone) ? { availabilityZoneId: zone } : { availabilityZone: zone }),
      });
      const table = new CfnRouteTable(this, `Routes${index + 1}`, { vpcId });
      new CfnSubnetRouteTableAssociation(this, `Association${index + 1}`, {
        subnetId: subnet.ref,
        routeTableId: table.ref,
      });
      return { zone, cidr, subnetId: subnet.ref, routeTableId: table.ref };
    });
    Tags.of(this).add("Name", this.node.path);
    acknowledge(
      this,
      "The zones are the deployment's own words: AppStream and its instance types are not in every zone.",
      "CloudFormation-Validate::W3010",
    );
  }

  /** A route in each zone's table; the target may differ by zone. */
  route(
    id: string,
    target: (index: number, subnet: ZoneSubnet) => Omit<CfnRouteProps, "routeTableId">,
  ): readonly CfnRoute[] {
    return this.subnets.map(
      (subnet, index) =>
        new CfnRoute(this, `${id}${index + 1}`, {
          routeTableId: subnet.routeTableId,
          ...target(index, subnet),
        }),
    );
  }
}

/** What belongs to a zone, of a list that has one entry for each. */
export function inZone<T>(items: readonly T[], zone: number): T {
  const item = items[zone];
  if (item === undefined) throw new TypeError(`nothing in zone ${zone + 1}`);
  return item;
}

/**
 * The two security groups around a bastion: one on its instances, one on the servers behind it. The second one trusts
 * the first one and no address, so a server that wears it can be administered from the bastion and from nowhere else.
 */
import { CfnSecurityGroup, CfnSecurityGroupIngress } from "aws-cdk-lib/aws-ec2";
import { Construct } from "constructs";
import { NOTHING } from "../network/endpoints.ts";
import type { EgressRule } from "../network/outbound-rules.ts";

export interface BastionGroupsProps {
  readonly vpcId: string;
  /** CIDR blocks of servers that cannot wear the access group, behind the hub for example. */
  readonly targets: readonly string[];
  /** CIDR blocks of the directory's controllers; empty unless the bastion is joined. */
  readonly controllers: readonly string[];
  /** What the instances need beside their targets. */
  readonly outbound: readonly EgressRule[];
}

const ADMINISTRATION = [
  { port: 22, description: "SSH" },
  { port: 3389, description: "RDP" },
];

/** AppStream's guide, appstream2-port-requirements-appstream2. */
const DIRECTORY: readonly (readonly [
  protocol: "tcp" | "udp",
  from: number,
  to: number,
  description: string,
])[] = [
  ["tcp", 53, 53, "DNS"],
  ["udp", 53, 53, "DNS"],
  ["tcp", 88, 88, "Kerberos"],
  ["udp", 88, 88, "Kerberos"],
  ["udp", 123, 123, "NTP"],
  ["tcp", 135, 135, "RPC"],
  ["udp", 137, 138, "Netlogon"],
  ["tcp", 139, 139, "Netlogon"],
  ["tcp", 389, 389, "LDAP"],
  ["udp", 389, 389, "LDAP"],
  ["tcp", 445, 445, "SMB"],
  ["udp", 445, 445, "SMB"],
  ["tcp", 1024, 65535, "dynamic ports of RPC"],
];

export class BastionGroups extends Construct {
  /** On the fleet. */
  readonly hostGroupId: string;
  /** On the servers. */
  readonly accessGroupId: string;

  constructor(scope: Construct, id: string, { vpcId, targets, controllers, outbound }: BastionGroupsProps) {
    super(scope, id);
    const access = new CfnSecurityGroup(this, "BastionHostAccessSecurityGroup", {
      vpcId,
      groupDescription: "Servers that the bastion administers",
      securityGroupEgress: NOTHING,
    });
    const host = new CfnSecurityGroup(this, "BastionHostSecurityGroup", {
      vpcId,
      groupDescription: "The bastion: nothing in, and out to the servers it administers",
      securityGroupEgress: [
        ...ADMINISTRATION.flatMap(({ port, description }) =>
          [{ destinationSecurityGroupId: access.attrGroupId }, ...targets.map((cidrIp) => ({ cidrIp }))].map(
            (peer) => ({ ipProtocol: "tcp", fromPort: port, toPort: port, ...peer, description }),
          ),
        ),
        ...controllers.flatMap((cidrIp) =>
          DIRECTORY.map(([ipProtocol, fromPort, toPort, description]) => ({
            ipProtocol,
            fromPort,
            toPort,
            cidrIp,
            description: `${description} of the directory`,
          })),
        ),
        ...outbound,
      ],
    });
    for (const { port, description } of ADMINISTRATION) {
      new CfnSecurityGroupIngress(this, description, {
        groupId: access.attrGroupId,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        sourceSecurityGroupId: host.attrGroupId,
        description: `${description} from the bastion`,
      });
    }
    this.hostGroupId = host.attrGroupId;
    this.accessGroupId = access.attrGroupId;
  }
}

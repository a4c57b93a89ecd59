import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { aNetwork } from "../stage.ts";
import { HUB, networkOf, routesOf, templateOf } from "./networks.ts";

describe("StreamingNetwork", () => {
  it("makes a private subnet in each zone, with the range that is declared", () => {
    const template = templateOf();
    for (const { zone, cidr } of aNetwork().subnets) {
      template.hasResourceProperties("AWS::EC2::Subnet", {
        AvailabilityZone: zone,
        CidrBlock: cidr,
        MapPublicIpOnLaunch: false,
      });
    }
    template.hasResourceProperties("AWS::EC2::VPC", {
      CidrBlock: "10.20.0.0/16",
      EnableDnsSupport: true,
      EnableDnsHostnames: true,
    });
  });

  it("takes a zone by its id as well, which is the same in every account", () => {
    const subnets = [
      { zone: "euw1-az1", cidr: "10.20.0.0/24" },
      { zone: "euw1-az3", cidr: "10.20.1.0/24" },
    ];
    templateOf({ subnets, egress: "none" }).hasResourceProperties("AWS::EC2::Subnet", {
      AvailabilityZoneId: "euw1-az3",
      AvailabilityZone: Match.absent(),
    });
  });

  it("empties the default security group", () => {
    templateOf().hasResourceProperties("Custom::VpcRestrictDefaultSG", {
      DefaultSecurityGroupId: { "Fn::GetAtt": [Match.stringLikeRegexp("^NetVpc"), "DefaultSecurityGroup"] },
    });
  });

  it("logs all traffic into an encrypted log group that outlives the network", () => {
    const template = templateOf();
    template.hasResourceProperties("AWS::EC2::FlowLog", {
      ResourceType: "VPC",
      TrafficType: "ALL",
      LogDestinationType: "cloud-watch-logs",
    });
    template.hasResource("AWS::Logs::LogGroup", {
      Properties: { KmsKeyId: Match.anyValue(), RetentionInDays: 30 },
      DeletionPolicy: "RetainExceptOnCreate",
    });
  });

  it("gives fleets its private subnets and a security group that lets nothing in", () => {
    const { network, template } = networkOf();
    expect(network.placement.subnetIds).toHaveLength(2);
    expect(network.placement.streamingEndpointId).toBeNull();
    template.hasResourceProperties("AWS::EC2::SecurityGroup", {
      GroupDescription: Match.stringLikeRegexp("^Streaming instances"),
      SecurityGroupIngress: Match.absent(),
      SecurityGroupEgress: [
        { IpProtocol: "tcp", FromPort: 443, ToPort: 443, CidrIp: "0.0.0.0/0", Description: "HTTPS" },
        { IpProtocol: "tcp", FromPort: 80, ToPort: 80, CidrIp: "0.0.0.0/0", Description: "HTTP" },
      ],
    });
    template.resourceCountIs("AWS::EC2::SecurityGroupIngress", 0);
  });

  it("refuses fleets that may outgrow its subnets", () => {
    const subnets = [
      { zone: "eu-west-1a", cidr: "10.20.0.0/28" },
      { zone: "eu-west-1b", cidr: "10.20.0.16/28" },
    ];
    expect(() => templateOf({ subnets }, { instances: 18 })).toThrow(
      "the subnets of Net hold 17 instances while an image rolls out, and the fleets in them may grow to 18",
    );
    // Two interface endpoints take an address in each subnet.
    expect(() => templateOf({ subnets, egress: "none" }, { instances: 15 })).toThrow("hold 14 instances");
    expect(() => templateOf({ subnets }, { instances: 17 })).not.toThrow();
  });

  it("asks a directory's name servers where it is told", () => {
    const resolvers = { domainName: "corp.example.com", addresses: ["10.9.0.10", "10.9.0.11"] };
    const template = templateOf({ resolvers });
    template.hasResourceProperties("AWS::EC2::DHCPOptions", {
      DomainName: "corp.example.com",
      DomainNameServers: ["10.9.0.10", "10.9.0.11"],
    });
    template.resourceCountIs("AWS::EC2::VPCDHCPOptionsAssociation", 1);
    templateOf().resourceCountIs("AWS::EC2::DHCPOptions", 0);
  });
});

describe("StreamingNetwork with a hub", () => {
  it("attaches subnets of its own and sends there what lies behind", () => {
    const { network, template } = networkOf({ egress: "none", transitGateway: HUB });
    template.hasResourceProperties("AWS::EC2::TransitGatewayAttachment", {
      TransitGatewayId: HUB.id,
      SubnetIds: [
        { Ref: Match.stringLikeRegexp("^NetHubZonesSubnet1") },
        { Ref: Match.stringLikeRegexp("^NetHubZonesSubnet2") },
      ],
    });
    for (const CidrBlock of ["10.20.255.144/28", "10.20.255.128/28"]) {
      template.hasResourceProperties("AWS::EC2::Subnet", { CidrBlock });
    }
    expect(routesOf(template)).toEqual([
      `InstancesRoutes1: 10.0.0.0/8 → ${HUB.id}`,
      `InstancesRoutes1: 192.168.0.0/16 → ${HUB.id}`,
      `InstancesRoutes2: 10.0.0.0/8 → ${HUB.id}`,
      `InstancesRoutes2: 192.168.0.0/16 → ${HUB.id}`,
    ]);
    expect(network.hubRoutes).toEqual(HUB.routes);
  });

  it("routes only once it is attached", () => {
    templateOf({ egress: "none", transitGateway: HUB }).allResources("AWS::EC2::Route", {
      DependsOn: [Match.stringLikeRegexp("^NetHubAttachment")],
    });
  });

  it("lets instances reach applications behind it on the ports it is told", () => {
    const template = templateOf({ transitGateway: HUB, internalPorts: [1521] });
    template.hasResourceProperties("AWS::EC2::SecurityGroup", {
      SecurityGroupEgress: Match.arrayWith([
        Match.objectLike({ CidrIp: "10.0.0.0/8", FromPort: 1521, ToPort: 1521 }),
      ]),
    });
  });
});

import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { inZone } from "../../../../infra/streaming/network/zone-subnets.ts";
import { HUB, routesOf, templateOf } from "./networks.ts";

const GATEWAYS = ["AWS::EC2::InternetGateway", "AWS::EC2::NatGateway", "AWS::NetworkFirewall::Firewall"];

describe("egress none", () => {
  it("has no gateway and no route out", () => {
    const template = templateOf({ egress: "none" });
    for (const type of GATEWAYS) template.resourceCountIs(type, 0);
    expect(routesOf(template)).toEqual([]);
  });

  it("lets instances reach S3 by its prefix list, and the endpoints", () => {
    templateOf({ egress: "none" }).hasResourceProperties("AWS::EC2::SecurityGroup", {
      GroupDescription: Match.stringLikeRegexp("^Streaming instances"),
      SecurityGroupEgress: [
        Match.objectLike({ DestinationSecurityGroupId: Match.anyValue(), FromPort: 443, ToPort: 443 }),
        Match.objectLike({
          DestinationPrefixListId: { "Fn::GetAtt": [Match.anyValue(), "PrefixLists.0.PrefixListId"] },
          FromPort: 443,
          ToPort: 443,
        }),
      ],
    });
  });
});

describe("egress nat", () => {
  it("sends each zone through a NAT gateway of its own", () => {
    const template = templateOf();
    template.resourceCountIs("AWS::EC2::NatGateway", 2);
    expect(routesOf(template)).toEqual([
      "EgressInternetZonesRoutes1: 0.0.0.0/0 → EgressInternetGateway",
      "EgressInternetZonesRoutes2: 0.0.0.0/0 → EgressInternetGateway",
      "InstancesRoutes1: 0.0.0.0/0 → EgressInternetNat1",
      "InstancesRoutes2: 0.0.0.0/0 → EgressInternetNat2",
    ]);
    template.hasResourceProperties("AWS::EC2::NatGateway", {
      SubnetId: { Ref: Match.stringLikeRegexp("^NetEgressInternetZonesSubnet2") },
    });
  });
});

describe("egress proxy", () => {
  it("has no gateway, and a security group that knows the proxy and S3 only", () => {
    const template = templateOf({ egress: "proxy", proxy: "10.20.3.4:3128" });
    for (const type of GATEWAYS) template.resourceCountIs(type, 0);
    template.hasResourceProperties("AWS::EC2::SecurityGroup", {
      GroupDescription: Match.stringLikeRegexp("^Streaming instances"),
      SecurityGroupEgress: [
        {
          IpProtocol: "tcp",
          FromPort: 3128,
          ToPort: 3128,
          CidrIp: "10.20.3.4/32",
          Description: "the proxy",
        },
        Match.objectLike({ DestinationPrefixListId: Match.anyValue(), FromPort: 443, ToPort: 443 }),
      ],
    });
  });
});

describe("egress firewall", () => {
  const firewall = { egress: "firewall", allowedDomains: [".example.com", "updates.example.net"] } as const;

  it("leads instance → firewall → NAT gateway → internet in each zone, and the answers back", () => {
    expect(routesOf(templateOf({ ...firewall, transitGateway: HUB }))).toEqual([
      "EgressInspectionRoutes1: 0.0.0.0/0 → EgressInternetNat1",
      "EgressInspectionRoutes2: 0.0.0.0/0 → EgressInternetNat2",
      "EgressInternetZonesRoutes1: 0.0.0.0/0 → EgressInternetGateway",
      "EgressInternetZonesRoutes1: 10.20.0.0/24 → EgressFirewallFirewall1",
      "EgressInternetZonesRoutes2: 0.0.0.0/0 → EgressInternetGateway",
      "EgressInternetZonesRoutes2: 10.20.1.0/24 → EgressFirewallFirewall2",
      "InstancesRoutes1: 0.0.0.0/0 → EgressFirewallFirewall1",
      `InstancesRoutes1: 10.0.0.0/8 → ${HUB.id}`,
      `InstancesRoutes1: 192.168.0.0/16 → ${HUB.id}`,
      "InstancesRoutes2: 0.0.0.0/0 → EgressFirewallFirewall2",
      `InstancesRoutes2: 10.0.0.0/8 → ${HUB.id}`,
      `InstancesRoutes2: 192.168.0.0/16 → ${HUB.id}`,
    ]);
  });

  it("puts a firewall alone into a subnet of its own in each zone", () => {
    const template = templateOf(firewall);
    for (const zone of [1, 2]) {
      template.hasResourceProperties("AWS::NetworkFirewall::Firewall", {
        SubnetMappings: [{ SubnetId: { Ref: Match.stringLikeRegexp(`^NetEgressInspectionSubnet${zone}`) } }],
      });
    }
    template.resourceCountIs("AWS::NetworkFirewall::Firewall", 2);
  });

  it("lets listed names pass, by TLS server name and HTTP host", () => {
    templateOf(firewall).hasResourceProperties("AWS::NetworkFirewall::RuleGroup", {
      Type: "STATEFUL",
      RuleGroup: {
        RulesSource: {
          RulesSourceList: {
            Targets: [".example.com", "updates.example.net"],
            TargetTypes: ["TLS_SNI", "HTTP_HOST"],
            GeneratedRulesType: "ALLOWLIST",
          },
        },
        StatefulRuleOptions: { RuleOrder: "STRICT_ORDER" },
      },
    });
  });

  it("drops the rest and says so", () => {
    templateOf(firewall).hasResourceProperties("AWS::NetworkFirewall::FirewallPolicy", {
      FirewallPolicy: {
        StatelessDefaultActions: ["aws:forward_to_sfe"],
        StatelessFragmentDefaultActions: ["aws:forward_to_sfe"],
        StatefulDefaultActions: ["aws:drop_established", "aws:alert_established"],
        StatefulEngineOptions: { RuleOrder: "STRICT_ORDER", StreamExceptionPolicy: "DROP" },
      },
    });
  });

  it("logs what each firewall sees and drops", () => {
    const template = templateOf(firewall);
    template.resourceCountIs("AWS::NetworkFirewall::LoggingConfiguration", 2);
    template.allResourcesProperties("AWS::NetworkFirewall::LoggingConfiguration", {
      LoggingConfiguration: {
        LogDestinationConfigs: [
          Match.objectLike({ LogType: "ALERT", LogDestinationType: "CloudWatchLogs" }),
          Match.objectLike({ LogType: "FLOW", LogDestinationType: "CloudWatchLogs" }),
        ],
      },
      FirewallArn: Match.anyValue(),
    });
  });
});

describe("inZone", () => {
  it("takes what belongs to a zone", () => {
    expect(inZone(["a", "b"], 1)).toBe("b");
  });

  it("refuses a zone that nothing was made for", () => {
    expect(() => inZone(["a"], 1)).toThrow(new TypeError("nothing in zone 2"));
  });
});

import { Match, type Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import type { BastionDeclaration, NetworkDeclaration } from "../../../../infra/deployment/deployment.ts";
import { BastionFleet, type BastionFleetProps } from "../../../../infra/streaming/bastion/bastion-fleet.ts";
import { relayState } from "../../../../infra/streaming/bastion/federation.ts";
import { StreamingNetwork } from "../../../../infra/streaming/network/streaming-network.ts";
import { HUB } from "../network/networks.ts";
import { aBastion, aBench, aNetwork, aPolicyFleet, aStreamingPolicy } from "../stage.ts";

const JOINED = {
  variant: "domain_joined",
  directory: { name: "corp.example.com", organizationalUnit: "OU=Bastions,DC=corp" },
} as const;
const NOBODY = { policy: aStreamingPolicy({ applications: {} }) };
const PROVIDER = "arn:aws:iam::111122223333:saml-provider/corporate";

interface Choices extends Partial<Omit<BastionFleetProps, "declaration" | "network" | "operator">> {
  readonly bastion?: Partial<BastionDeclaration>;
  readonly network?: Partial<NetworkDeclaration>;
  readonly policyFleet?: Parameters<typeof aPolicyFleet>[0];
  readonly region?: string;
}

function bastionOf({
  bastion = {},
  network = {},
  policyFleet = {},
  region = "eu-west-1",
  ...props
}: Choices = {}) {
  const { stack, logs, operator, template } = aBench(region);
  const built = new BastionFleet(stack, "Bastion", {
    declaration: {
      ...aBastion(bastion),
      policyFleet: aPolicyFleet({ stack: "servers", fleet: "servers-a", region, ...policyFleet }),
      isInUse: true,
    },
    policy: aStreamingPolicy(),
    network: new StreamingNetwork(stack, "Net", {
      declaration: aNetwork(network),
      instances: 5,
      ...logs,
    }),
    operator: operator(),
    viewer: "stream.example.com",
    ...props,
  });
  return { built, template: template() };
}

function templateOf(choices?: Choices): Template {
  return bastionOf(choices).template;
}

const HOST = Match.stringLikeRegexp("^BastionGroupsBastionHostSecurityGroup");
const ACCESS = Match.stringLikeRegexp("^BastionGroupsBastionHostAccessSecurityGroup");

function hostGroup(template: Template, egress: unknown): void {
  template.hasResourceProperties("AWS::EC2::SecurityGroup", {
    GroupDescription: Match.stringLikeRegexp("^The bastion"),
    SecurityGroupIngress: Match.absent(),
    SecurityGroupEgress: egress,
  });
}

const ADMINISTRATION = [22, 3389].map((port) => ({
  IpProtocol: "tcp",
  FromPort: port,
  ToPort: port,
  DestinationSecurityGroupId: { "Fn::GetAtt": [ACCESS, "GroupId"] },
  Description: port === 22 ? "SSH" : "RDP",
}));

describe("BastionFleet", () => {
  it("lets nothing in and only SSH and RDP out, to servers that wear the access group", () => {
    hostGroup(templateOf(), ADMINISTRATION);
  });

  it("lets those servers be reached from the bastion and from no address", () => {
    const template = templateOf();
    template.resourceCountIs("AWS::EC2::SecurityGroupIngress", 2);
    for (const port of [22, 3389]) {
      template.hasResourceProperties("AWS::EC2::SecurityGroupIngress", {
        GroupId: { "Fn::GetAtt": [ACCESS, "GroupId"] },
        SourceSecurityGroupId: { "Fn::GetAtt": [HOST, "GroupId"] },
        FromPort: port,
        ToPort: port,
        CidrIp: Match.absent(),
      });
    }
  });

  it("stands on the fleet in place of the network's own group", () => {
    templateOf().hasResourceProperties("AWS::AppStream::Fleet", {
      VpcConfig: { SecurityGroupIds: [{ "Fn::GetAtt": [HOST, "GroupId"] }] },
    });
  });

  it("reaches the network's endpoints and its proxy, and not the internet", () => {
    hostGroup(
      templateOf({ network: { egress: "none" } }),
      Match.arrayWith([Match.objectLike({ FromPort: 443, Description: "interface endpoints of the VPC" })]),
    );
    hostGroup(templateOf({ network: { egress: "proxy", proxy: "10.20.3.4:3128" } }), [
      ...ADMINISTRATION,
      Match.objectLike({ FromPort: 3128, CidrIp: "10.20.3.4/32" }),
    ]);
  });

  it("reaches servers elsewhere by their addresses where it is told", () => {
    hostGroup(
      templateOf({ bastion: { targets: ["10.7.0.0/24"] } }),
      Match.arrayWith([
        Match.objectLike({ FromPort: 22, CidrIp: "10.7.0.0/24" }),
        Match.objectLike({ FromPort: 3389, CidrIp: "10.7.0.0/24" }),
      ]),
    );
  });

  it("denies every exchange with the person's device and keeps nothing", () => {
    const template = templateOf();
    const [stack] = Object.values(template.findResources("AWS::AppStream::Stack"));
    expect(stack?.Properties.UserSettings).toHaveLength(6);
    for (const setting of stack?.Properties.UserSettings ?? [])
      expect(setting).toMatchObject({ Permission: "DISABLED" });
    expect(stack?.Properties).toMatchObject({ ApplicationSettings: { Enabled: false } });
    expect(stack?.Properties).not.toHaveProperty("StorageConnectors");
    expect(stack?.Properties).not.toHaveProperty("AgentAccessConfig");
  });

  it("shows the client only, one person an instance, for four hours at most", () => {
    templateOf().hasResourceProperties("AWS::AppStream::Fleet", {
      StreamView: "APP",
      FleetType: "ON_DEMAND",
      ComputeCapacity: { DesiredInstances: 1 },
      MaxSessionsPerInstance: Match.absent(),
      DisableIMDSV1: true,
      EnableDefaultInternetAccess: false,
      IdleDisconnectTimeoutInSeconds: 900,
      DisconnectTimeoutInSeconds: 300,
      MaxUserDurationInSeconds: 14_400,
    });
  });

  it("grows to what is declared", () => {
    templateOf({ bastion: { maximum: 3 } }).hasResourceProperties(
      "AWS::ApplicationAutoScaling::ScalableTarget",
      { MinCapacity: 1, MaxCapacity: 3 },
    );
  });

  it("is not built while an application opens it without a second factor", () => {
    const { applications } = aStreamingPolicy();
    const { servers } = applications;
    if (servers === undefined) throw new TypeError("the policy has no application for servers");
    const lax = { ...servers, conditions: { ...servers.conditions, mfa: false } };
    const policy = aStreamingPolicy({ applications: { ...applications, servers: lax } });
    expect(() => templateOf({ policy })).toThrow(
      "the bastion servers-ireland cannot be built: policy applications.servers.conditions.mfa must be true",
    );
  });

  it("is not built as a desktop, or with half of what its variant needs", () => {
    expect(() => templateOf({ policyFleet: { streamView: "desktop" } })).toThrow("must be `app`");
    expect(() => templateOf({ bastion: { directory: JOINED.directory } })).toThrow("needs a directory");
    expect(() => templateOf({ bastion: { variant: "domain_joined" }, ...NOBODY })).toThrow(
      "needs a directory",
    );
  });
});

describe("BastionFleet, brokered", () => {
  it("joins nothing and is opened by the broker", () => {
    const { built, template } = bastionOf({ bastion: { samlProvider: PROVIDER } });
    template.hasResourceProperties("AWS::AppStream::Fleet", { DomainJoinInfo: Match.absent() });
    expect(built.relayState).toBeNull();
    for (const { Properties: role } of Object.values(template.findResources("AWS::IAM::Role"))) {
      expect(JSON.stringify(role)).not.toContain("AssumeRoleWithSAML");
    }
  });
});

describe("BastionFleet, joined to a domain", () => {
  const joined: Choices = { bastion: JOINED, network: { transitGateway: HUB }, ...NOBODY };

  it("joins the directory and reaches its controllers on the ports of AppStream's guide", () => {
    const template = templateOf({ ...joined, bastion: { ...joined.bastion, controllers: ["10.9.0.0/28"] } });
    template.hasResourceProperties("AWS::AppStream::Fleet", {
      DomainJoinInfo: {
        DirectoryName: "corp.example.com",
        OrganizationalUnitDistinguishedName: "OU=Bastions,DC=corp",
      },
    });
    hostGroup(
      template,
      Match.arrayWith(
        [
          ["tcp", 88, 88],
          ["udp", 123, 123],
          ["tcp", 389, 389],
          ["tcp", 1024, 65_535],
        ].map(([IpProtocol, FromPort, ToPort]) =>
          Match.objectLike({ IpProtocol, FromPort, ToPort, CidrIp: "10.9.0.0/28" }),
        ),
      ),
    );
  });

  it("looks for the controllers behind the hub where nothing else is said", () => {
    hostGroup(
      templateOf(joined),
      Match.arrayWith([Match.objectLike({ FromPort: 88, CidrIp: "10.0.0.0/8" })]),
    );
    expect(() => templateOf({ ...joined, network: {} })).toThrow("cannot reach its directory");
  });

  it("is not built while an application would open it by streaming URL", () => {
    expect(() => templateOf({ ...joined, policy: aStreamingPolicy() })).toThrow(
      "policy applications.servers.fleets names `servers-ireland`, a domain-joined bastion",
    );
  });

  it("says where the identity provider sends people", () => {
    expect(bastionOf(joined).built.relayState).toBe(
      "https://appstream2.eu-west-1.aws.amazon.com/saml?stack=servers&accountId=111122223333",
    );
  });

  it("gives the identity provider a role that streams this stack as the person it names", () => {
    const template = templateOf({ ...joined, bastion: { ...joined.bastion, samlProvider: PROVIDER } });
    template.hasResourceProperties("AWS::IAM::Role", {
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Action: "sts:AssumeRoleWithSAML",
            Principal: { Federated: PROVIDER },
            Condition: {
              StringEquals: {
                "SAML:aud": "https://signin.aws.amazon.com/saml",
                "SAML:sub_type": "persistent",
              },
            },
          },
        ],
      },
      Policies: [
        {
          PolicyDocument: {
            Statement: [
              {
                Action: "appstream:Stream",
                Resource: {
                  "Fn::Join": [
                    "",
                    ["arn:", { Ref: "AWS::Partition" }, ":appstream:eu-west-1:111122223333:stack/servers"],
                  ],
                },
                // biome-ignore lint/suspicious/noTemplateCurlyInString: IAM's own variable
                Condition: { StringEquals: { "appstream:userId": "${saml:sub}" } },
              },
            ],
          },
        },
      ],
    });
  });

  it("names AWS's government sign-in in its government Regions", () => {
    const template = templateOf({
      ...joined,
      bastion: { ...joined.bastion, samlProvider: PROVIDER },
      region: "us-gov-west-1",
    });
    template.hasResourceProperties("AWS::IAM::Role", {
      AssumeRolePolicyDocument: {
        Statement: [
          Match.objectLike({
            Condition: {
              StringEquals: {
                "SAML:aud": "https://signin.amazonaws-us-gov.com/saml",
                "SAML:sub_type": "persistent",
              },
            },
          }),
        ],
      },
    });
    expect(relayState("us-gov-west-1", "servers", "111122223333")).toBe(
      "https://appstream2.us-gov-west-1.amazonaws-us-gov.com/saml?stack=servers&accountId=111122223333",
    );
  });
});

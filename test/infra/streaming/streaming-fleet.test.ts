import { Match, type Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { SENSITIVITY_TIERS } from "../../../infra/streaming/data-sensitivity.ts";
import { StreamingFleet, type StreamingFleetProps } from "../../../infra/streaming/streaming-fleet.ts";
import { aBench, aFleetDeclaration, aPolicyFleet } from "./stage.ts";

const PLACEMENT = {
  subnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
  securityGroupIds: ["sg-0123456789abcdef0"],
  streamingEndpointId: null,
};

function templateOf(overrides: Partial<StreamingFleetProps> = {}): Template {
  const { stack, operator, template } = aBench();
  new StreamingFleet(stack, "Finance", {
    ...aFleetDeclaration(),
    policyFleet: aPolicyFleet(),
    isInUse: true,
    tier: SENSITIVITY_TIERS.restricted,
    placement: PLACEMENT,
    operator: operator(),
    viewer: "stream.example.com",
    ...overrides,
  });
  return template();
}

function hasFleet(template: Template, properties: object): void {
  template.hasResourceProperties("AWS::AppStream::Fleet", properties);
}

function attributesOf(template: Template): Record<string, unknown> {
  const [state] = Object.values(template.findResources("Custom::StreamgateFleetState"));
  return state?.Properties.Attributes;
}

describe("StreamingFleet", () => {
  it("makes a stack and a fleet with the policy's names and associates them", () => {
    const template = templateOf();
    template.hasResourceProperties("AWS::AppStream::Stack", {
      Name: "finance",
      RedirectURL: "https://stream.example.com/ended",
    });
    hasFleet(template, { Name: "finance-a" });
    template.hasResource("AWS::AppStream::StackFleetAssociation", {
      Properties: { StackName: "finance", FleetName: "finance-a" },
      DependsOn: Match.arrayWith([
        Match.stringLikeRegexp("^FinanceFleet"),
        Match.stringLikeRegexp("^FinanceStack"),
      ]),
    });
  });

  it("puts instances into private subnets, without addresses of their own and without IMDSv1", () => {
    hasFleet(templateOf(), {
      EnableDefaultInternetAccess: false,
      DisableIMDSV1: true,
      VpcConfig: { SubnetIds: PLACEMENT.subnetIds, SecurityGroupIds: PLACEMENT.securityGroupIds },
      IamRoleArn: Match.absent(),
      DomainJoinInfo: Match.absent(),
      MaxSessionsPerInstance: Match.absent(),
    });
  });

  it("takes the times of its tier and the capacity of its declaration", () => {
    hasFleet(templateOf(), {
      FleetType: "ALWAYS_ON",
      InstanceType: "stream.standard.large",
      ComputeCapacity: { DesiredInstances: 2 },
      IdleDisconnectTimeoutInSeconds: 1800,
      DisconnectTimeoutInSeconds: 900,
      MaxUserDurationInSeconds: 36_000,
    });
    hasFleet(templateOf({ tier: SENSITIVITY_TIERS.sealed }), {
      IdleDisconnectTimeoutInSeconds: 600,
      DisconnectTimeoutInSeconds: 300,
      MaxUserDurationInSeconds: 28_800,
    });
  });

  it("begins with one instance where none is the least", () => {
    const capacity = { ...aFleetDeclaration().capacity, minimum: 0 };
    const template = templateOf({ capacity });
    hasFleet(template, { ComputeCapacity: { DesiredInstances: 1 } });
    template.hasResourceProperties("AWS::ApplicationAutoScaling::ScalableTarget", { MinCapacity: 0 });
  });

  it.each([
    ["app", "APP"],
    ["desktop", "DESKTOP"],
  ] as const)("shows what the policy says: %s", (streamView, expected) => {
    hasFleet(templateOf({ policyFleet: aPolicyFleet({ streamView }) }), { StreamView: expected });
  });

  it("takes an image by name or by ARN", () => {
    hasFleet(templateOf(), { ImageName: "finance-7", ImageArn: Match.absent() });
    const image = "arn:aws:appstream:eu-west-1:111122223333:image/finance-7";
    hasFleet(templateOf({ image }), { ImageArn: image, ImageName: Match.absent() });
  });

  it("joins a directory", () => {
    const directory = { name: "corp.example.com", organizationalUnit: "OU=Streaming,DC=corp" };
    hasFleet(templateOf({ directory }), {
      DomainJoinInfo: {
        DirectoryName: "corp.example.com",
        OrganizationalUnitDistinguishedName: "OU=Streaming,DC=corp",
      },
    });
  });

  it("streams through the network's endpoint and inside other pages where it is told", () => {
    const placement = { ...PLACEMENT, streamingEndpointId: "vpce-0123456789abcdef0" };
    templateOf({ placement, embedDomains: ["https://portal.example.com"] }).hasResourceProperties(
      "AWS::AppStream::Stack",
      {
        AccessEndpoints: [{ EndpointType: "STREAMING", VpceId: "vpce-0123456789abcdef0" }],
        EmbedHostDomains: ["portal.example.com"],
      },
    );
  });

  it("wears its tags", () => {
    hasFleet(templateOf({ tags: { "streamgate:sensitivity": "restricted" } }), {
      Tags: [{ Key: "streamgate:sensitivity", Value: "restricted" }],
    });
  });

  it("stops for everything that UpdateFleet refuses on a running fleet, as the fleet has it", () => {
    const template = templateOf();
    const [fleet] = Object.values(template.findResources("AWS::AppStream::Fleet"));
    const upperCase = Object.entries(attributesOf(template)).map(([key]) =>
      key === "disableImdsv1" ? "DisableIMDSV1" : `${key[0]?.toUpperCase()}${key.slice(1)}`,
    );
    const whileRunning = [
      "ComputeCapacity",
      "DisconnectTimeoutInSeconds",
      "IdleDisconnectTimeoutInSeconds",
      "ImageName",
    ];
    expect(
      Object.keys(fleet?.Properties)
        .filter((key) => key !== "Name")
        .toSorted(),
    ).toEqual([...upperCase, ...whileRunning].toSorted());
  });

  it("stops for a new image only when there is a second colour to send people to", () => {
    expect(attributesOf(templateOf())).not.toHaveProperty("imageName");
    expect(attributesOf(templateOf({ replacement: "blue_green" }))).toHaveProperty("imageName", "finance-7");
  });
});

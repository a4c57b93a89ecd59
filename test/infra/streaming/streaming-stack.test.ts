import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { streamingRegions } from "../../../infra/streaming/streaming-stack.ts";
import { HUB } from "./network/networks.ts";
import {
  aBastion,
  aDeployment,
  aFleetDeclaration,
  aNetwork,
  anApp,
  aPolicyFleet,
  aStreaming,
  aStreamingPolicy,
  aStreamingStack,
  templateOf,
} from "./stage.ts";

const DIRECTORY = { name: "corp.example.com", organizationalUnit: "OU=Bastions,DC=corp" };

describe("streamingRegions", () => {
  it("are those of the networks, each once", () => {
    const networks = { ireland: aNetwork(), second: aNetwork(), virginia: aNetwork({ region: "us-east-1" }) };
    expect(streamingRegions(aStreaming({ networks }))).toEqual(["eu-west-1", "us-east-1"]);
  });
});

describe("StreamingStack", () => {
  it("makes what its Region has, and nothing of another one", () => {
    const ireland = templateOf();
    ireland.resourceCountIs("AWS::EC2::VPC", 1);
    ireland.resourceCountIs("AWS::AppStream::Fleet", 2);
    const virginia = templateOf({ region: "us-east-1" });
    virginia.resourceCountIs("AWS::AppStream::Fleet", 1);
    virginia.hasResourceProperties("AWS::AppStream::Fleet", {
      Name: "finance-v",
      ImageName: "finance-7-us",
    });
  });

  it("hands out what it made by the deployment's words", () => {
    const { networks, fleets, bastions } = aStreamingStack();
    expect([...networks.keys()]).toEqual(["ireland"]);
    expect([...fleets.keys()]).toEqual(["finance-ireland"]);
    expect([...bastions.keys()]).toEqual(["servers-ireland"]);
  });

  it("asks no account for its zones", () => {
    const app = anApp();
    aStreamingStack({}, app);
    expect(app.synth().manifest.missing ?? []).toEqual([]);
  });

  it("gives each fleet its tier, its network and its tags", () => {
    const streaming = aStreaming({ fleets: [aFleetDeclaration({ sensitivity: "sealed" })], bastions: [] });
    const template = templateOf({ deployment: aDeployment(streaming) });
    template.hasResourceProperties("AWS::AppStream::Stack", {
      ApplicationSettings: { Enabled: false },
      RedirectURL: "https://stream.example.com/ended",
      Tags: [
        { Key: "streamgate:fleet", Value: "finance-ireland" },
        { Key: "streamgate:sensitivity", Value: "sealed" },
      ],
    });
    template.hasResourceProperties("AWS::AppStream::Fleet", {
      VpcConfig: {
        SubnetIds: [
          { Ref: Match.stringLikeRegexp("^irelandInstancesSubnet1") },
          { Ref: Match.stringLikeRegexp("^irelandInstancesSubnet2") },
        ],
      },
    });
  });

  it("streams through the VPC where the network has no way out", () => {
    const { virginia } = aStreaming().networks;
    if (virginia === undefined) throw new TypeError("the deployment has no network in Virginia");
    const networks = { ireland: aNetwork({ egress: "none" }), virginia };
    templateOf({ deployment: aDeployment(aStreaming({ networks })) }).allResourcesProperties(
      "AWS::AppStream::Stack",
      Match.objectLike({
        AccessEndpoints: [
          {
            EndpointType: "STREAMING",
            VpceId: { Ref: Match.stringLikeRegexp("^irelandEndpointsappstreamstreaming") },
          },
        ],
      }),
    );
  });

  it("sizes a network by all that may be in it at once, schedules included", () => {
    const schedules = [{ cron: "cron(0 7 * * ? *)", timeZone: "UTC", minimum: 10, maximum: 15 }];
    const fleets = [
      aFleetDeclaration({
        capacity: { minimum: 1, maximum: 10, targetUtilization: 70, schedules },
      }),
    ];
    const subnets = [
      { zone: "eu-west-1a", cidr: "10.20.0.0/28" },
      { zone: "eu-west-1b", cidr: "10.20.0.16/28" },
    ];
    const deploymentWith = (maximum: number) =>
      aDeployment(
        aStreaming({
          networks: { ireland: aNetwork({ subnets }) },
          fleets,
          bastions: [aBastion({ maximum })],
        }),
      );
    expect(() => aStreamingStack({ deployment: deploymentWith(2) })).not.toThrow();
    expect(() => aStreamingStack({ deployment: deploymentWith(3) })).toThrow("may grow to 18");
  });

  it("tells the operator of a bastion which group its servers wear", () => {
    templateOf().hasOutput("*", {
      Description: "Security group for the servers behind servers-ireland",
      Value: { "Fn::GetAtt": [Match.stringLikeRegexp("BastionHostAccessSecurityGroup"), "GroupId"] },
    });
  });

  it("joins a bastion after its directory is known, and tells where people are sent", () => {
    const streaming = aStreaming({
      networks: { ireland: aNetwork({ transitGateway: HUB }) },
      fleets: [],
      bastions: [aBastion({ variant: "domain_joined", directory: DIRECTORY })],
    });
    const template = templateOf({
      deployment: aDeployment(streaming),
      policy: aStreamingPolicy({ applications: {} }),
    });
    template.hasResource("AWS::AppStream::Fleet", {
      DependsOn: Match.arrayWith([Match.stringLikeRegexp("^Directories")]),
    });
    template.hasOutput("*", {
      Value: "https://appstream2.eu-west-1.aws.amazon.com/saml?stack=servers&accountId=111122223333",
    });
  });

  it("lets a bastion reach the servers that its declaration names", () => {
    const streaming = aStreaming({ bastions: [aBastion({ targets: ["10.7.0.0/24"] })] });
    const template = templateOf({ deployment: aDeployment(streaming) });
    template.hasResourceProperties("AWS::EC2::SecurityGroup", {
      SecurityGroupEgress: Match.arrayWith([Match.objectLike({ CidrIp: "10.7.0.0/24", FromPort: 22 })]),
    });
  });

  it("tells every fleet whether applications use it", () => {
    const { applications } = aStreamingPolicy();
    const { finance } = applications;
    if (finance === undefined) throw new TypeError("the policy has no application for finance");
    const policy = aStreamingPolicy({ applications: { finance } });
    const used = Object.values(templateOf({ policy }).findResources("Custom::StreamgateFleetState")).map(
      ({ Properties: { Fleet: fleet, IsInUse: isInUse } }) => `${fleet} ${isInUse}`,
    );
    expect([...new Set(used)]).toEqual(["finance-a true", "servers-a false"]);
  });

  it("writes the application of a bastion that no application opens: second factor, and nobody yet", () => {
    const outputs = templateOf({ policy: aStreamingPolicy({ applications: {} }) }).findOutputs("*");
    const [text] = Object.values(outputs).flatMap(({ Value: value }) =>
      typeof value === "string" && value.startsWith("applications:") ? [value] : [],
    );
    expect(parse(text ?? "").applications["servers-ireland"]).toMatchObject({
      fleets: ["servers-ireland"],
      audience: { groups: [], subjects: [] },
      conditions: { mfa: true },
    });
  });

  it("makes a renamed fleet anew beside the old one", () => {
    const { fleets } = aStreamingPolicy();
    const idsOf = (fleet: string): readonly string[] => {
      const policy = aStreamingPolicy({
        fleets: { ...fleets, "finance-ireland": aPolicyFleet({ fleet, stack: fleet }) },
      });
      const found = templateOf({ policy }).findResources("AWS::AppStream::Fleet", {
        Properties: { Name: fleet },
      });
      return Object.keys(found);
    };
    expect(idsOf("finance-b")).not.toEqual(idsOf("finance-a"));
  });

  it("is not built while the declarations and the policy disagree, and says all of it", () => {
    const streaming = aStreaming({
      fleets: [aFleetDeclaration({ fleet: "finance-madrid" })],
      bastions: [aBastion({ network: "virginia" })],
    });
    expect(() => aStreamingStack({ deployment: aDeployment(streaming) })).toThrow(
      "the streaming side cannot be built:\n" +
        "streaming.fleets.0.fleet `finance-madrid` is not in the policy's fleets\n" +
        "streaming.bastions.0.network `virginia` is in us-east-1, but the policy has `servers-ireland` in eu-west-1; name a network there",
    );
  });
});

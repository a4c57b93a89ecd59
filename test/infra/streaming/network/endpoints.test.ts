import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { S3PrefixList } from "../../../../infra/streaming/network/s3-prefix-list.ts";
import { aBench } from "../stage.ts";
import { HUB, networkOf, templateOf } from "./networks.ts";

const ENDPOINT = "AWS::EC2::VPCEndpoint";

describe("the endpoint of S3", () => {
  it("stands in the route table of every private subnet", () => {
    templateOf().hasResourceProperties(ENDPOINT, {
      VpcEndpointType: "Gateway",
      ServiceName: "com.amazonaws.eu-west-1.s3",
      RouteTableIds: [
        { Ref: Match.stringLikeRegexp("^NetInstancesRoutes1") },
        { Ref: Match.stringLikeRegexp("^NetInstancesRoutes2") },
      ],
    });
  });

  it.each(["none", "proxy", "firewall"] as const)(
    "leads to AppStream's buckets of this account only where egress is %s",
    (egress) => {
      const declaration = { egress, proxy: "10.20.3.4:3128", allowedDomains: [".example.com"] };
      templateOf(declaration).hasResourceProperties(ENDPOINT, {
        VpcEndpointType: "Gateway",
        PolicyDocument: {
          Statement: [
            {
              Effect: "Allow",
              Principal: { AWS: "*" },
              Condition: { StringEquals: { "aws:ResourceAccount": "111122223333" } },
              Resource: [
                "appstream2-36fb080bb8-*",
                "appstream2-36fb080bb8-*/*",
                "appstream-app-settings-*",
                "appstream-app-settings-*/*",
              ].map((bucket) => ({
                "Fn::Join": ["", ["arn:", { Ref: "AWS::Partition" }, `:s3:::${bucket}`]],
              })),
            },
          ],
        },
      });
    },
  );

  it("leads everywhere where the internet does", () => {
    templateOf().hasResourceProperties(ENDPOINT, {
      VpcEndpointType: "Gateway",
      PolicyDocument: Match.absent(),
    });
  });
});

describe("interface endpoints", () => {
  it("are streaming and logs in a network without egress", () => {
    const { network, template } = networkOf({ egress: "none", transitGateway: HUB });
    template.hasResourceProperties(ENDPOINT, {
      VpcEndpointType: "Interface",
      ServiceName: "com.amazonaws.eu-west-1.appstream.streaming",
      PrivateDnsEnabled: true,
    });
    template.hasResourceProperties(ENDPOINT, {
      VpcEndpointType: "Interface",
      ServiceName: "com.amazonaws.eu-west-1.logs",
      PrivateDnsEnabled: true,
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Condition: { StringEquals: { "aws:PrincipalAccount": "111122223333" } } }),
        ],
      },
    });
    expect(network.placement.streamingEndpointId).not.toBeNull();
  });

  it("let people stream from the VPC and from behind the hub", () => {
    const ranges = ["10.20.0.0/16", ...HUB.routes];
    templateOf({ egress: "none", transitGateway: HUB }).hasResourceProperties("AWS::EC2::SecurityGroup", {
      GroupDescription: "People who stream through the VPC",
      SecurityGroupIngress: ranges.flatMap((CidrIp) => [
        Match.objectLike({ CidrIp, FromPort: 443, ToPort: 443 }),
        Match.objectLike({ CidrIp, FromPort: 1400, ToPort: 1499 }),
      ]),
      SecurityGroupEgress: [Match.objectLike({ CidrIp: "255.255.255.255/32" })],
    });
  });

  it("are what is asked for, and none by default where there is a way out", () => {
    templateOf().resourceCountIs(ENDPOINT, 1);
    const template = templateOf({}, { services: ["ssm", "kms"] });
    for (const service of ["ssm", "kms"]) {
      template.hasResourceProperties(ENDPOINT, { ServiceName: `com.amazonaws.eu-west-1.${service}` });
    }
    template.hasResourceProperties("AWS::EC2::SecurityGroup", {
      GroupDescription: "Interface endpoints of the streaming network",
      SecurityGroupIngress: [Match.objectLike({ CidrIp: "10.20.0.0/16", FromPort: 443, ToPort: 443 })],
    });
  });
});

describe("S3PrefixList", () => {
  it("is asked for once a stack, by the name of the Region's own", () => {
    const { stack, logs, template } = aBench();
    expect(S3PrefixList.of(stack, logs)).toBe(S3PrefixList.of(stack, logs));
    const made = template();
    made.resourceCountIs("Custom::AWS", 1);
    made.hasResourceProperties("Custom::AWS", {
      Create: Match.serializedJson(
        Match.objectLike({
          service: "EC2",
          action: "describeManagedPrefixLists",
          parameters: { Filters: [{ Name: "prefix-list-name", Values: ["com.amazonaws.eu-west-1.s3"] }] },
        }),
      ),
    });
  });

  it("may ask this and nothing else", () => {
    const { stack, logs, template } = aBench();
    S3PrefixList.of(stack, logs);
    const actions = Object.values(template().findResources("AWS::IAM::Policy")).flatMap(
      ({ Properties: { PolicyDocument: document } }) =>
        document.Statement.flatMap(({ Action: action }: { readonly Action: string | string[] }) => action),
    );
    expect(actions.toSorted()).toEqual([
      "ec2:DescribeManagedPrefixLists",
      "logs:CreateLogStream",
      "logs:PutLogEvents",
    ]);
  });
});

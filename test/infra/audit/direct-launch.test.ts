import { Match, Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { directLaunchPattern, regionsWithoutBroker } from "../../../infra/audit/direct-launch.ts";
import type { LoadedDeployment } from "../../../infra/deployment/load-deployment.ts";
import { loadExample } from "../assembly.ts";
import { aStage } from "./stage.ts";

let loaded: LoadedDeployment;
beforeAll(async () => {
  loaded = await loadExample("cloudfront");
});

describe("directLaunchPattern", () => {
  it("leaves out the functions that make streaming URLs, in every Region, and nobody else", () => {
    const { deployment } = loaded;
    expect(directLaunchPattern(deployment)).toMatchObject({
      source: ["aws.appstream"],
      detail: {
        eventName: ["CreateStreamingURL"],
        $or: [
          {
            userIdentity: {
              sessionContext: {
                sessionIssuer: {
                  arn: [
                    {
                      "anything-but": deployment.regions.flatMap((region) => [
                        `arn:aws:iam::111122223333:role/streamgate-launch-${region}`,
                        `arn:aws:iam::111122223333:role/streamgate-portal-api-${region}`,
                      ]),
                    },
                  ],
                },
              },
            },
          },
          { userIdentity: { sessionContext: { sessionIssuer: { arn: [{ exists: false }] } } } },
        ],
      },
    });
  });
});

describe("regionsWithoutBroker", () => {
  it("are those that have a fleet of the policy and no broker, each once", () => {
    const { deployment, compiledPolicy } = loaded;
    const { policy } = compiledPolicy;
    const all = new Set(Object.values(policy.fleets).map(({ region }) => region));
    expect(regionsWithoutBroker({ ...deployment, regions: [...all] }, policy)).toEqual([]);
    expect(regionsWithoutBroker({ ...deployment, regions: [] }, policy)).toEqual([...all].toSorted());
  });
});

describe("DirectLaunchWatch", () => {
  it("tells the alarm topic who it was, with the runbook and never the URL", () => {
    const template = Template.fromStack(aStage(loaded).broker);
    template.hasResourceProperties("AWS::Events::Rule", {
      Name: "streamgate-direct-launch",
      Targets: [
        {
          Arn: { Ref: Match.stringLikeRegexp("AlarmsTopic") },
          InputTransformer: {
            InputTemplate: Match.stringLikeRegexp("docs/runbook.md#direct-streaming-url"),
            InputPathsMap: Match.objectLike({ caller: "$.detail.userIdentity.arn" }),
          },
        },
      ],
    });
    template.hasResourceProperties("AWS::IAM::Policy", {
      PolicyDocument: {
        Statement: [
          Match.objectLike({
            Action: "sns:Publish",
            Resource: { Ref: Match.stringLikeRegexp("AlarmsTopic") },
          }),
          Match.objectLike({ Sid: "UseTheKey" }),
        ],
      },
    });
    const [rule] = Object.values(template.findResources("AWS::Events::Rule"));
    expect(JSON.stringify(rule?.Properties.Targets)).not.toContain("responseElements");
  });

  it("passes on from a Region that has fleets and no broker", () => {
    const template = Template.fromStack(aStage(loaded).elsewhere);
    const bus = "arn:aws:events:eu-west-1:111122223333:event-bus/default";
    template.hasResourceProperties("AWS::Events::Rule", {
      // Not the name of the broker's own rule, which the Region may get one day.
      Name: "streamgate-direct-launch-elsewhere",
      Targets: [Match.objectLike({ Arn: bus })],
    });
    template.hasResourceProperties("AWS::IAM::Policy", {
      PolicyDocument: { Statement: [Match.objectLike({ Action: "events:PutEvents", Resource: bus })] },
    });
  });
});

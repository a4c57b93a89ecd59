import { Duration } from "aws-cdk-lib";
import { Match } from "aws-cdk-lib/assertions";
import { CfnFleet, CfnStackFleetAssociation } from "aws-cdk-lib/aws-appstream";
import { describe, expect, it } from "vitest";
import { FleetState, type FleetStateProps } from "../../../../infra/streaming/fleet-state/fleet-state.ts";
import { aBench } from "../stage.ts";

const STATE = "Custom::StreamgateFleetState";

function templateOf(overrides: Partial<FleetStateProps> = {}) {
  const { stack, operator, template } = aBench();
  const fleet = new CfnFleet(stack, "Fleet", { name: "finance-a", instanceType: "stream.standard.large" });
  new FleetState(stack, "State", {
    operator: operator(),
    fleet,
    association: new CfnStackFleetAssociation(stack, "Association", {
      fleetName: fleet.name,
      stackName: "finance",
    }),
    attributes: { instanceType: fleet.instanceType, disableImdsv1: true },
    replacement: "stop_and_start",
    isInUse: true,
    ...overrides,
  });
  return template();
}

describe("FleetState", () => {
  it("stands before the fleet and behind it, and behind the right to turn it", () => {
    const template = templateOf();
    const idOf = (phase: string): string =>
      Object.keys(template.findResources(STATE, { Properties: { Phase: phase } }))[0] ?? "";
    const [right = ""] = Object.keys(
      template.findResources("AWS::IAM::Policy", {
        Properties: {
          PolicyDocument: { Statement: [{ Action: ["appstream:StartFleet", "appstream:StopFleet"] }] },
        },
      }),
    );
    template.hasResource("AWS::AppStream::Fleet", { DependsOn: [idOf("before_update")] });
    template.hasResource(STATE, { Properties: { Phase: "before_update" }, DependsOn: [right] });
    template.hasResource(STATE, {
      Properties: { Phase: "after_update" },
      DependsOn: ["Association", "Fleet", right],
    });
  });

  it("tells both what can be changed on a stopped fleet only, and how long to wait", () => {
    const template = templateOf();
    template.resourceCountIs(STATE, 2);
    template.allResourcesProperties(
      STATE,
      Match.objectLike({
        Fleet: "finance-a",
        Attributes: { instanceType: "stream.standard.large", disableImdsv1: true },
        Replacement: "stop_and_start",
        IsInUse: "true",
        LongestWaitSeconds: "1200",
        AfterLongestWait: "give_up",
      }),
    );
  });

  it("waits as long as it is told, and then ends sessions if it is told", () => {
    templateOf({
      longestWait: Duration.minutes(40),
      afterLongestWait: "stop",
      isInUse: false,
    }).allResourcesProperties(
      STATE,
      Match.objectLike({ LongestWaitSeconds: "2400", AfterLongestWait: "stop", IsInUse: "false" }),
    );
  });

  it("refuses a wait that leaves CloudFormation no time for the rest", () => {
    expect(() => templateOf({ longestWait: Duration.minutes(41) })).toThrow("at most 40 minutes");
  });
});

describe("FleetOperator", () => {
  it("may see fleets and turn exactly those that ask for it", () => {
    const template = templateOf();
    template.hasResourceProperties("AWS::IAM::Policy", {
      PolicyDocument: {
        Statement: [
          {
            Action: ["appstream:StartFleet", "appstream:StopFleet"],
            Effect: "Allow",
            Resource: {
              "Fn::Join": [
                "",
                ["arn:", { Ref: "AWS::Partition" }, ":appstream:eu-west-1:111122223333:fleet/finance-a"],
              ],
            },
          },
        ],
      },
    });
    const granted = Object.values(template.findResources("AWS::IAM::Policy")).flatMap(({ Properties: p }) =>
      p.PolicyDocument.Statement.flatMap(
        ({ Action: action }: { readonly Action: string | string[] }) => action,
      ),
    );
    expect(granted.filter((action: string) => action.startsWith("appstream:")).toSorted()).toEqual([
      "appstream:DescribeFleets",
      "appstream:StartFleet",
      "appstream:StopFleet",
    ]);
  });

  it("gives no function AWS's managed policy for logs", () => {
    for (const { Properties: role } of Object.values(templateOf().findResources("AWS::IAM::Role"))) {
      expect(role).not.toHaveProperty("ManagedPolicyArns");
    }
  });

  it("runs its two functions on Node 24 and arm64, and keeps encrypted logs", () => {
    const template = templateOf();
    for (const Handler of ["index.onEvent", "index.isComplete"]) {
      template.hasResourceProperties("AWS::Lambda::Function", {
        Handler,
        Runtime: "nodejs24.x",
        Architectures: ["arm64"],
      });
    }
    template.allResourcesProperties(
      "AWS::Logs::LogGroup",
      Match.objectLike({ KmsKeyId: Match.anyValue(), RetentionInDays: 30 }),
    );
  });

  it("asks every half minute, for less than CloudFormation's hour", () => {
    const [machine] = Object.values(templateOf().findResources("AWS::StepFunctions::StateMachine"));
    const [start] = machine?.Properties.DefinitionString["Fn::Join"][1] ?? [];
    expect(start).toContain('"IntervalSeconds":30,"MaxAttempts":110');
  });
});

import { CfnFleet } from "aws-cdk-lib/aws-appstream";
import { describe, expect, it } from "vitest";
import type { FleetDeclaration } from "../../../infra/deployment/deployment.ts";
import { FleetScaling, peakOf } from "../../../infra/streaming/fleet-scaling.ts";
import { aBench } from "./stage.ts";

const CAPACITY: FleetDeclaration["capacity"] = {
  minimum: 2,
  maximum: 20,
  targetUtilization: 70,
  schedules: [],
};
const MORNING = {
  cron: "cron(0 7 ? * MON-FRI *)",
  timeZone: "Europe/Madrid",
  minimum: 15,
  maximum: 30,
};

function templateOf(capacity: FleetDeclaration["capacity"] = CAPACITY) {
  const { stack, template } = aBench();
  const fleet = new CfnFleet(stack, "Fleet", { name: "finance-a", instanceType: "stream.standard.large" });
  new FleetScaling(stack, "Scaling", { fleet, capacity });
  return template();
}

describe("FleetScaling", () => {
  it("keeps the fleet between its bounds, once there is one, with Application Auto Scaling's own role", () => {
    const template = templateOf();
    template.hasResource("AWS::ApplicationAutoScaling::ScalableTarget", {
      Properties: {
        ServiceNamespace: "appstream",
        ResourceId: "fleet/finance-a",
        ScalableDimension: "appstream:fleet:DesiredCapacity",
        MinCapacity: 2,
        MaxCapacity: 20,
        ScheduledActions: [],
      },
      DependsOn: ["Fleet"],
    });
    const [target] = Object.values(template.findResources("AWS::ApplicationAutoScaling::ScalableTarget"));
    expect(target?.Properties).not.toHaveProperty("RoleARN");
  });

  it("aims at a share of places in use", () => {
    templateOf().hasResourceProperties("AWS::ApplicationAutoScaling::ScalingPolicy", {
      PolicyType: "TargetTrackingScaling",
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 70,
        PredefinedMetricSpecification: { PredefinedMetricType: "AppStreamAverageCapacityUtilization" },
      },
    });
  });

  it("moves the bounds by the clock of a time zone", () => {
    templateOf({ ...CAPACITY, schedules: [MORNING] }).hasResourceProperties(
      "AWS::ApplicationAutoScaling::ScalableTarget",
      {
        ScheduledActions: [
          {
            ScheduledActionName: "schedule-1",
            Schedule: "cron(0 7 ? * MON-FRI *)",
            Timezone: "Europe/Madrid",
            ScalableTargetAction: { MinCapacity: 15, MaxCapacity: 30 },
          },
        ],
      },
    );
  });
});

describe("peakOf", () => {
  it("is the highest bound that ever holds", () => {
    expect(peakOf(CAPACITY)).toBe(20);
    expect(peakOf({ ...CAPACITY, schedules: [MORNING] })).toBe(30);
  });
});

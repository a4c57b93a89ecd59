/**
 * Application Auto Scaling of a fleet: it follows the share of places in use, between bounds that schedules may move.
 * AppStream takes away idle instances only, so scaling in ends no session.
 */

import {
  CfnScalableTarget,
  CfnScalingPolicy,
  PredefinedMetric,
  ServiceNamespace,
} from "aws-cdk-lib/aws-applicationautoscaling";
import type { CfnFleet } from "aws-cdk-lib/aws-appstream";
import { Construct } from "constructs";
import type { FleetDeclaration } from "../deployment/deployment.ts";

export interface FleetScalingProps {
  readonly fleet: CfnFleet;
  readonly capacity: FleetDeclaration["capacity"];
}

/** An instance takes 10 to 20 minutes to come up: asking again sooner would ask twice for the same one. */
const SCALE_OUT_COOLDOWN_SECONDS = 300;
/** A place that has just been left is likely to be wanted again. */
const SCALE_IN_COOLDOWN_SECONDS = 900;

export class FleetScaling extends Construct {
  constructor(scope: Construct, id: string, { fleet, capacity }: FleetScalingProps) {
    super(scope, id);
    // Without a role: Application Auto Scaling has a service-linked one for AppStream.
    const target = new CfnScalableTarget(this, "Target", {
      serviceNamespace: ServiceNamespace.APPSTREAM,
      resourceId: `fleet/${fleet.name}`,
      scalableDimension: "appstream:fleet:DesiredCapacity",
      minCapacity: capacity.minimum,
      maxCapacity: capacity.maximum,
      scheduledActions: capacity.schedules.map(({ cron, timeZone, minimum, maximum }, index) => ({
        scheduledActionName: `schedule-${index + 1}`,
        schedule: cron,
        timezone: timeZone,
        scalableTargetAction: { minCapacity: minimum, maxCapacity: maximum },
      })),
    });
    target.addResourceDependency(fleet);
    new CfnScalingPolicy(this, "Utilization", {
      policyName: "capacity-utilization",
      policyType: "TargetTrackingScaling",
      scalingTargetId: target.ref,
      targetTrackingScalingPolicyConfiguration: {
        targetValue: capacity.targetUtilization,
        predefinedMetricSpecification: {
          predefinedMetricType: PredefinedMetric.APPSTREAM_AVERAGE_CAPACITY_UTILIZATION,
        },
        scaleOutCooldown: SCALE_OUT_COOLDOWN_SECONDS,
        scaleInCooldown: SCALE_IN_COOLDOWN_SECONDS,
      },
    });
  }
}

/** The most instances that a fleet's bounds and schedules ever allow. */
export function peakOf({ maximum, schedules }: FleetDeclaration["capacity"]): number {
  return Math.max(maximum, ...schedules.map((schedule) => schedule.maximum));
}

/**
 * For a Region with fleets and no broker: streaming URLs that somebody makes there are told in the first Region, and
 * fleets that are full ring here.
 */
import { Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Policy } from "../../functions/core/policy.ts";
import { primaryRegion } from "../broker/names.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { FleetOperation } from "../operation/fleet-operation.ts";
import { DirectLaunchWatch } from "./direct-launch.ts";

export interface WatchStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly policy: Policy;
  readonly region: string;
}

export class WatchStack extends Stack {
  constructor(scope: Construct, id: string, { deployment, policy, region, ...props }: WatchStackProps) {
    super(scope, id, props);
    new DirectLaunchWatch(this, "DirectLaunch", {
      deployment,
      region,
      tell: { busRegion: primaryRegion(deployment) },
    });
    new FleetOperation(this, "Fleets", { deployment, policy, region });
  }
}

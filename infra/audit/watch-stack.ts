/** For a Region with fleets and no broker: streaming URLs that somebody makes there are told in the first Region. */
import { Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { primaryRegion } from "../broker/names.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { DirectLaunchWatch } from "./direct-launch.ts";

export interface WatchStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly region: string;
}

export class WatchStack extends Stack {
  constructor(scope: Construct, id: string, { deployment, region, ...props }: WatchStackProps) {
    super(scope, id, props);
    new DirectLaunchWatch(this, "DirectLaunch", {
      deployment,
      region,
      tell: { busRegion: primaryRegion(deployment) },
    });
  }
}

/**
 * One place where applications are streamed: an AppStream stack with its tier of data sensitivity, the fleet behind it,
 * auto scaling and the fleet's state.
 * Invariant: Region, names and stream view are the policy's; nothing here can send people elsewhere.
 */
import { Tags } from "aws-cdk-lib";
import { CfnFleet, type CfnFleetProps, CfnStack, CfnStackFleetAssociation } from "aws-cdk-lib/aws-appstream";
import { Construct } from "constructs";
import type { FleetPolicy } from "../../functions/core/policy.ts";
import type { FleetDeclaration } from "../deployment/deployment.ts";
import type { SensitivityTier } from "./data-sensitivity.ts";
import { FleetScaling } from "./fleet-scaling.ts";
import type { FleetOperator } from "./fleet-state/fleet-operator.ts";
import { FleetState, type FleetStateProps } from "./fleet-state/fleet-state.ts";
import { stackProperties } from "./stack-settings.ts";

export interface StreamingFleetProps
  extends Pick<
      FleetDeclaration,
      "image" | "instanceType" | "fleetType" | "capacity" | "directory" | "replacement"
    >,
    Pick<FleetStateProps, "isInUse" | "longestWait" | "afterLongestWait"> {
  readonly policyFleet: FleetPolicy;
  readonly tier: SensitivityTier;
  readonly placement: FleetPlacement;
  readonly operator: FleetOperator;
  /** Host name of the broker. */
  readonly viewer: string;
  /** https origins that may embed the stream. @default none */
  readonly embedDomains?: readonly string[];
  /** Tags beside the deployment's own. @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Where the instances stand. */
export interface FleetPlacement {
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  /** Interface endpoint that people must stream through; null: the internet endpoint. */
  readonly streamingEndpointId: string | null;
}

export class StreamingFleet extends Construct {
  readonly fleet: CfnFleet;
  readonly stack: CfnStack;

  constructor(scope: Construct, id: string, props: StreamingFleetProps) {
    super(scope, id);
    const { policyFleet, tier, placement, viewer, embedDomains = [] } = props;
    this.stack = new CfnStack(
      this,
      "Stack",
      stackProperties({
        name: policyFleet.stack,
        tier,
        viewer,
        embedDomains,
        streamingEndpointId: placement.streamingEndpointId,
      }),
    );
    const fixed = fixedAttributes(props);
    const image = props.image.startsWith("arn:") ? { imageArn: props.image } : { imageName: props.image };
    this.fleet = new CfnFleet(this, "Fleet", {
      ...fixed,
      ...image,
      name: policyFleet.fleet,
      // A fleet begins with one instance at least; schedules may take it down to none later.
      computeCapacity: { desiredInstances: Math.max(1, props.capacity.minimum) },
      idleDisconnectTimeoutInSeconds: tier.idleSeconds,
      disconnectTimeoutInSeconds: tier.disconnectSeconds,
    });
    const association = new CfnStackFleetAssociation(this, "Association", {
      stackName: policyFleet.stack,
      fleetName: policyFleet.fleet,
    });
    association.addResourceDependency(this.stack);
    association.addResourceDependency(this.fleet);
    new FleetScaling(this, "Scaling", { fleet: this.fleet, capacity: props.capacity });
    new FleetState(this, "State", {
      ...props,
      fleet: this.fleet,
      association,
      // A new image rolls out on a running fleet as sessions end, so for one fleet it is no reason to stop. With a
      // second colour it is, since people on old instances would be offered the applications of the new image.
      attributes: props.replacement === "blue_green" ? { ...fixed, ...image } : fixed,
    });
    for (const [key, value] of Object.entries(props.tags ?? {})) Tags.of(this).add(key, value);
  }
}

/** What AppStream changes on a stopped fleet only; the rest of UpdateFleet's attributes may change while it runs. */
function fixedAttributes(props: StreamingFleetProps): Omit<CfnFleetProps, "name"> {
  const { directory, placement } = props;
  return {
    fleetType: props.fleetType,
    instanceType: props.instanceType,
    streamView: props.policyFleet.streamView === "desktop" ? "DESKTOP" : "APP",
    maxUserDurationInSeconds: props.tier.longestSeconds,
    // Instances with an address of their own would be reachable from outside, and a hundred at most.
    enableDefaultInternetAccess: false,
    disableImdsv1: true,
    vpcConfig: {
      subnetIds: [...placement.subnetIds],
      securityGroupIds: [...placement.securityGroupIds],
    },
    ...(directory !== null && {
      domainJoinInfo: {
        directoryName: directory.name,
        organizationalUnitDistinguishedName: directory.organizationalUnit,
      },
    }),
  };
}

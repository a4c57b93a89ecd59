/**
 * A bastion: a fleet that shows an SSH or RDP client and nothing else, in front of servers that accept only it.
 * `brokered` opens by streaming URL to people with a second factor; `domain_joined` belongs to a directory and is
 * reached by federation, because AppStream opens joined fleets in no other way (guide, active-directory-prerequisites).
 * Invariant: it is not built while an application of the policy would open it otherwise.
 */
import { Stack } from "aws-cdk-lib";
import { Construct } from "constructs";
import type { Policy } from "../../../functions/core/policy.ts";
import type { BastionDeclaration } from "../../deployment/deployment.ts";
import { BASTION_TIER } from "../data-sensitivity.ts";
import type { Declared } from "../declared-fleets.ts";
import type { FleetOperator } from "../fleet-state/fleet-operator.ts";
import type { StreamingNetwork } from "../network/streaming-network.ts";
import { StreamingFleet } from "../streaming-fleet.ts";
import { BastionGroups } from "./bastion-groups.ts";
import { bastionFaults } from "./bastion-policy.ts";
import { BastionFederation, relayState } from "./federation.ts";

export interface BastionFleetProps {
  readonly declaration: Declared<BastionDeclaration>;
  readonly policy: Policy;
  readonly network: StreamingNetwork;
  readonly operator: FleetOperator;
  /** Host name of the broker. */
  readonly viewer: string;
}

/** Instances that wait cost little on demand, and one is there for whoever comes first. */
const SMALLEST = 1;
const TARGET_UTILIZATION = 75;

export class BastionFleet extends Construct {
  readonly streaming: StreamingFleet;
  /** For the servers behind the bastion. */
  readonly accessGroupId: string;
  /** `domain_joined`: where the identity provider sends people; null: the broker opens it. */
  readonly relayState: string | null;

  constructor(scope: Construct, id: string, props: BastionFleetProps) {
    super(scope, id);
    const { declaration, network } = props;
    const { policyFleet, variant } = declaration;
    requireSound(props);

    const groups = new BastionGroups(this, "Groups", {
      vpcId: network.vpc.vpcId,
      targets: declaration.targets ?? [],
      controllers: variant === "domain_joined" ? controllersOf(props) : [],
      outbound: [...network.outbound.endpoints, ...network.outbound.proxy],
    });
    this.accessGroupId = groups.accessGroupId;
    this.streaming = new StreamingFleet(this, "Fleet", {
      policyFleet,
      image: declaration.image,
      instanceType: declaration.instanceType,
      fleetType: "ON_DEMAND",
      tier: BASTION_TIER,
      capacity: {
        minimum: SMALLEST,
        maximum: declaration.maximum,
        targetUtilization: TARGET_UTILIZATION,
        schedules: [],
      },
      placement: { ...network.placement, securityGroupIds: [groups.hostGroupId] },
      operator: props.operator,
      viewer: props.viewer,
      directory: declaration.directory,
      replacement: "stop_and_start",
      isInUse: declaration.isInUse,
      tags: { "streamgate:use": "bastion" },
    });
    const joined = variant === "domain_joined";
    this.relayState = joined
      ? relayState(policyFleet.region, policyFleet.stack, Stack.of(this).account)
      : null;
    if (joined && declaration.samlProvider !== undefined) {
      new BastionFederation(this, "Federation", {
        stackName: policyFleet.stack,
        samlProvider: declaration.samlProvider,
      });
    }
  }
}

function requireSound({ declaration, policy }: BastionFleetProps): void {
  const { fleet, variant, directory, policyFleet } = declaration;
  const faults = bastionFaults(policy, [declaration]).map(
    ({ path, message }) => `policy ${path.join(".")} ${message}`,
  );
  if ((variant === "domain_joined") !== (directory !== null)) {
    faults.push("the variant `domain_joined` needs a directory, and the other one must have none");
  }
  if (policyFleet.streamView !== "app")
    faults.push("its stream view must be `app`: the client, and no desktop");
  if (faults.length > 0) throw new Error(`the bastion ${fleet} cannot be built: ${faults.join("; ")}`);
}

function controllersOf({ declaration, network }: BastionFleetProps): readonly string[] {
  const { fleet, controllers = network.hubRoutes } = declaration;
  if (controllers.length > 0) return controllers;
  throw new Error(
    `the bastion ${fleet} cannot reach its directory: write \`controllers\`, or a transit gateway's routes`,
  );
}

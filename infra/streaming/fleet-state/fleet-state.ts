/**
 * A fleet that runs once its stack is deployed, and is stopped, updated and started again when something changes that
 * AppStream changes on a stopped fleet only (API reference, UpdateFleet).
 * CloudFormation calls such changes updates without interruption, and they fail on a running fleet; its own
 * `StopBeforeUpdate` would end every session at every change. See decide.ts for the order of things.
 */
import { CustomResource, Duration } from "aws-cdk-lib";
import type { CfnFleet, CfnStackFleetAssociation } from "aws-cdk-lib/aws-appstream";
import { Construct } from "constructs";
import type { FleetDeclaration } from "../../deployment/deployment.ts";
import type { FleetOperator } from "./fleet-operator.ts";
import type { FleetStateProperties, Phase } from "./fleet-request.ts";
import { LONGEST_OPERATION_SECONDS } from "./next-step.ts";

export interface FleetStateProps {
  readonly operator: FleetOperator;
  readonly fleet: CfnFleet;
  readonly association: CfnStackFleetAssociation;
  /** What AppStream changes on a stopped fleet only, as the fleet has it. */
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly replacement: FleetDeclaration["replacement"];
  /** Whether an application of the policy sends people here. */
  readonly isInUse: boolean;
  /** How long an update waits for sessions to end; at most 40 minutes. @default 20 minutes */
  readonly longestWait?: Duration;
  /** `give_up` leaves the fleet as it is and fails the deployment; `stop` ends the sessions. @default give_up */
  readonly afterLongestWait?: "give_up" | "stop";
}

const DEFAULT_WAIT = Duration.minutes(20);
/** What is left of the longest operation is for stopping. */
const LONGEST_WAIT = Duration.seconds(LONGEST_OPERATION_SECONDS - 10 * 60);

export class FleetState extends Construct {
  constructor(scope: Construct, id: string, props: FleetStateProps) {
    super(scope, id);
    const { operator, fleet, association } = props;
    const mayTurn = operator.grantTurn(this, fleet.name);
    const before = this.#resource("Before", "before_update", props);
    const after = this.#resource("After", "after_update", props);
    before.node.addDependency(mayTurn);
    fleet.node.addDependency(before);
    after.node.addDependency(mayTurn, fleet, association);
  }

  #resource(id: string, phase: Phase, props: FleetStateProps): CustomResource {
    const { longestWait = DEFAULT_WAIT } = props;
    if (longestWait.toSeconds() > LONGEST_WAIT.toSeconds()) {
      throw new Error(`longestWait must be at most ${LONGEST_WAIT.toMinutes()} minutes`);
    }
    const properties: FleetStateProperties = {
      Phase: phase,
      Fleet: props.fleet.name,
      Attributes: props.attributes,
      Replacement: props.replacement,
      IsInUse: String(props.isInUse),
      LongestWaitSeconds: String(longestWait.toSeconds()),
      AfterLongestWait: props.afterLongestWait ?? "give_up",
    };
    return new CustomResource(this, id, {
      resourceType: "Custom::StreamgateFleetState",
      serviceToken: props.operator.serviceToken,
      properties,
    });
  }
}
